"""Fixtures of the classifiers: what scikit-learn 1.7.2 computes on small inputs.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/classifiers/reference.py Tests/ClassifiersTests/Fixtures/classifiers.json
"""

import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn.covariance import ledoit_wolf
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.mixture import GaussianMixture
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

RIDGE = 0.1


def softmax(scores):
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def samples(rng, dimension, sizes, spread, clumps=1):
    """Classes of unequal size, scale and place; each of some clumps far apart."""
    stretch = np.geomspace(3, 0.3, dimension)
    x, y = [], []
    for label, size in enumerate(sizes):
        centres = rng.normal(size=(clumps, dimension)) * spread
        centres[:, 0] += 8 * np.arange(clumps)
        for i in range(size):
            x.append(centres[i % clumps] + rng.normal(size=dimension) * stretch / (3 if clumps > 1 else 1) + 0.5)
            y.append(label)
    return np.round(np.array(x), 4), np.array(y)


def both_sides(decision):
    """One column a class, also where scikit-learn gives one column for two classes."""
    return np.column_stack([-decision, decision]) if decision.ndim == 1 else decision


def pooled(x, y):
    return np.vstack([x[y == c] - x[y == c].mean(axis=0) for c in np.unique(y)])


def mean_variance(x):
    return (x - x.mean(axis=0)).var(axis=0).mean()


def linear(x, y, test):
    scaler = StandardScaler().fit(x)
    x, test = scaler.transform(x), scaler.transform(test)
    logistic = OneVsRestClassifier(LogisticRegression(solver="liblinear", C=0.7, tol=1e-10, max_iter=100000)).fit(x, y)
    machine = LinearSVC(dual=False, C=0.7, tol=1e-10, max_iter=100000).fit(x, y)
    return {
        "logistic": logistic.predict_proba(test),
        "svm": both_sides(machine.decision_function(test)),
    }


def gaussians(x, y, test):
    """Without shrinkage; covariances divide by n. Priors are the shares of the classes."""
    log_priors = np.log(np.bincount(y) / len(y))
    full = np.column_stack(
        [
            GaussianMixture(1, covariance_type="full", reg_covar=0).fit(x[y == c]).score_samples(test)
            for c in np.unique(y)
        ]
    )
    return {
        "tied": LinearDiscriminantAnalysis(solver="lsqr").fit(x, y).predict_proba(test),
        "full": softmax(full + log_priors),
        "diagonal": GaussianNB(var_smoothing=0).fit(x, y).predict_proba(test),
    }


def shrunk(x, y, test):
    """Tied, shrunk by Ledoit and Wolf, uniform priors."""
    covariance, shrinkage = ledoit_wolf(pooled(x, y), assume_centered=True)
    means = np.array([x[y == c].mean(axis=0) for c in np.unique(y)])
    difference = test[:, None, :] - means[None]
    distance = np.einsum("tcd,de,tce->tc", difference, np.linalg.inv(covariance), difference)
    return {"shrinkage": shrinkage, "shrunk": softmax(-distance / 2)}


def case(rng, name, dimension, sizes, spread):
    x, y = samples(rng, dimension, sizes, spread)
    test = np.round(samples(rng, dimension, [5] * len(sizes), 2 * spread)[0], 4)
    means = np.array([x[y == c].mean(axis=0) for c in np.unique(y)])
    cosine = (test @ means.T) / np.linalg.norm(test, axis=1)[:, None] / np.linalg.norm(means, axis=1)
    alpha = RIDGE * len(x) * mean_variance(x)
    result = {
        "name": name,
        "x": x,
        "labels": y,
        "test": test,
        "centroid": NearestCentroid().fit(x, y).predict(test),
        "centroidCosine": cosine.argmax(axis=1),
        "ridge": both_sides(RidgeClassifier(alpha=alpha, tol=1e-12).fit(x, y).decision_function(test)),
        "knn": KNeighborsClassifier(5, algorithm="brute").fit(x, y).predict_proba(test),
        "knnCosine": KNeighborsClassifier(3, metric="cosine").fit(x, y).predict_proba(test),
        **linear(x, y, test),
        **shrunk(x, y, test),
    }
    return result | (gaussians(x, y, test) if min(sizes) > dimension else {})


