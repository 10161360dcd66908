"""Alignments with a formula: for each a function of pairs and settings that gives the embeddings of both sides."""

import numpy as np
import scipy.linalg
from sklearn.cross_decomposition import PLSSVD
from sklearn.decomposition import PCA
from sklearn.random_projection import GaussianRandomProjection

from grid import canonical, learned, regression, samples
from grid.pairs import TooLarge, affine, check, linear

RANK = np.finfo(float).eps


def _stack(pairs, scaling, nullspace):
    """Both sides scaled, in bases of their own where null vectors of one side alone are left out, and the SVD of
    [X_1, -X_2].
    """
    sides, parts = [], []
    for view in pairs.views:
        mean = np.zeros(view.shape[1]) if scaling == "raw" else view.mean(0)
        factor = np.ones(view.shape[1])
        if scaling == "standardised":
            factor = 1 / np.where(view.std(0) > 0, view.std(0), 1)
        part = (view - mean) * factor
        basis = np.eye(view.shape[1])
        if nullspace == "shared":
            _, values, vh = np.linalg.svd(part, full_matrices=False)
            basis = vh[values > values[0] * max(part.shape) * RANK].T
        sides.append((mean, factor[:, None] * basis))
        parts.append(part @ basis)
    stack = np.hstack([parts[0], -parts[1]])
    _, values, vh = np.linalg.svd(stack, full_matrices=True)
    nullity = stack.shape[1] - int((values > values[0] * max(stack.shape) * RANK).sum())
    null = vh[len(vh) - nullity :].T
    # What null vectors carry of both views, each in its own unit.
    centred = [(view - view.mean(0)) @ basis for view, (_, basis) in zip(pairs.views, sides)]
    carried = scipy.linalg.block_diag(*(x.T @ x / np.sum(x**2) for x in centred))
    order = np.linalg.eigh(null.T @ carried @ null)[1][:, ::-1]
    return sides, np.hstack([null @ order, vh[: len(vh) - nullity][::-1].T])


def perfect(pairs, settings, _):
    """The right singular vectors of the k smallest singular values, of null vectors those that carry most."""
    scaling, nullspace, k = settings["scaling"], settings["nullspace"], settings["k"]
    sides, vectors = pairs.once(("perfect", scaling, nullspace), lambda: _stack(pairs, scaling, nullspace))
    check(k, vectors.shape[1])
    first = sides[0][1].shape[1]
    blocks = (vectors[:first, :k], vectors[first:, :k])
    return tuple(affine(basis @ block, mean) for (mean, basis), block in zip(sides, blocks))


def pls_svd(pairs, settings, _):
    """scikit-learn's, at the largest number of components."""
    largest = min(*(view.shape[1] for view in pairs.views), len(pairs))
    check(settings["k"], largest)
    model = pairs.once("pls-svd", lambda: PLSSVD(largest, scale=False).fit(*pairs.views))
    return linear(pairs, [weights[:, : settings["k"]] for weights in (model.x_weights_, model.y_weights_)])


def procrustes(pairs, settings, _):
    """The rotation of the source that comes closest to the target; sizes matched where `scaled`."""
    (source, target), maps = pairs.matched
    rotation, total = scipy.linalg.orthogonal_procrustes(source, target)
    sizes = [np.linalg.norm(view) for view in (source, target)]
    if not settings["scaled"]:
        return linear(pairs, [maps[0] @ rotation, maps[1]])
    return linear(pairs, [maps[0] @ rotation * total / (sizes[0] ** 2 * sizes[1]), maps[1] / sizes[1]])


def _root(view, ridge, power):
    covariance = view.T @ view / len(view)
    covariance += ridge * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * values**power) @ vectors.T


def coral(pairs, settings, _):
    """The covariance of the target for the source."""
    (source, target), maps = pairs.matched
    move = _root(source, settings["ridge"], -0.5) @ _root(target, settings["ridge"], 0.5)
    return linear(pairs, [maps[0] @ move, maps[1]])


def subspace_alignment(pairs, settings, _):
    """The principal subspace of the source turned into that of the target."""
    views, maps = pairs.matched
    largest = min(len(pairs) - 1, views[0].shape[1])
    check(settings["k"], largest)
    bases = pairs.once(
        "subspaces", lambda: [PCA(largest, svd_solver="full").fit(view).components_.T for view in views])
    source, target = (basis[:, : settings["k"]] for basis in bases)
    return linear(pairs, [maps[0] @ source @ (source.T @ target), maps[1] @ target])


def random_projection(pairs, settings, seed):
    """A random matrix for each side; the pairs are not looked at."""
    models = [
        GaussianRandomProjection(settings["k"], random_state=seed + place).fit(view)
        for place, view in enumerate(pairs.views)]
    return tuple(affine(model.components_.T, 0) for model in models)


def collapse(pairs, settings, _):
    return tuple(affine(np.zeros((view.shape[1], settings.get("k", 64))), 0) for view in pairs.views)


def none(pairs, _, __):
    size = min(view.shape[1] for view in pairs.views)
    return tuple(affine(np.eye(view.shape[1], size), 0) for view in pairs.views)


FORMULAS = {
    "perfect": perfect, "cca": canonical.cca, "ridge-cca": canonical.ridge_cca, "pca-cca": canonical.pca_cca,
    "csa": canonical.csa, "gcca": canonical.gcca, "mcca": canonical.mcca, "kernel-cca": canonical.kernel_cca,
    "pls-svd": pls_svd, "procrustes": procrustes, "ridge-map": regression.ridge_map,
    "reduced-rank-ridge": regression.reduced_rank_ridge, "kernel-ridge": regression.kernel_ridge,
    "relative": samples.relative, "knn-propagation": samples.knn_propagation, "coral": coral,
    "subspace-alignment": subspace_alignment, "optimal-transport": samples.optimal_transport,
    "random-projection": random_projection, "collapse": collapse, "none": none,
}


def is_known(name):
    return name in FORMULAS or name in learned.METHODS


def fitted(name, candidates, pairs, seed, repetition):
    """For each candidate the embeddings of source and target; None for one that these pairs do not have."""
    if name in learned.METHODS:
        return learned.fitted(name, candidates, *pairs.views, repetition)
    result = []
    for settings in candidates:
        try:
            result.append(FORMULAS[name](pairs, settings, seed))
        except TooLarge:
            result.append(None)
    return result
