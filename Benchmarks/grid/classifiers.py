"""Classifiers of latents: fitted on samples and classes, or on memberships where a teacher is not sure."""

import numpy as np
import scipy.linalg
import scipy.special
from sklearn.covariance import ledoit_wolf
from sklearn.linear_model import RidgeClassifier
from sklearn.preprocessing import normalize


class Constant:
    """Where all samples are the same, nothing tells classes apart: the first class has it."""

    def __init__(self, classes):
        self.classes = classes

    def scores(self, samples):
        return np.zeros((len(samples), len(self.classes)))


class Scored:
    """Classes by a function that scores samples for each."""

    def __init__(self, classes, scores, has_densities=False):
        self.classes, self.scores, self.has_densities = classes, scores, has_densities


def predict(model, samples):
    """The class of the largest score; the first of equals."""
    return model.classes[model.scores(samples).argmax(1)]


def posteriors(model, samples):
    """Probabilities of the classes, of a model with densities."""
    return scipy.special.softmax(model.scores(samples), axis=1)


def _discriminants(classes, means, covariance):
    """Linear discriminants under one covariance and equal priors."""
    weights = scipy.linalg.solve(covariance, means.T, assume_a="pos")
    offsets = -0.5 * (means.T * weights).sum(0)
    return Scored(classes, lambda samples: samples @ weights + offsets, has_densities=True)


def tied_gaussians(samples, labels):
    """One covariance of all classes, shrunk by Ledoit and Wolf."""
    classes, places = np.unique(labels, return_inverse=True)
    means = np.stack([samples[places == place].mean(0) for place in range(len(classes))])
    covariance, _ = ledoit_wolf(samples - means[places], assume_centered=True)
    return _discriminants(classes, means, covariance)


def softly_tied_gaussians(samples, memberships, classes):
    """The same where a sample counts for each class with its membership."""
    totals = memberships.sum(0)
    kept = totals > 1e-6
    memberships, classes = memberships[:, kept], classes[kept]
    means = memberships.T @ samples / totals[kept][:, None]
    residuals = samples[:, None, :] - means[None]
    total, d = memberships.sum(), samples.shape[1]
    covariance = np.einsum("nc,ncd,nce->de", memberships, residuals, residuals, optimize=True) / total
    # Ledoit and Wolf's share, with weights.
    mean = np.trace(covariance) / d
    squares = np.sum(covariance**2)
    fourth = np.sum(memberships * np.sum(residuals**2, 2) ** 2)
    distance = squares - d * mean**2
    share = min(1.0, max(0.0, fourth / total**2 - squares / total) / distance) if distance > 0 else 1.0
    return _discriminants(classes, means, (1 - share) * covariance + share * mean * np.eye(d))


def nearest_centroid(samples, labels):
    """The class whose mean is at the smallest angle."""
    classes = np.unique(labels)
    means = normalize(np.stack([samples[labels == label].mean(0) for label in classes]))
    return Scored(classes, lambda samples: normalize(samples) @ means.T)


def ridge_classifier(samples, labels, ridge=0.1):
    """scikit-learn's, with the ridge as a share of the mean variance."""
    model = RidgeClassifier(alpha=ridge * len(samples) * samples.var(0).mean()).fit(samples, labels)
    return Scored(model.classes_, model.decision_function)


KNOWN = {
    ("gaussian-mixture", "covariance=tied"): tied_gaussians,
    ("nearest-centroid", "metric=cosine"): nearest_centroid,
    ("ridge-classifier", ""): ridge_classifier,
}


def named(name, parameters):
    """The function that fits a classifier of the configuration; None where there is none."""
    return KNOWN.get((name, " ".join(f"{key}={value}" for key, value in sorted(parameters.items()))))


def fit(method, samples, labels):
    """The classifier of samples; where these are all the same, one that knows nothing."""
    if (samples == samples[0]).all():
        return Constant(np.unique(labels))
    return method(samples, labels)
