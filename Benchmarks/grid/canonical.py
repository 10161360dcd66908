"""The family of canonical correlations, by cca-zoo."""

import numpy as np
from cca_zoo.linear import GCCA, MCCA, RidgeCCA
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA, KernelPCA

from grid.pairs import Pairs, affine, check, linear


def _unit_size(pairs):
    """Both views with a mean variance of 1, under which one shrinkage is one ridge, and their maps."""
    factors = [1 / np.sqrt(variance) for variance in pairs.mean_variances]
    return [view * factor for view, factor in zip(pairs.centred, factors)], factors


def _shrinkage(ridge, n):
    """Covariances are divided by n - 1 there: (1 - c) S + c I is a ridge of c / (1 - c)."""
    ridge = ridge * n / (n - 1)
    return ridge / (1 + ridge)


def _weights(model, pairs, ridge, largest):
    """The weights of a model of cca-zoo on centred features, at the largest number of directions."""
    views, factors = _unit_size(pairs)
    fitted = model(n_components=largest, shrinkage=_shrinkage(ridge, len(pairs))).fit(views)
    return [weight * factor for weight, factor in zip(fitted.weights_, factors)]


def _largest(pairs):
    return min(min(view.shape[1] for view in pairs.views), len(pairs) - 1)


def _canonical(pairs, ridge):
    """Both weights of ridge CCA, and the correlations up to a common factor."""

    def compute():
        weights = _weights(RidgeCCA, pairs, ridge, _largest(pairs))
        latents = [view @ weight for view, weight in zip(pairs.centred, weights)]
        return weights, np.maximum((latents[0] * latents[1]).sum(0) / len(pairs), 0)

    return pairs.once(("ridge-cca", ridge), compute)


def ridge_cca(pairs, settings, _):
    weights, correlations = _canonical(pairs, settings["ridge"])
    check(settings["k"], weights[0].shape[1])
    kept = slice(settings["k"])
    factors = correlations[kept] ** settings.get("correlationPower", 0)
    return linear(pairs, [weight[:, kept] * factors for weight in weights])


def cca(pairs, settings, seed):
    return ridge_cca(pairs, settings | {"ridge": 0.0}, seed)


def csa(pairs, settings, _):
    """Variates of unit length, weighted by the roots of their correlations."""
    weights, correlations = _canonical(pairs, float(settings["ridge"]))
    check(settings["k"], weights[0].shape[1])
    kept = slice(settings["k"])
    roots = np.sqrt(correlations[kept])

    def embedding(weight, mean):
        def embed(samples):
            variates = (samples - mean) @ weight
            return variates / np.maximum(np.linalg.norm(variates, axis=1, keepdims=True), 1e-300) * roots

        return embed

    return tuple(embedding(weight[:, kept], mean) for weight, mean in zip(weights, pairs.means))


def pca_cca(pairs, settings, seed):
    """Principal components of each view, then CCA."""
    count = min(settings["components"], _largest(pairs))

    def reduce():
        models = [PCA(count, svd_solver="full").fit(view) for view in pairs.views]
        return models, Pairs(*(model.transform(view) for model, view in zip(models, pairs.views)))

    models, inner = pairs.once(("pca", count), reduce)
    embeddings = cca(inner, {"k": settings["k"]}, seed)
    return tuple(
        lambda x, model=model, embed=embed: embed(model.transform(x)) for model, embed in zip(models, embeddings))


def _joint(name, model, pairs, settings):
    largest = _largest(pairs)
    check(settings["k"], largest)
    weights = pairs.once(
        (name, settings["ridge"]), lambda: _weights(model, pairs, settings["ridge"], largest))
    return linear(pairs, [weight[:, : settings["k"]] for weight in weights])


def gcca(pairs, settings, _):
    return _joint("gcca", GCCA, pairs, settings)


def mcca(pairs, settings, _):
    return _joint("mcca", MCCA, pairs, settings)


def rbf_width(view, bandwidth):
    """gamma of a kernel whose width is so many median distances."""
    return 1 / (2 * (bandwidth * np.median(pdist(view))) ** 2)


def kernel_cca(pairs, settings, _):
    """Ridge CCA on all components of the centred kernels."""

    def expand():
        models = [
            KernelPCA(kernel="rbf", gamma=rbf_width(view, 1.0), eigen_solver="dense", remove_zero_eig=True).fit(view)
            for view in pairs.views]
        return models, Pairs(*(model.transform(view) for model, view in zip(models, pairs.views)))

    models, inner = pairs.once("kernels", expand)
    # The ridge is a share of the whole variance there, not of the mean variance of a component.
    weights = pairs.once(("kernel-cca", settings["ridge"]), lambda: _whole_variance(inner, settings["ridge"]))
    check(settings["k"], weights[0].shape[1])
    return tuple(
        lambda x, model=model, a=affine(weight[:, : settings["k"]], mean): a(model.transform(x))
        for model, weight, mean in zip(models, weights, inner.means))


def _whole_variance(pairs, ridge):
    n, totals = len(pairs), [view.var(0).sum() for view in pairs.views]
    views = [view / np.sqrt(total) for view, total in zip(pairs.centred, totals)]
    model = RidgeCCA(n_components=_largest(pairs), shrinkage=_shrinkage(ridge, n)).fit(views)
    return [weight / np.sqrt(total) for weight, total in zip(model.weights_, totals)]
