"""Fixtures of the closed-form alignments: latents by the textbook formula or by another library.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/alignment/reference.py Tests/AlignmentTests/Fixtures/reference.json

Matrices hold one sample a column, as in the Swift code; in the file a matrix is a list of its columns.
"""

import json
import sys

import numpy as np
import ot
import scipy
import scipy.linalg
import scipy.spatial
import sklearn
from sklearn.cross_decomposition import PLSSVD
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import cosine_similarity, rbf_kernel
from sklearn.neighbors import KNeighborsRegressor

rng = np.random.default_rng(20)


def dataset(sizes, pairs, noise):
    latent = rng.normal(size=(3, pairs + 5))
    views = {}
    for name, size in sizes.items():
        mix = rng.normal(size=(size, 3))
        values = mix @ latent + noise * rng.normal(size=(size, pairs + 5)) + rng.normal(size=(size, 1))
        views[name] = np.round(values, 4)
    return {
        "training": {name: x[:, :pairs] for name, x in views.items()},
        "test": {name: x[:, pairs:] for name, x in views.items()},
    }


DATA = {
    "three": dataset({"a": 6, "b": 5, "c": 4}, 40, 0.5),
    "equal": dataset({"a": 5, "b": 5}, 40, 0.5),
    "wide": dataset({"a": 15, "b": 9}, 12, 0.5),
}


