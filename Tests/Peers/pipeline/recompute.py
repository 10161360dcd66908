"""Recomputes the predictions of every record from feature files, in numpy alone, and compares.

    hartransfer run CONFIG --results R;  hartransfer encode CONFIG --output F
    python Tests/Peers/pipeline/recompute.py R/<benchmark> F

What is written again here, and in frames.py for trials of frames: reduction, perfect alignment, ridge CCA, no alignment, the bounds, Ledoit-Wolf shrinkage and
the classifier with a tied covariance; records of other methods, classifiers or decodings are left out and counted. Where
parameters were selected, those chosen are taken. Exit code 1 where any prediction differs; a sample whose two best classes are
nearer than rounding (relative score gap below 1e-6) may differ and is counted apart.
"""

import json
import pathlib
import sys

import frames
import h5py
import numpy as np


def load_features(folder):
    """{modality: {tuple of fitted ids or None: (ids, labels, features)}} of all feature files in a folder."""
    found = {}
    for path in sorted(pathlib.Path(folder).glob("*.h5")):
        with h5py.File(path) as file:
            ids = [text.decode() for text in file["sample_ids"][:]]
            labels = file["labels"][:]
            for name, group in file["modalities"].items():
                fitted = tuple(t.decode() for t in group["fitted_on"][:]) if "fitted_on" in group else None
                if "features" in group:
                    found.setdefault(name, {})[fitted] = (ids, labels, group["features"][:].astype(float))
                if "frames" in group:
                    found.setdefault(name + " frames", {})[None] = (ids, labels, group["frames"][:].astype(float))
    return found


def reduce(features, rows, reduction):
    fit = features[rows]
    if reduction["standardise"]:
        mean, deviation = fit.mean(0), fit.std(0)
        deviation[deviation <= 8 * np.finfo(float).eps * np.abs(fit).max(0)] = 1
    else:
        mean = fit.mean(0) if "pca" in reduction else np.zeros(fit.shape[1])
        deviation = np.ones(fit.shape[1])
    scaled = (features - mean) / deviation
    if reduction.get("pca") is None:
        return scaled
    _, values, vectors = np.linalg.svd(scaled[rows], full_matrices=False)
    # The sign convention matters to 'none' alone: the first element of largest magnitude is positive.
    large = np.abs(vectors) >= (1 - np.sqrt(np.finfo(float).eps)) * np.abs(vectors).max(1, keepdims=True)
    vectors *= np.sign(vectors[np.arange(len(vectors)), large.argmax(1)])[:, None]
    rank = (values > max(scaled[rows].shape) * np.finfo(float).eps * values[0]).sum()
    count = min(reduction["pca"], rank)
    reduced = scaled @ vectors[:count].T
    return reduced / (values[:count] / np.sqrt(len(rows))) if reduction["whiten"] else reduced


def column_space(x):
    u, values, _ = np.linalg.svd(x, full_matrices=False)
    return u[:, : (values > max(x.shape) * np.finfo(float).eps * values[0]).sum()]


def perfect(x, y, p):
    maps, parts = [], []
    for view, sign in ((x, 1), (y, -1)):
        mean = view.mean(0) if p["scaling"] != "raw" else np.zeros(view.shape[1])
        deviation = view.std(0) if p["scaling"] == "standardised" else np.ones(view.shape[1])
        part = ((view - mean) / deviation).T
        basis = column_space(part) if p["nullspace"] == "shared" else np.eye(len(part))
        maps.append((mean, deviation, basis))
        parts.append(sign * basis.T @ part)
    stack = np.vstack(parts)
    basis, values, _ = np.linalg.svd(stack, full_matrices=stack.shape[0] > stack.shape[1])
    rank = (values > max(stack.shape) * np.finfo(float).eps * values[0]).sum()
    u = basis[:, -p["k"] :]
    if p["k"] < len(stack) - rank:
        # Of the null vectors, those in which the features, centred and in their own units, vary most.
        null = np.split(basis[:, rank:], [len(parts[0])])
        centred = [m[2].T @ (v - v.mean(0)).T for m, v in zip(maps, (x, y))]
        varying = np.hstack([a.T @ c / np.linalg.norm(c) for a, c in zip(null, centred)])
        u = basis[:, rank:] @ np.linalg.svd(varying, full_matrices=False)[0][:, : p["k"]]
    blocks = np.split(u, [len(parts[0])])
    return [lambda z, m=m, b=b: ((z - m[0]) / m[1]) @ m[2] @ b for m, b in zip(maps, blocks)]


