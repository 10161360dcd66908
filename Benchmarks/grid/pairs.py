"""Pairs of one split or fold as alignments see them, and the shape of what they give back."""

from functools import cached_property

import numpy as np
from sklearn.decomposition import PCA


class Pairs:
    """Features of both sides, one pair a row, with what several methods share."""

    def __init__(self, source, target):
        self.views = (source, target)
        self.shared = {}

    def __len__(self):
        return len(self.views[0])

    @cached_property
    def means(self):
        return [view.mean(0) for view in self.views]

    @cached_property
    def centred(self):
        return [view - mean for view, mean in zip(self.views, self.means)]

    @cached_property
    def mean_variances(self):
        return [view.var(0).mean() for view in self.views]

    @cached_property
    def matched(self):
        """The views in one number of features, with their maps: the larger in principal components."""
        size = min(view.shape[1] for view in self.views)
        maps = [
            np.eye(size) if view.shape[1] == size else PCA(size, svd_solver="full").fit(view).components_.T
            for view in self.views]
        return [view @ a for view, a in zip(self.centred, maps)], maps

    def once(self, key, make):
        """What `make` gives, computed once."""
        if key not in self.shared:
            self.shared[key] = make()
        return self.shared[key]


def affine(matrix, mean):
    """x -> (x - mean) @ matrix."""
    return lambda samples: (samples - mean) @ matrix


def linear(pairs, matrices):
    """Both sides by matrices on centred features."""
    return tuple(affine(matrix, mean) for matrix, mean in zip(matrices, pairs.means))


class TooLarge(Exception):
    """A candidate that these pairs do not have."""


def check(k, largest):
    if k > largest:
        raise TooLarge(f"k {k}, at most {largest}")