# The same samples, of which some lack modalities: one modality of every third sample, in turn.
DATA["incomplete"] = DATA["three"]
PRESENT = {
    "incomplete": {
        name: np.array([i % 3 != 0 or (i // 3) % 3 != place for i in range(40)]) for place, name in enumerate("abc")
    }
}


def mean(x):
    return x.mean(axis=1, keepdims=True)


def covariance(x, y):
    return (x - mean(x)) @ (y - mean(y)).T / x.shape[1]


def regularised(x, ridge):
    c = covariance(x, x)
    return c + ridge * np.trace(c) / len(c) * np.eye(len(c))


def linear(maps):
    """Latents by affine maps z = A (x - m)."""
    return lambda name, x: maps[name][0] @ (x - maps[name][1])


def multiview(views, k, ridge):
    """The generalised eigenproblem C w = lambda D w with the modalities' own blocks left out of C."""
    names = list(views)
    sizes = [len(views[n]) for n in names]
    c = np.block([[covariance(views[n], views[m]) for m in names] for n in names])
    own = scipy.linalg.block_diag(*[covariance(views[n], views[n]) for n in names])
    d = scipy.linalg.block_diag(*[regularised(views[n], ridge) for n in names])
    values, vectors = scipy.linalg.eigh(c - own, d)
    best = vectors[:, ::-1][:, :k].T * np.sqrt(len(names))
    parts = np.split(best, np.cumsum(sizes)[:-1], axis=1)
    return values[::-1][:k], {n: (p, mean(views[n])) for n, p in zip(names, parts)}


def cca(views, k, ridge=0):
    return multiview(views, k, ridge)


def pca_cca(views, k, components):
    bases = {n: np.linalg.svd(x - mean(x), full_matrices=False)[0][:, :components] for n, x in views.items()}
    _, maps = cca({n: bases[n].T @ x for n, x in views.items()}, k)
    return linear({n: (maps[n][0] @ bases[n].T, mean(views[n])) for n in views})


def csa(views, k, ridge=0):
    correlations, maps = cca(views, k, ridge)
    variates = linear(maps)

    def embed(name, x):
        z = variates(name, x)
        return np.sqrt(correlations)[:, None] * z / np.linalg.norm(z, axis=0)

    return embed


def gcca(views, k, ridge):
    n = next(iter(views.values())).shape[1]
    total = np.zeros((n, n))
    smoothers = {}
    for name, x in views.items():
        xc = x - mean(x)
        smoothers[name] = scipy.linalg.solve(n * regularised(x, ridge), xc, assume_a="pos")
        total += xc.T @ smoothers[name]
    _, vectors = scipy.linalg.eigh((total + total.T) / 2)
    g = np.sqrt(n) * vectors[:, ::-1][:, :k].T
    return linear({name: (g @ smoothers[name].T, mean(x)) for name, x in views.items()})


def perfect(views, k, scaling="raw", present=None):
    """The differences of all pairs of modalities side by side, each pair over the samples that have both."""
    names = list(views)
    n = next(iter(views.values())).shape[1]
    present = present or {m: np.ones(n, bool) for m in names}
    offsets = {m: 0 if scaling == "raw" else mean(x[:, present[m]]) for m, x in views.items()}
    scales = {m: x[:, present[m]].std(axis=1, keepdims=True) if scaling == "standardised" else np.ones((len(x), 1))
              for m, x in views.items()}
    scaled = {m: (x - offsets[m]) / scales[m] for m, x in views.items()}
    blocks = []
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            both = present[a] & present[b]
            rows = {a: scaled[a][:, both], b: -scaled[b][:, both]}
            blocks.append(np.vstack([rows.get(m, np.zeros((len(views[m]), both.sum()))) for m in names]))
    smallest = np.linalg.svd(np.hstack(blocks))[0][:, -k:].T
    parts = np.split(smallest, np.cumsum([len(views[m]) for m in names])[:-1], axis=1)
    return linear({m: (part / scales[m].T, offsets[m]) for m, part in zip(names, parts)})


def incomplete_mcca(views, present, k, ridge):
    """Means and covariances of a modality from the samples that have it, between two from those that have both."""
    names = list(views)
    means = {m: mean(x[:, present[m]]) for m, x in views.items()}

    def cross(a, b):
        both = present[a] & present[b]
        return (views[a] - means[a])[:, both] @ (views[b] - means[b])[:, both].T / both.sum()

    c = np.block([[cross(a, b) if a != b else np.zeros((len(views[a]),) * 2) for b in names] for a in names])
    d = scipy.linalg.block_diag(*[regularised(x[:, present[m]], ridge) for m, x in views.items()])
    best = scipy.linalg.eigh(c, d)[1][:, ::-1][:, :k].T * np.sqrt(len(names))
    parts = np.split(best, np.cumsum([len(views[m]) for m in names])[:-1], axis=1)
    return linear({m: (part, means[m]) for m, part in zip(names, parts)})


def incomplete_gcca(views, present, k, ridge):
    """max tr(G P G') with G K G' = (sum of n_m) I, as a generalised eigenproblem of the size of the samples."""
    n = next(iter(views.values())).shape[1]
    total, smoothers, means = np.zeros((n, n)), {}, {}
    for m, x in views.items():
        means[m] = mean(x[:, present[m]])
        own = (x - means[m]) * present[m]
        smoothers[m] = np.linalg.solve(present[m].sum() * regularised(x[:, present[m]], ridge), own)
        total += own.T @ smoothers[m]
    counts = sum(p.astype(float) for p in present.values())
    vectors = scipy.linalg.eigh((total + total.T) / 2, np.diag(counts))[1]
    g = np.sqrt(counts.sum()) * vectors[:, ::-1][:, :k].T
    return linear({m: (g @ smoothers[m].T, means[m]) for m in views})


def pls(views, k, standardised=False):
    model = PLSSVD(n_components=k, scale=standardised).fit(views["a"].T, views["b"].T)

    def embed(name, x):
        if name == "a":
            return model.transform(x.T).T
        return model.transform(np.zeros((x.shape[1], len(views["a"]))), x.T)[1].T

    if standardised:
        # scikit-learn divides by the sample deviation (n - 1), this package by the population's.
        n = views["a"].shape[1]
        return lambda name, x: embed(name, x) * np.sqrt(n / (n - 1))
    return embed


def components(x, count):
    """The first principal components, in each the element of largest magnitude positive."""
    u = np.linalg.svd(x - mean(x), full_matrices=False)[0][:, :count]
    return u * np.sign(u[np.abs(u).argmax(axis=0), np.arange(u.shape[1])])


def matched(views):
    size = min(len(x) for x in views.values())
    return {
        n: (np.eye(size) if len(x) == size else components(x, size).T, mean(x)) for n, x in views.items()
    }


def procrustes(views, source, scaled=False):
    target = "b" if source == "a" else "a"
    maps = matched(views)
    m = {n: maps[n][0] @ (x - mean(x)) for n, x in views.items()}
    size = {n: np.linalg.norm(x) / np.sqrt(x.shape[1]) if scaled else 1 for n, x in m.items()}
    r, total = scipy.linalg.orthogonal_procrustes(m[source].T / size[source], m[target].T / size[target])
    factor = total / m[source].shape[1] if scaled else 1
    return linear(
        {
            source: (factor * r.T @ maps[source][0] / size[source], maps[source][1]),
            target: (maps[target][0] / size[target], maps[target][1]),
        }
    )


def ridge_map(views, source, direction, ridge):
    other = "b" if source == "a" else "a"
    start, into = (other, source) if direction == "target-to-source" else (source, other)
    x, y = views[start], views[into]
    penalty = x.shape[1] * ridge * np.trace(covariance(x, x)) / len(x)
    model = Ridge(alpha=penalty, solver="cholesky").fit(x.T, y.T)
    return {start: (model.coef_, mean(x)), into: (np.eye(len(y)), mean(y))}, start, into, penalty


def reduced_rank(views, source, direction, ridge, k):
    maps, start, into, penalty = ridge_map(views, source, direction, ridge)
    x = views[start] - mean(views[start])
    w = maps[start][0]
    u = np.linalg.svd(w @ np.hstack([x, np.sqrt(penalty) * np.eye(len(x))]))[0][:, :k]
    return linear({start: (u.T @ w, maps[start][1]), into: (u.T, maps[into][1])})


def coral(views, source, ridge):
    target = "b" if source == "a" else "a"
    maps = matched(views)
    m = {n: maps[n][0] @ (x - mean(x)) for n, x in views.items()}
    roots = {n: np.real(scipy.linalg.sqrtm(regularised(x, ridge))) for n, x in m.items()}
    a = roots[target] @ np.linalg.inv(roots[source])
    return linear({source: (a @ maps[source][0], maps[source][1]), target: maps[target]})


def subspace(views, source, k):
    target = "b" if source == "a" else "a"
    maps = matched(views)
    p = {n: components(maps[n][0] @ x, k) for n, x in views.items()}
    m = p[source].T @ p[target]
    return linear(
        {
            source: (m.T @ p[source].T @ maps[source][0], maps[source][1]),
            target: (p[target].T @ maps[target][0], maps[target][1]),
        }
    )


def transport(views, source, epsilon):
    """Barycentric projection of the source's training samples (and of nothing else)."""
    target = "b" if source == "a" else "a"
    maps = matched(views)
    m = {n: maps[n][0] @ (x - mean(x)) for n, x in views.items()}
    size = {n: np.linalg.norm(x) / np.sqrt(x.shape[1]) for n, x in m.items()}
    x, y = m[source].T / size[source], m[target].T / size[target]
    cost = ot.dist(x, y)
    n = len(x)
    plan = ot.sinkhorn(
        np.full(n, 1 / n), np.full(n, 1 / n), cost, epsilon * cost.mean(), method="sinkhorn_log", numItermax=100000,
        stopThr=1e-14)
    mapped = (plan @ y / plan.sum(axis=1, keepdims=True)).T

    def embed(name, z):
        if name == source:
            assert np.array_equal(z, views[source][:, : z.shape[1]])
            return mapped[:, : z.shape[1]]
        return maps[target][0] @ (z - maps[target][1]) / size[target]

    return embed


def gromov(views, source, k, epsilon):
    """Procrustes of the source's samples and their barycentric images under POT's plan."""
    target = "b" if source == "a" else "a"
    white = {}
    for n, x in views.items():
        u = components(x, k)
        white[n] = (u / (u.T @ (x - mean(x))).std(axis=1)).T
    z = {n: white[n] @ (x - mean(x)) for n, x in views.items()}
    d = {n: scipy.spatial.distance.cdist(x.T, x.T) for n, x in z.items()}
    d = {n: x / x.mean() for n, x in d.items()}
    w = np.full(len(d["a"]), 1 / len(d["a"]))
    plan = ot.gromov.entropic_gromov_wasserstein(
        d[source], d[target], w, w, "square_loss", epsilon=epsilon, symmetric=True, max_iter=10000, tol=1e-14,
        solver="PGD", numItermax=100000, stopThr=1e-14)
    turn = scipy.linalg.orthogonal_procrustes(z[source].T, len(w) * plan @ z[target].T)[0].T
    return linear({source: (turn @ white[source], mean(views[source])), target: (white[target], mean(views[target]))})


def relative(views):
    def embed(name, x):
        m = mean(views[name])
        return cosine_similarity((views[name] - m).T, (x - m).T)

    return embed


def propagation(views, source, neighbours):
    target = "b" if source == "a" else "a"
    model = KNeighborsRegressor(neighbours).fit(views[target].T, (views[source] - mean(views[source])).T)
    return lambda name, x: x - mean(views[source]) if name == source else model.predict(x.T).T


class Kernel:
    """A centred kernel on training samples."""

    def __init__(self, kind, x):
        self.kind, self.x = kind, x
        if kind == "rbf":
            d = scipy.spatial.distance.pdist(x.T)
            self.gamma = 1 / (2 * np.median(d) ** 2)
        self.raw = self.of(x, x)
        n = x.shape[1]
        h = np.eye(n) - 1 / n
        self.centred = h @ self.raw @ h
        self.h = h

    def of(self, x, y):
        return rbf_kernel(x.T, y.T, gamma=self.gamma) if self.kind == "rbf" else x.T @ y

    def against(self, y):
        return self.h @ (self.of(self.x, y) - self.raw.mean(axis=1, keepdims=True))


def kernel_ridge(views, source, direction, kind, ridge):
    other = "b" if source == "a" else "a"
    start, into = (other, source) if direction == "target-to-source" else (source, other)
    kernel = Kernel(kind, views[start])
    n = views[start].shape[1]
    y = views[into] - mean(views[into])
    alpha = np.linalg.solve(kernel.centred + ridge * np.trace(kernel.centred) * np.eye(n), y.T).T
    return lambda name, x: alpha @ kernel.against(x) if name == start else x - mean(views[into])


def kernel_cca(views, k, kind, ridge):
    ka, kb = Kernel(kind, views["a"]), Kernel(kind, views["b"])
    n = views["a"].shape[1]
    ra, rb = (ridge * np.trace(x.centred) / n for x in (ka, kb))
    sa = np.linalg.solve(ka.centred + n * ra * np.eye(n), kb.centred)
    sb = np.linalg.solve(kb.centred + n * rb * np.eye(n), ka.centred)
    values, vectors = scipy.linalg.eig(sa @ sb)
    order = np.argsort(-values.real)[:k]
    alpha = vectors[:, order].real
    beta = sb @ alpha / np.sqrt(values.real[order])

    def unit(w, kernel, r):
        return w / np.sqrt(np.sum(w * ((kernel.centred @ kernel.centred / n + r * kernel.centred) @ w), axis=0))

    alpha, beta = unit(alpha, ka, ra), unit(beta, kb, rb)
    return lambda name, x: alpha.T @ ka.against(x) if name == "a" else beta.T @ kb.against(x)


def columns(matrix):
    return np.asarray(matrix).T.tolist()


cases = []


def case(method, parameters, data, embed, compare="gram", modalities="ab", source=None, on="test"):
    """`compare`: gram (up to rotations and signs shared by the modalities) or exact."""
    samples = {n: x[:, :5] for n, x in DATA[data][on].items() if n in modalities}
    cases.append(
        {
            "method": method, "parameters": json.dumps(parameters), "data": data, "source": source, "on": on,
            "compare": compare, "modalities": list(modalities),
            "latents": {n: columns(embed(n, x)) for n, x in samples.items()},
        })


def two(data):
    return {n: DATA[data]["training"][n] for n in "ab"}


for data, k in (("three", 4), ("equal", 3)):
    case("cca", {"k": k}, data, linear(cca(two(data), k)[1]))
    case("ridge-cca", {"k": k, "ridge": 0.3}, data, linear(cca(two(data), k, 0.3)[1]))
    case("csa", {"k": k}, data, csa(two(data), k))
case("ridge-cca", {"k": 3, "ridge": 0.1}, "wide", linear(cca(two("wide"), 3, 0.1)[1]))
case("csa", {"k": 3, "ridge": 0.1}, "wide", csa(two("wide"), 3, 0.1))
for data, k, count in (("three", 2, 3), ("wide", 3, 4)):
    case("pca-cca", {"k": k, "components": count}, data, pca_cca(two(data), k, count))
three = DATA["three"]["training"]
for ridge in (0, 0.2):
    case("gcca", {"k": 4, "ridge": ridge}, "three", gcca(three, 4, ridge), modalities="abc")
    case("mcca", {"k": 4, "ridge": ridge}, "three", linear(multiview(three, 4, ridge)[1]), modalities="abc")
case("gcca", {"k": 3, "ridge": 0.2}, "wide", gcca(two("wide"), 3, 0.2))
case("mcca", {"k": 3, "ridge": 0.2}, "wide", linear(multiview(two("wide"), 3, 0.2)[1]))
for scaling in ("raw", "standardised"):
    p = {"k": 4, "scaling": scaling}
    case("perfect", p, "three", perfect(two("three"), **p))
    case("perfect", p, "three", perfect(three, **p), modalities="abc")
    case("perfect", p, "incomplete", perfect(three, present=PRESENT["incomplete"], **p), modalities="abc")
for ridge in (0, 0.2):
    p = {"k": 4, "ridge": ridge}
    case("gcca", p, "incomplete", incomplete_gcca(three, PRESENT["incomplete"], **p), modalities="abc")
    case("mcca", p, "incomplete", incomplete_mcca(three, PRESENT["incomplete"], **p), modalities="abc")
for data in ("three", "wide"):
    case("pls-svd", {"k": 3}, data, pls(two(data), 3))
case("pls-svd", {"k": 3, "scaling": "standardised"}, "three", pls(two("three"), 3, True))
for data in ("equal", "three"):
    for source in "ab":
        for scaled in (False, True):
            case("procrustes", {"scaled": scaled}, data, procrustes(two(data), source, scaled), "exact", source=source)
for data in ("three", "wide"):
    for source, direction in (("a", "target-to-source"), ("b", "target-to-source"), ("a", "source-to-target")):
        p = {"direction": direction, "ridge": 0.2}
        case("ridge-map", p, data, linear(ridge_map(two(data), source, **p)[0]), "exact", source=source)
        case("reduced-rank-ridge", {"k": 2, **p}, data, reduced_rank(two(data), source, k=2, **p), source=source)
for data, source in (("equal", "a"), ("three", "a"), ("three", "b"), ("wide", "b")):
    case("coral", {"ridge": 0.1}, data, coral(two(data), source, 0.1), "exact", source=source)
for data, source in (("equal", "a"), ("three", "b")):
    case("subspace-alignment", {"k": 3}, data, subspace(two(data), source, 3), "exact", source=source)
    case(
        "optimal-transport", {"epsilon": 0.1}, data, transport(two(data), source, 0.1), "exact", source=source,
        on="training")
    p = {"k": 3, "epsilon": 0.1, "starts": 1, "rounds": 0, "steps": 10000}
    if data == "three":
        case("gromov-wasserstein", p, data, gromov(two(data), source, 3, 0.1), source=source)
    case("knn-propagation", {"neighbours": 4}, data, propagation(two(data), source, 4), "exact", source=source)
for data in ("three", "wide"):
    case("relative", {}, data, relative(two(data)), "exact")
    for kind in ("rbf", "linear"):
        p = {"kernel": kind, "ridge": 0.05}
        case(
            "kernel-ridge", {"direction": "target-to-source", **p}, data,
            kernel_ridge(two(data), "a", "target-to-source", kind, 0.05), "exact", source="a")
        case("kernel-cca", {"k": 3, **p}, data, kernel_cca(two(data), 3, kind, 0.05))

fixture = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
                 "POT": ot.__version__},
    "data": {
        name: {part: {n: columns(x) for n, x in views.items()} for part, views in parts.items()}
        for name, parts in DATA.items()
    },
    "present": {data: {n: x.tolist() for n, x in views.items()} for data, views in PRESENT.items()},
    "cases": cases,
}
with open(sys.argv[1], "w") as file:
    json.dump(fixture, file, indent=None, separators=(",", ":"))
    file.write("\n")
