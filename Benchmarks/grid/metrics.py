"""Scores of predictions and of latents, by the names that a board gives them."""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn import metrics
from sklearn.linear_model import Ridge
from sklearn.metrics import roc_auc_score

NEIGHBOURS = 10


def of_predictions(truth, predicted):
    return {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, predicted),
        "macroF1": metrics.f1_score(truth, predicted, labels=np.unique(truth), average="macro", zero_division=0),
        "cohensKappa": metrics.cohen_kappa_score(truth, predicted),
    }


def of_scores(truth, model, samples):
    """The share of samples whose class is among the five of largest scores, and the loss of densities."""
    scores = model.scores(samples)
    own = scores[np.arange(len(truth)), np.searchsorted(model.classes, truth)]
    found = {"top5Accuracy": float(((scores >= own[:, None]).sum(1) <= 5).mean())}
    if getattr(model, "has_densities", False):
        shifted = scores - scores.max(1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        # A probability counts as at least 2^-52, as on our board.
        logs = np.maximum(logs, np.log(np.finfo(float).eps))
        found["logLoss"] = float(-logs[np.arange(len(truth)), np.searchsorted(model.classes, truth)].mean())
    return found


def _errors(z1, z2, suffix):
    squares = ((z1 - z2) ** 2).sum(1)
    spread = ((z1 - z1.mean(0)) ** 2).sum() + ((z2 - z2.mean(0)) ** 2).sum()
    found = {"cmae": np.sqrt(squares).mean(), "cmaeSquared": squares.mean(), "cmaeFrobenius": np.sqrt(squares.sum())}
    if spread > 0:
        found["cmaeNormalised"] = squares.sum() / spread
    return {f"{name}{suffix}": float(value) for name, value in found.items()}


def _retrieval(distances):
    """How partners rank among all, both ways; ties count against."""
    own = np.diag(distances)
    found = {}
    for suffix, ranks in (("", (distances <= own[:, None]).sum(1)), ("Back", (distances <= own).sum(0))):
        found |= {f"recallAt{k}{suffix}": float((ranks <= k).mean()) for k in (1, 5, 10)}
        found[f"meanReciprocalRank{suffix}"] = float((1 / ranks).mean())
    return found


def _neighbours(z):
    distances = cdist(z, z)
    np.fill_diagonal(distances, np.inf)
    near = np.zeros(distances.shape, bool)
    np.put_along_axis(near, np.argpartition(distances, NEIGHBOURS, axis=1)[:, :NEIGHBOURS], True, 1)
    return near


def _unbiased_hsic(x, y):
    n = len(x)
    k, l = x @ x.T, y @ y.T
    np.fill_diagonal(k, 0)
    np.fill_diagonal(l, 0)
    return (k * l).sum() + k.sum() * l.sum() / ((n - 1) * (n - 2)) - 2 / (n - 2) * (k.sum(0) * l.sum(0)).sum()


def _domain_classifier(z1, z2, folds=5, ridge=0.001):
    """The area of a ridge regression that tells the modalities apart, five times on the fifth left out."""
    fold = np.arange(len(z1)) % folds
    areas = []
    for left in range(folds):
        training = np.vstack([z1[fold != left], z2[fold != left]])
        targets = np.repeat([-1.0, 1.0], len(training) // 2)
        model = Ridge(ridge * len(training) * training.var(0).mean()).fit(training, targets)
        first, second = model.predict(z1[fold == left]), model.predict(z2[fold == left])
        areas.append(roc_auc_score(np.repeat([0, 1], len(first)), np.concatenate([first, second])))
    sizes = np.bincount(fold) ** 2
    return float(np.average(areas, weights=sizes))


def of_latents(test, training):
    """Errors, retrieval and similarity of the latents of both sides, of the test rows and of the pairs."""
    found = _errors(*test, "") | _errors(*training, "Train")
    z1, z2 = (np.asarray(z) for z in test)
    spread = ((z1 - z1.mean(0)) ** 2).sum() + ((z2 - z2.mean(0)) ** 2).sum()
    found |= _retrieval(cdist(z1, z2))
    if spread == 0:
        return found
    found["mutualNeighbours"] = float((_neighbours(z1) & _neighbours(z2)).sum(1).mean() / NEIGHBOURS)
    x, y = z1 - z1.mean(0), z2 - z2.mean(0)
    found["unbiasedCKA"] = float(_unbiased_hsic(x, y) / np.sqrt(_unbiased_hsic(x, x) * _unbiased_hsic(y, y)))
    found["modalityGap"] = float(np.linalg.norm(z1.mean(0) - z2.mean(0)) * np.sqrt(2 * len(z1) / spread))
    found["domainClassifierAUC"] = _domain_classifier(z1, z2)
    return found
