"""Standardised features and their principal components, fitted on the pairs alone, for a split and its inner folds."""

from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

FOLDS = 5


@dataclass
class Fold:
    """Rows of an inner fold: pairs of some training subjects are left out, and their labelled rows too."""

    labelled: np.ndarray
    paired: np.ndarray
    test: np.ndarray


def folds(split):
    """Training subjects in at most five groups, each left out in turn."""
    subjects = np.unique(split.subjects[split.paired])
    count = min(FOLDS, len(subjects))
    group = {subject: place % count for place, subject in enumerate(subjects)}
    of_pairs = np.array([group[subject] for subject in split.subjects[split.paired]])
    of_labelled = np.array([group.get(subject, -1) for subject in split.subjects[split.labelled]])
    return [
        Fold(split.labelled[of_labelled != left], split.paired[of_pairs != left], split.paired[of_pairs == left])
        for left in range(count)]


def reduced(features, paired, components):
    """The features of all rows, with scaling and components fitted on the pairs."""
    count = min(components, len(paired) - 1, features.shape[1])
    scaled = StandardScaler().fit(features[paired].astype(np.float64)).transform(features.astype(np.float64))
    pairs = scaled[paired]
    if len(pairs) >= features.shape[1]:
        return PCA(count, svd_solver="full").fit(pairs).transform(scaled)
    # Of few pairs with many features: eigenvectors of their products cost a small part of an SVD.
    values, vectors = np.linalg.eigh(pairs @ pairs.T)
    values, vectors = values[::-1][:count], vectors[:, ::-1][:, :count]
    directions = pairs.T @ (vectors / np.sqrt(values))
    # As scikit-learn signs them: methods that look at no pair depend on signs.
    largest = directions[np.abs(directions).argmax(0), np.arange(count)]
    return scaled @ (directions * np.sign(largest))


def all_reduced(features, split, components):
    """The reduced features of the split, and those of each of its folds."""
    return [reduced(features, rows, components) for rows in [split.paired, *(fold.paired for fold in folds(split))]]
