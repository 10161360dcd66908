"""The board: a row for each direction, alignment and classifier, with means over repetitions."""

import csv

import numpy as np

DRAWS, SEED = 10_000, 20240601
IDENTITY = ["benchmark", "dataset", "source", "target", "alignment", "alignmentParameters", "classifier", "trials"]
SCORES = [
    "accuracy", "accuracyBootstrapLow", "accuracyBootstrapHigh", "sourceAccuracy", "balancedAccuracy", "macroF1",
    "cohensKappa", "top5Accuracy", "logLoss", "cmae", "cmaeTrain", "cmaeSquared", "cmaeSquaredTrain", "cmaeFrobenius",
    "cmaeFrobeniusTrain", "cmaeNormalised", "cmaeNormalisedTrain", "recallAt1", "recallAt5", "recallAt10",
    "meanReciprocalRank", "recallAt1Back", "recallAt5Back", "recallAt10Back", "meanReciprocalRankBack", "unbiasedCKA",
    "mutualNeighbours", "modalityGap", "domainClassifierAUC",
]


def interval(right, subjects):
    """95 % of the accuracies of subjects drawn again, with all their clips; `right` is repetitions x clips."""
    groups = [right[:, subjects == subject].mean(0) for subject in np.unique(subjects)]
    sums, sizes = np.array([group.sum() for group in groups]), np.array([group.size for group in groups])
    drawn = np.random.default_rng(SEED).integers(len(groups), size=(DRAWS, len(groups)))
    return np.percentile(sums[drawn].sum(1) / sizes[drawn].sum(1), [2.5, 97.5])


def row(configuration, direction, trials, subjects):
    """One row from the trials of all repetitions."""
    first = trials[0]
    found = dict(zip(IDENTITY, [
        configuration.benchmark, "utd-mhad", *direction, first.alignment, first.parameters, first.classifier,
        len(trials)]))
    for name in SCORES:
        values = [trial.scores[name] for trial in trials if name in trial.scores]
        if values:
            found[name] = float(np.mean(values))
    if first.right.size:
        low, high = interval(np.stack([trial.right for trial in trials]), subjects)
        found |= {"accuracyBootstrapLow": low, "accuracyBootstrapHigh": high}
    return found


def rows(configuration, units, subjects):
    """The rows of all units, a list of (direction, trials) with one entry for each repetition; best first within a
    direction.
    """
    grouped = {}
    for direction, trials in units:
        for trial in trials:
            grouped.setdefault((direction, trial.alignment, trial.parameters, trial.classifier), []).append(trial)
    made = [row(configuration, key[0], trials, subjects) for key, trials in grouped.items()]
    return sorted(made, key=lambda each: (each["source"], each["target"], -each["accuracy"]))


def write(path, made):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, IDENTITY + SCORES)
        writer.writeheader()
        writer.writerows(made)


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
