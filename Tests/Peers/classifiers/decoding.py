"""Fixtures of the transductive decodings: Sinkhorn by POT, the others by numpy and scikit-learn.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/classifiers/decoding.py Tests/ClassifiersTests/Fixtures/decoding.json
"""

import json
import sys

import numpy as np
import ot
import sklearn
from sklearn.linear_model import RidgeClassifier

CLASSES, SAMPLES, GROUPS = 6, 75, 4
RIDGE = 0.1


def on_one_scale(scores):
    """Rows are samples."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    return centred / centred.std()


def log_plan(scores, temperature):
    n, classes = scores.shape
    plan = ot.sinkhorn(
        np.ones(n), np.full(classes, n / classes), -scores, temperature,
        method="sinkhorn_log", stopThr=1e-13, numItermax=100000,
    )  # fmt: skip
    return np.log(plan)


def balanced(scores, groups, temperature):
    scores = on_one_scale(scores)
    result = np.empty_like(scores)
    for group in np.unique(groups):
        result[groups == group] = log_plan(scores[groups == group], temperature)
    return result


def csls(scores, neighbours):
    scores = on_one_scale(scores)
    of_classes = -np.sort(-scores, axis=0)[:neighbours].mean(axis=0)
    of_samples = -np.sort(-scores, axis=1)[:, :neighbours].mean(axis=1, keepdims=True)
    return 2 * scores - of_classes - of_samples


def centred(samples, groups, reference, labels):
    moved = samples.copy()
    for group in np.unique(groups):
        moved[groups == group] += reference.mean(axis=0) - samples[groups == group].mean(axis=0)
    alpha = RIDGE * len(reference) * reference.var(axis=0).mean()
    return RidgeClassifier(alpha=alpha).fit(reference, labels).decision_function(moved)


def main(path):
    assert (np.__version__, sklearn.__version__, ot.__version__) == ("2.3.4", "1.7.2", "0.9.7.post1")
    rng = np.random.default_rng(3)
    groups = rng.integers(GROUPS, size=SAMPLES) + 2
    truth = rng.integers(CLASSES, size=SAMPLES)
    # On no special scale, each sample with an offset of its own, some classes near to everything.
    scores = 40 * (rng.normal(size=(SAMPLES, CLASSES)) + np.eye(CLASSES)[truth]) + np.array([0, 30, 0, 0, -20, 5])
    scores = np.round(scores + 100 * rng.normal(size=(SAMPLES, 1)), 3)
    labels = np.arange(60) % CLASSES
    means = 2 * rng.normal(size=(CLASSES, 5))
    reference = np.round(means[labels] + rng.normal(size=(60, 5)), 4)
    samples = np.round(means[truth] + rng.normal(size=(SAMPLES, 5)) + 3 * rng.normal(size=(GROUPS + 2, 5))[groups], 4)
    fixture = {
        "source": f"POT {ot.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "groups": groups.tolist(),
        "scores": scores.tolist(),
        "balanced": balanced(scores, groups, 0.5).tolist(),
        "balancedHard": balanced(scores, groups, 0.1).tolist(),
        "csls": csls(scores, 10).tolist(),
        "cslsOfThree": csls(scores, 3).tolist(),
        "reference": reference.tolist(),
        "labels": labels.tolist(),
        "samples": samples.tolist(),
        "centred": centred(samples, groups, reference, labels).tolist(),
    }
    with open(path, "w") as file:
        json.dump(fixture, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