def ridge_cca(x, y, p):
    n, means, whitenings = len(x), [x.mean(0), y.mean(0)], []
    for view, mean in zip((x, y), means):
        c = (view - mean).T @ (view - mean) / n
        w, v = np.linalg.eigh(c + p["ridge"] * np.trace(c) / len(c) * np.eye(len(c)))
        whitenings.append(v / np.sqrt(w) @ v.T)
    cross = (x - means[0]).T @ (y - means[1]) / n
    u, rho, vt = np.linalg.svd(whitenings[0] @ cross @ whitenings[1])
    weight = rho[: p["k"]] ** p["correlationPower"]
    maps = [whitenings[0] @ u[:, : p["k"]] * weight, whitenings[1] @ vt[: p["k"]].T * weight]
    return [lambda z, m=m, a=a: (z - m) @ a for m, a in zip(means, maps)]


def none(x, y, _):
    d = min(x.shape[1], y.shape[1])
    return [lambda z: z[:, :d]] * 2


METHODS = {"perfect": perfect, "ridge-cca": ridge_cca, "none": none}
BOUNDS = {"source-on-source": None, "target-supervised": None, "student-teacher": None}


def tied_gaussian(x, labels, test, candidates):
    """Predictions (-1 for none) and the relative gap between the two best candidates."""
    classes = np.unique(labels)
    means = np.stack([x[labels == c].mean(0) for c in classes])
    residual = x - means[np.searchsorted(classes, labels)]
    n, p = residual.shape
    s = residual.T @ residual / n
    mu = np.trace(s) / p
    distance = ((s - mu * np.eye(p)) ** 2).sum()
    spread = ((residual**2).sum(1) ** 2).sum() / n**2 - (s**2).sum() / n
    share = min(1, spread / distance)
    factor = np.linalg.cholesky((1 - share) * s + share * mu * np.eye(p))
    white, centres = np.linalg.solve(factor, test.T).T, np.linalg.solve(factor, means.T).T
    allowed = np.isin(classes, candidates)
    if not allowed.any():
        return np.full(len(test), -1), np.full(len(test), np.inf)
    d = ((white[:, None] - centres[None, allowed]) ** 2).sum(-1)
    best = np.sort(d, 1)
    gap = (best[:, 1] - best[:, 0]) / best[:, 1] if d.shape[1] > 1 else np.full(len(test), np.inf)
    return classes[allowed][d.argmin(1)], gap


REDUCED = {}


def predictions(record, features):
    trial, roles = record["trial"], record["roles"]
    paired, labelled, test = (np.array(roles[r], int) for r in ("paired", "labelled", "test"))
    candidates = np.array(record["candidateClasses"])
    views = {}
    for modality in (trial["source"], trial["target"]):
        versions = features[modality]
        ids = next(iter(versions.values()))[0]
        key = tuple(ids[row] for row in paired)
        _, labels, values = versions[key] if key in versions else versions[None]
        cached = (modality, key, json.dumps(trial["reduction"], sort_keys=True))
        if cached not in REDUCED:
            REDUCED[cached] = reduce(values, paired, trial["reduction"])
        views[modality] = REDUCED[cached]
    x, y = views[trial["source"]], views[trial["target"]]
    name = trial["alignment"]["name"]
    if name == "source-on-source":
        return tied_gaussian(x[labelled], labels[labelled], x[test], candidates)
    if name == "target-supervised":
        return tied_gaussian(y[labelled], labels[labelled], y[test], candidates)
    if name == "student-teacher":
        every = np.unique(labels[labelled])
        known = np.setdiff1d(every, candidates) if trial["protocol"]["name"] == "unpaired-classes" else every
        if trial["protocol"]["parameters"].get("candidates") == "all":
            known = np.setdiff1d(every, np.unique(labels[test]))
        names, _ = tied_gaussian(x[labelled], labels[labelled], x[paired], known)
        return tied_gaussian(y[paired], names, y[test], candidates)
    selection = record.get("selection")
    parameters = selection["chosen"] if selection else trial["alignment"]["parameters"]
    first, second = METHODS[name](x[paired], y[paired], parameters)
    return tied_gaussian(first(x)[labelled], labels[labelled], second(y)[test], candidates)


