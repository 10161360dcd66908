"""All trials of one direction and repetition: selection on inner folds, bounds, and scores on the test rows."""

import time
from dataclasses import dataclass

import numpy as np

from grid import alignments, classifiers, metrics, seeds
from grid.pairs import Pairs
from grid.reduction import folds


@dataclass
class Trial:
    """A row of the board in one repetition; `right` says which test rows were recognised."""

    alignment: str
    parameters: str
    classifier: str
    scores: dict
    right: np.ndarray
    chosen: str = ""


class Unit:
    """Features of the split and of its folds, each a pair (source, target) of tables of all rows."""

    def __init__(self, split, features, repetition, methods):
        self.split, self.features, self.repetition = split, features, repetition
        self.methods = methods
        self.folds = folds(split)
        self.pairs = [
            Pairs(*(side[rows] for side in pair))
            for pair, rows in zip(features, [split.paired, *(fold.paired for fold in self.folds)])]
        source = features[0][0]
        self.teachers = {
            name: classifiers.fit(method, source[split.labelled], split.labels[split.labelled])
            for name, method in methods.items()}
        self.names = {
            name: np.full(len(split.labels), -1) for name in methods}
        for name, teacher in self.teachers.items():
            self.names[name][split.paired] = classifiers.predict(teacher, source[split.paired])
        self.seconds = {}

    def _fitted(self, row, place):
        """Embeddings of every candidate on the pairs of a fold, or of the split (place 0)."""
        candidates = row.candidates
        start = time.perf_counter()
        fitted = alignments.fitted(
            row.name, candidates, self.pairs[place], seeds.of(row.name, self.repetition), self.repetition)
        self._took(row.name, start)
        return fitted

    def _took(self, name, start):
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start

    def _agreements(self, row):
        """How often the target's side of the pairs left out is named as the teacher names the source's: for each
        classifier a value for each candidate.
        """
        totals = {name: np.zeros(len(row.candidates)) for name in self.methods}
        for place, fold in enumerate(self.folds, 1):
            source, target = self.features[place]
            for number, embeddings in enumerate(self._fitted(row, place)):
                start = time.perf_counter()
                for name, method in self.methods.items():
                    if embeddings is None:
                        totals[name][number] = -np.inf
                        continue
                    learned = classifiers.fit(
                        method, embeddings[0](source[fold.labelled]), self.split.labels[fold.labelled])
                    named = classifiers.predict(learned, embeddings[1](target[fold.test]))
                    totals[name][number] += np.mean(named == self.names[name][fold.test])
                self._took("classifiers of selection", start)
        return totals

    def _latent_scores(self, embeddings):
        """Latents of all rows that are scored, and the scores that need no classifier."""
        source, target = self.features[0]
        split = self.split
        latents = {
            "training": embeddings[0](source[split.labelled]), "source": embeddings[0](source[split.test]),
            "target": embeddings[1](target[split.test])}
        pairs = [embed(view) for embed, view in zip(embeddings, self.pairs[0].views)]
        start = time.perf_counter()
        scores = metrics.of_latents((latents["source"], latents["target"]), pairs)
        self._took("metrics of latents", start)
        return latents, scores

    def aligned(self, row):
        """A trial of each classifier for a row of alignments."""
        candidates = row.candidates
        chosen = {name: 0 for name in self.methods}
        if len(candidates) > 1:
            chosen = {name: int(values.argmax()) for name, values in self._agreements(row).items()}
        wanted = sorted(set(chosen.values()))
        start = time.perf_counter()
        fitted = dict(zip(wanted, alignments.fitted(
            row.name, [candidates[place] for place in wanted], self.pairs[0], seeds.of(row.name, self.repetition),
            self.repetition)))
        self._took(row.name, start)
        of_latents = {place: self._latent_scores(embeddings) for place, embeddings in fitted.items()}
        for name, method in self.methods.items():
            latents, scores = of_latents[chosen[name]]
            model = classifiers.fit(method, latents["training"], self.split.labels[self.split.labelled])
            trial = self._tested(row.name, row.parameters, name, model, latents["target"], latents["source"])
            trial.scores |= scores
            trial.chosen = " ".join(f"{key}={value}" for key, value in sorted(candidates[chosen[name]].items()))
            yield trial

    def _tested(self, alignment, parameters, classifier, model, samples, source=None):
        truth = self.split.labels[self.split.test]
        predicted = classifiers.predict(model, samples)
        scores = metrics.of_predictions(truth, predicted) | metrics.of_scores(truth, model, samples)
        if source is not None:
            scores["sourceAccuracy"] = float(np.mean(classifiers.predict(model, source) == truth))
        return Trial(alignment, parameters, classifier, scores, predicted == truth)

    def _taught(self, bound, classifier, student, teacher):
        """A student on the target, with what its teacher reaches on the source."""
        source, target = (side[self.split.test] for side in self.features[0])
        trial = self._tested(bound, "", classifier, student, target)
        trial.scores["sourceAccuracy"] = float(
            np.mean(classifiers.predict(teacher, source) == self.split.labels[self.split.test]))
        return trial

    def bounds(self):
        """What no alignment is needed for: each classifier on one modality, or taught by the other's."""
        source, target = self.features[0]
        split = self.split
        labels, test = split.labels[split.labelled], target[split.test]
        for name, method in self.methods.items():
            teacher = self.teachers[name]
            yield self._tested("source-on-source", "", name, teacher, source[split.test])
            model = classifiers.fit(method, target[split.labelled], labels)
            yield self._tested("target-supervised", "", name, model, test)
            student = classifiers.fit(method, target[split.paired], self.names[name][split.paired])
            yield self._taught("student-teacher", name, student, teacher)
            if getattr(teacher, "has_densities", False):
                memberships = classifiers.posteriors(teacher, source[split.paired])
                student = classifiers.softly_tied_gaussians(target[split.paired], memberships, teacher.classes)
                yield self._taught("student-teacher-soft", name, student, teacher)


def floors(split, names):
    """Guessing, and the class of most labelled rows, which are the same in every repetition."""
    truth = split.labels[split.test]
    counts = np.bincount(split.labels[split.labelled])
    for name in names:
        chance = Trial("chance", "", name, {"accuracy": 1 / len(np.unique(split.labels))}, np.array([], bool))
        predicted = np.full(len(truth), counts.argmax())
        yield from (
            chance, Trial("majority", "", name, metrics.of_predictions(truth, predicted), predicted == truth))
