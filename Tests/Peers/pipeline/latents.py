"""Recomputes the latents in two dimensions and the spectra of records from feature files, in numpy alone.

    hartransfer run CONFIG --results R;  hartransfer encode CONFIG --output F      (CONFIG says 'keep: [latents]')
    python Tests/Peers/pipeline/latents.py R/<benchmark> F

What is written again in recompute.py is compared: perfect alignment, ridge CCA and no alignment, of whole clips. Two
points may differ in the fourth digit of the largest coordinate. Exit code 1 where anything differs more.
"""

import json
import pathlib
import sys

import numpy as np
import recompute


def views(record, features):
    """The reduced features of source and target, and the paired and the test rows."""
    roles, reduced = record["roles"], []
    paired, test = np.array(roles["paired"]), np.array(roles["test"])
    for side in ("source", "target"):
        versions = features[record["trial"][side]]
        ids = next(iter(versions.values()))[0]
        key = tuple(ids[row] for row in paired)
        _, _, values = versions[key] if key in versions else versions[None]
        reduced.append(recompute.reduce(values, paired, record["trial"]["reduction"]))
    return *reduced, paired, test


def plane(source, target):
    """Coordinates of both in their first two principal components, and the shares of variance."""
    both = np.vstack([source, target])
    u, values, vectors = np.linalg.svd(both - both.mean(0), full_matrices=False)
    large = np.abs(vectors) >= (1 - np.sqrt(np.finfo(float).eps)) * np.abs(vectors).max(1, keepdims=True)
    signs = np.sign(vectors[np.arange(len(vectors)), large.argmax(1)])
    points = (u * values * signs)[:, :2]
    return points[: len(source)], points[len(source):], (values**2 / (values**2).sum())[:2]


def spectrum(name, x, y, parameters):
    """The values by which directions are chosen, in the order in which they are kept; None where none are."""
    if name == "perfect":
        maps = [((v - v.mean(0)) if parameters["scaling"] != "raw" else v) for v in (x, y)]
        if parameters["scaling"] == "standardised":
            maps = [v / v.std(0) for v in maps]
        stack = np.vstack([maps[0].T, -maps[1].T])
        values = np.linalg.svd(stack, compute_uv=False)
        return np.append(values, np.zeros(len(stack) - len(values)))[::-1]
    if name == "ridge-cca":
        n, whitenings = len(x), []
        for view in (x, y):
            c = (view - view.mean(0)).T @ (view - view.mean(0)) / n
            w, v = np.linalg.eigh(c + parameters["ridge"] * np.trace(c) / len(c) * np.eye(len(c)))
            whitenings.append(v / np.sqrt(w) @ v.T)
        return np.linalg.svd(
            whitenings[0] @ ((x - x.mean(0)).T @ (y - y.mean(0)) / n) @ whitenings[1], compute_uv=False)
    return None


def main():
    results, folder = sys.argv[1:3]
    features = recompute.load_features(folder)
    compared = spectra = others = 0
    for path in sorted(pathlib.Path(results, "records").glob("*.json")):
        record = json.loads(path.read_text())
        stored, trial = record.get("latentPlane"), record["trial"]
        name, parameters = trial["alignment"]["name"], trial["alignment"]["parameters"]
        if stored is None:
            assert name in recompute.BOUNDS or name not in recompute.METHODS, f"{name} without latents"
            continue
        if name not in recompute.METHODS or "frames" in trial or parameters.get("nullspace") == "shared":
            others += 1
            continue
        x, y, paired, test = views(record, features)
        first, second = recompute.METHODS[name](x[paired], y[paired], parameters)
        source, target, shares = plane(first(x)[test], second(y)[test])
        size = max(np.abs(source).max(), np.abs(target).max())
        for own, side in ((source, "source"), (target, "target")):
            given = np.array(stored[side], float)
            # Signs of an alignment's directions are its own, so an axis may point the other way.
            own = own * np.sign((own * given).sum(0))
            assert given.shape == own.shape and np.abs(own - given).max() < 1e-3 * size, f"{name}: {side}"
        assert np.allclose(shares, stored["varianceShares"], rtol=1e-3), f"{name}: shares"
        expected = spectrum(name, x[paired], y[paired], parameters)
        kept = stored.get("spectrum")
        assert (expected is None) == (kept is None), f"{name}: spectrum"
        if expected is not None:
            count = min(len(expected), 512)
            assert kept["count"] == len(expected) and len(kept["values"]) == count and kept["kept"] == parameters["k"]
            assert np.allclose(expected[:count], kept["values"], rtol=1e-3, atol=1e-9 * expected.max()), name
            spectra += 1
        compared += 1
    print(f"latents of {compared} records and {spectra} spectra compared; {others} of other methods")
    if compared == 0 or spectra == 0:
        sys.exit(1)


if __name__ == "__main__":
    main()