def mixture(x, count, kind):
    regular = 1e-6 * mean_variance(x) if count > 1 else 0
    return GaussianMixture(
        count, covariance_type=kind, reg_covar=regular, n_init=20, tol=1e-13, max_iter=10000, random_state=0
    ).fit(x)


def clumps(rng):
    """Two classes of two clumps each, and what mixtures without shrinkage find."""
    x, y = samples(rng, 3, [90, 80], 2, clumps=2)
    test, _ = samples(rng, 3, [10, 10], 3, clumps=2)
    classes = [x[y == 0], x[y == 1]]

    def log_densities(models):
        return np.column_stack([model.score_samples(test) for model in models])

    chosen = [[mixture(part, count, "full") for count in range(1, 6)] for part in classes]
    best = [min(models, key=lambda model, part=part: model.bic(part)) for models, part in zip(chosen, classes)]
    return {
        "x": x,
        "labels": y,
        "test": test,
        "full": log_densities([mixture(part, 2, "full") for part in classes]),
        "diagonal": log_densities([mixture(part, 2, "diag") for part in classes]),
        # A tied covariance is common to all classes here, so only a single class has a counterpart.
        "tiedOfFirst": log_densities([mixture(classes[0], 2, "tied")]),
        "bic": log_densities(best),
        "bicCounts": [model.n_components for model in best],
    }


def assignment(rng, rows, columns):
    costs = np.round(rng.normal(size=(rows, columns)), 4)
    found = dict(zip(*(side.tolist() for side in linear_sum_assignment(costs))))
    return {"costs": costs, "columns": [found.get(row) for row in range(rows)]}


def steps(rng, kind, count=4, dimension=6, iterations=12, regular=1e-3):
    """Expectation-maximisation from given clusters, without an end before the last step."""
    centres = rng.normal(size=(count, dimension))
    clusters = np.arange(600) * 7 % count
    x = np.round(rng.normal(size=(600, dimension)) * np.geomspace(2, 0.4, dimension) + centres[clusters], 4)
    model = GaussianMixture(
        count, covariance_type=kind, reg_covar=regular, tol=0, max_iter=iterations, init_params="random"
    )
    # The start that scikit-learn makes of clusters that k-means finds, with these in their stead.
    model._initialize_parameters = lambda x, random_state, **_: model._initialize(x, np.eye(count)[clusters])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x)
    return {
        "covariance": {"full": "full", "tied": "tied", "diag": "diagonal"}[kind],
        "iterations": iterations,
        "regularisation": regular,
        "x": x,
        "clusters": clusters,
        "logLikelihoods": model.lower_bounds_,
        "weights": model.weights_,
        "means": model.means_,
        "final": model.score(x),
    }


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


def main(path):
    versions = (np.__version__, scipy.__version__, sklearn.__version__)
    assert versions == ("2.3.4", "1.16.3", "1.7.2"), versions
    rng = np.random.default_rng(1)
    fixture = {
        "source": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}",
        "cases": [
            case(rng, "three classes", 4, [25, 20, 15], 1.0),
            case(rng, "two classes", 3, [20, 14], 0.7),
            case(rng, "more dimensions than samples", 20, [6, 5, 4], 1.0),
        ],
        "clumps": clumps(rng),
        "assignments": [assignment(rng, *shape) for shape in [(9, 9), (27, 27), (6, 11), (11, 6)]],
        "steps": [steps(rng, kind) for kind in ["full", "tied", "diag"]],
    }
    with open(path, "w") as file:
        json.dump(fixture, file, default=plain)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
