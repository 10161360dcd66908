"""Pairs whose stack has known singular values and vectors: from 1 down to 1e-10, evenly on a logarithmic scale."""

import numpy as np

SEED = 20240602
LEAST = 1e-10


def values(dimension):
    """The singular values of [X_1, -X_2], descending."""
    return np.geomspace(1, LEAST, dimension)


def _vectors(dimension, rng):
    return np.linalg.qr(rng.standard_normal((dimension, dimension)))[0]


def views(n, dimensions):
    """The two views, n x d each."""
    rng = np.random.default_rng(SEED)
    total = sum(dimensions)
    vectors = _vectors(total, rng)
    scores = np.linalg.qr(rng.standard_normal((n, total)))[0]
    stack = (scores * values(total)) @ vectors.T
    return [stack[:, : dimensions[0]], -stack[:, dimensions[0] :]]


def smallest(dimension, k):
    """The exact space of the maps [A_1 A_2] of the k smallest singular values."""
    return _vectors(dimension, np.random.default_rng(SEED))[:, -k:]


def least(dimension, k):
    """||A X|| at the optimum."""
    return float(np.sqrt(np.sum(values(dimension)[-k:] ** 2)))


def residual(data, space):
    """||A_1 X_1 - A_2 X_2|| of maps given as columns on both views."""
    first = data[0].shape[1]
    return float(np.linalg.norm(data[0] @ space[:first] - data[1] @ space[first:]))
