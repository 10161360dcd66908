"""Alignments that look at samples one by one: anchors, neighbours, transport."""

import numpy as np
import ot
from scipy.special import softmax
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import KNeighborsRegressor

from grid.pairs import affine

STEPS, TOLERANCE = 1000, 1e-12


def relative(pairs, settings, seed):
    """Cosines to pairs that serve as anchors."""
    count = min(settings["anchors"], len(pairs))
    places = np.random.default_rng(seed).choice(len(pairs), count, replace=False)
    return tuple(
        lambda x, anchors=view[places], mean=mean: cosine_similarity(x - mean, anchors)
        for view, mean in zip(pairs.centred, pairs.means))


def knn_propagation(pairs, settings, _):
    """The mean of the source's features over the nearest pairs."""
    (_, target), (source, _) = pairs.views, pairs.centred
    model = KNeighborsRegressor(settings["neighbours"], algorithm="brute").fit(target, source)
    return affine(np.eye(source.shape[1]), pairs.means[0]), model.predict


def optimal_transport(pairs, settings, _):
    """POT's Sinkhorn iterations; a source sample becomes the barycentre that the target's potential gives."""

    def prepare():
        views, maps = pairs.matched
        sizes = [np.sqrt(np.sum(view**2) / len(view)) for view in views]
        source, target = (view / size for view, size in zip(views, sizes))
        return [a / size for a, size in zip(maps, sizes)], target, ot.dist(source, target)

    maps, target, costs = pairs.once("transport", prepare)
    scale = settings["epsilon"] * costs.mean()
    weights = np.full(len(pairs), 1 / len(pairs))
    _, log = ot.sinkhorn(
        weights, weights, costs, scale, numItermax=STEPS, stopThr=TOLERANCE, log=True, warn=False)
    potential = np.log(log["v"])
    embed_source, embed_target = (affine(a, mean) for a, mean in zip(maps, pairs.means))

    def project(samples):
        distances = ot.dist(embed_source(samples), target)
        return softmax(potential - distances / scale, axis=1) @ target

    return project, embed_target
