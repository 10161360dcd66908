"""One modality predicted from the other, by scikit-learn."""

import numpy as np
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.preprocessing import KernelCenterer

from grid.canonical import rbf_width
from grid.pairs import affine, check


def _places(settings):
    """The place of the modality that is mapped, and of the one that it is mapped into."""
    return (1, 0) if settings.get("direction", "target-to-source") == "target-to-source" else (0, 1)


def _ordered(mapped, other, from_):
    return (mapped, other) if from_ == 0 else (other, mapped)


def _map(pairs, from_, into, ridge):
    """The matrix of ridge regression on centred features, d_from x d_into."""

    def compute():
        alpha = len(pairs) * ridge * pairs.mean_variances[from_]
        return Ridge(alpha, fit_intercept=False).fit(pairs.centred[from_], pairs.centred[into]).coef_.T

    return pairs.once(("ridge", from_, ridge), compute)


def ridge_map(pairs, settings, _):
    from_, into = _places(settings)
    matrix = _map(pairs, from_, into, settings["ridge"])
    return _ordered(affine(matrix, pairs.means[from_]), affine(np.eye(matrix.shape[1]), pairs.means[into]), from_)


def reduced_rank_ridge(pairs, settings, _):
    """The ridge map on to the directions that it predicts most: the SVD of its predictions for data and ridge."""
    from_, into = _places(settings)
    matrix = _map(pairs, from_, into, settings["ridge"])

    def directions():
        alpha = len(pairs) * settings["ridge"] * pairs.mean_variances[from_]
        predicted = np.vstack([pairs.centred[from_] @ matrix, np.sqrt(alpha) * matrix])
        return np.linalg.svd(predicted, full_matrices=False)[2].T

    vectors = pairs.once(("predicted", from_, settings["ridge"]), directions)
    check(settings["k"], vectors.shape[1])
    kept = vectors[:, : settings["k"]]
    return _ordered(affine(matrix @ kept, pairs.means[from_]), affine(kept, pairs.means[into]), from_)


def kernel_ridge(pairs, settings, _):
    """scikit-learn's on the centred kernel."""
    from_, into = _places(settings)
    view = pairs.views[from_]

    def kernel():
        gamma = rbf_width(view, settings["bandwidth"])
        centrer = KernelCenterer().fit(raw := rbf_kernel(view, gamma=gamma))
        return gamma, centrer, centrer.transform(raw)

    gamma, centrer, centred = pairs.once(("kernel", from_, settings["bandwidth"]), kernel)
    alpha = len(pairs) * settings["ridge"] * np.trace(centred) / len(pairs)
    model = KernelRidge(alpha=alpha, kernel="precomputed").fit(centred, pairs.centred[into])

    def embed(samples):
        return model.predict(centrer.transform(rbf_kernel(samples, view, gamma=gamma)))

    return _ordered(embed, affine(np.eye(pairs.views[into].shape[1]), pairs.means[into]), from_)