def frame_predictions(record, features):
    trial, roles = record["trial"], record["roles"]
    paired, labelled, test = (np.array(roles[r], int) for r in ("paired", "labelled", "test"))
    candidates, p = np.array(record["candidateClasses"]), trial["classifier"]["parameters"]
    (_, labels, x), (_, _, y) = (features[trial[side] + " frames"][None] for side in ("source", "target"))
    name, level = trial["alignment"]["name"], trial["frames"]
    if name in BOUNDS:
        own = frames.channels(x if name == "source-on-source" else y, paired, level)
        return frames.wccn(own[labelled], labels[labelled], own[test], candidates, p)
    selection = record.get("selection")
    parameters = selection["chosen"] if selection else trial["alignment"]["parameters"]
    if name == "none":
        # The latent space is the modalities' own frames: their lags are left out.
        level = level | {"lags": [min(level["lags"], key=abs)]}
    first, second = frames.embedded(x, y, paired, level, lambda a, b: METHODS[name](a, b, parameters))
    return frames.wccn(
        first[labelled], labels[labelled], second[test], candidates, p, first[paired] - second[paired])


def is_known(trial):
    """Whether the trial is made of what is written again here."""
    c = trial["classifier"]
    if trial.get("condition") is not None or trial["alignment"]["name"] == "clips-and-frames":
        return False
    if "frames" in trial:
        name = trial["alignment"]["name"]
        return c["name"] == "wccn" and "decoding" not in trial and trial["frames"]["maximumShift"] == 0 and (
            name in ("ridge-cca", "none", "target-supervised", "source-on-source")
            or (name == "perfect" and trial["alignment"]["parameters"]["nullspace"] == "whole"))
    return (
        trial["alignment"]["name"] in METHODS | BOUNDS
        and trial.get("decoding") is None
        and c["name"] == "gaussian-mixture"
        and (c["parameters"]["covariance"], c["parameters"]["shrinkage"]) == ("tied", "ledoit-wolf")
        and c["parameters"].get("components", 1) == 1
        and c["parameters"].get("transfer", "latent") == "latent"
    )


def main():
    results, folder = sys.argv[1:3]
    features = load_features(folder)
    compared = differing = near = others = 0
    for path in sorted(pathlib.Path(results, "records").glob("*.json")):
        record = json.loads(path.read_text())
        if record.get("predictions") is None:
            continue
        if not is_known(record["trial"]):
            others += 1
            continue
        again = frame_predictions if "frames" in record["trial"] else predictions
        expected, gap = again(record, features)
        stored = np.array([-1 if p is None else p for p in record["predictions"]["predicted"]])
        unequal = stored != expected
        near += int((unequal & (gap < 1e-6)).sum())
        wrong = int((unequal & (gap >= 1e-6)).sum())
        compared += len(stored)
        differing += wrong
        if wrong:
            t = record["trial"]
            print(f"{t['split']} {t['source']} -> {t['target']} {t['alignment']}: {wrong} of {len(stored)} differ")
    print(f"{compared} predictions compared, {differing} differ, {near} undecided by rounding; {others} records of other methods, classifiers or decodings")
    if compared == 0 or differing:
        sys.exit(1)


if __name__ == "__main__":
    main()
