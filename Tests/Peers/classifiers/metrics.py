"""Fixtures of metrics: scikit-learn 1.7.2 where it has them, otherwise numpy by the definition.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/classifiers/metrics.py Tests/MetricsTests/Fixtures/metrics.json
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import cohen_kappa_score, log_loss, roc_auc_score, top_k_accuracy_score
from sklearn.neighbors import NearestNeighbors

CLASSES, SAMPLES = 8, 60


def calibration_error(probabilities, truth, bins=15):
    confidence, predicted = probabilities.max(axis=1), probabilities.argmax(axis=1)
    edges = np.linspace(0, 1, bins + 1)
    error = 0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs((predicted == truth)[inside].mean() - confidence[inside].mean())
    return error


def hsic(k, l):
    """The unbiased estimate by its definition, with matrices of n x n."""
    n = len(k)
    k, l = k - np.diag(np.diag(k)), l - np.diag(np.diag(l))
    sums = k.sum() * l.sum() / ((n - 1) * (n - 2))
    return (np.trace(k @ l) + sums - 2 / (n - 2) * (k @ l).sum()) / (n * (n - 3))


def cka(x, y):
    k, l = x @ x.T, y @ y.T
    return hsic(k, l) / np.sqrt(hsic(k, k) * hsic(l, l))


def mutual_neighbours(x, y, k=10):
    def neighbours(z):
        return NearestNeighbors(n_neighbors=k, algorithm="brute").fit(z).kneighbors(return_distance=False)

    return np.mean([len(set(a) & set(b)) / k for a, b in zip(neighbours(x), neighbours(y))])


def gap(x, y):
    def spread(z):
        return ((z - z.mean(axis=0)) ** 2).sum(axis=1).mean()

    return np.linalg.norm(x.mean(axis=0) - y.mean(axis=0)) / np.sqrt((spread(x) + spread(y)) / 2)


def reciprocal_rank(distances):
    """Rows look for the column of the same index."""
    places = (distances <= np.diag(distances)[:, None]).sum(axis=1)
    return np.mean(1 / places)


def recall(distances, k):
    return np.mean((distances <= np.diag(distances)[:, None]).sum(axis=1) <= k)


def domain_area(x, y, folds=5, ridge=0.001):
    """Comparisons of held-out latents within a fold; both latents of a sample are in one fold."""
    fold = np.arange(len(x)) % folds
    areas, weights = [], []
    for f in range(folds):
        train = np.vstack([x[fold != f], y[fold != f]])
        labels = np.repeat([0, 1], (fold != f).sum())
        alpha = ridge * len(train) * train.var(axis=0).mean()
        classifier = RidgeClassifier(alpha=alpha).fit(train, labels)
        test = np.vstack([x[fold == f], y[fold == f]])
        count = (fold == f).sum()
        areas.append(roc_auc_score(np.repeat([0, 1], count), classifier.decision_function(test)))
        weights.append(count**2)
    return np.average(areas, weights=weights)


def main(path):
    assert (np.__version__, sklearn.__version__) == ("2.3.4", "1.7.2")
    rng = np.random.default_rng(2)
    truth = rng.integers(CLASSES, size=SAMPLES)
    scores = np.round(rng.normal(size=(SAMPLES, CLASSES)) + 1.5 * np.eye(CLASSES)[truth], 4)
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    x = np.round(rng.normal(size=(SAMPLES, 5)), 4)
    y = np.round(x @ rng.normal(size=(5, 5)) + 0.5 * rng.normal(size=(SAMPLES, 5)) + 1, 4)
    wide = np.round(rng.normal(size=(SAMPLES, 7)), 4)
    predicted = scores.argmax(axis=1)
    near = np.round(0.8 * x + 0.4 * wide[:, :5], 4)
    distances = np.linalg.norm(x[:, None] - near[None], axis=2)
    fixture = {
        "source": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "truth": truth.tolist(),
        "scores": scores.tolist(),
        "probabilities": probabilities.tolist(),
        "predicted": predicted.tolist(),
        "x": x.tolist(),
        "y": y.tolist(),
        "wide": wide.tolist(),
        "near": near.tolist(),
        "values": {
            "cohensKappa": cohen_kappa_score(truth, predicted),
            "top5Accuracy": top_k_accuracy_score(truth, scores, k=5),
            "logLoss": log_loss(truth, probabilities),
            "expectedCalibrationError": calibration_error(probabilities, truth),
            "unbiasedCKA": cka(x, y),
            "unbiasedCKAOfWide": cka(x, wide),
            "mutualNeighbours": mutual_neighbours(x, y),
            "modalityGap": gap(x, y),
            "domainClassifierAUC": domain_area(x, y),
            "domainClassifierAUCOfFew": domain_area(x[:23], (y - 1)[:23]),
            "recallAt1": recall(distances, 1),
            "recallAt5": recall(distances, 5),
            "recallAt10": recall(distances, 10),
            "meanReciprocalRank": reciprocal_rank(distances),
            "recallAt1Back": recall(distances.T, 1),
            "recallAt5Back": recall(distances.T, 5),
            "recallAt10Back": recall(distances.T, 10),
            "meanReciprocalRankBack": reciprocal_rank(distances.T),
        },
    }
    with open(path, "w") as file:
        json.dump(fixture, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
