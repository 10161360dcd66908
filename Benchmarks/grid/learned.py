"""Heads trained by gradient on unlabelled pairs. The candidates of a method, and the folds that hold out pairs, are one
batch of models: a step is a product for all of them.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.decomposition import PCA

from grid import losses, seeds
from grid.trained import Models, retrieval

EPOCHS, WARM_UP, HELD_OUT, FOLDS, COMPARISONS, PATIENCE = 200, 0.05, 0.3, 3, 20, 50


@dataclass
class Method:
    """A loss with its defaults, where its scalars start, and what follows the heads."""

    loss: object
    defaults: dict
    start: object = lambda settings: []
    readout: str = "unit"


METHODS = {
    "infonce": Method(
        losses.infonce, {"k": 256, "learningRate": 0.002, "temperature": 0.5},
        lambda settings: [math.log(settings["temperature"])]),
    "siglip": Method(
        losses.siglip, {"k": 256, "learningRate": 0.002, "temperature": 0.1, "bias": -10.0},
        lambda settings: [math.log(settings["temperature"]), settings["bias"]]),
    "vicreg": Method(losses.vicreg, {"k": 256, "learningRate": 0.004, "covariance": 1.0}, readout="centred"),
    "barlow-twins": Method(
        losses.barlow_twins, {"k": 256, "learningRate": 0.004, "redundancy": 0.05}, readout="standardised"),
    "deep-cca": Method(losses.deep_cca, {"k": 64, "learningRate": 0.002, "ridge": 0.1}, readout="canonical"),
}


class Curve:
    """How well held-out pairs find one another after some epochs, and the last epoch that is not worse than the best by
    more than a standard error of the difference, pair by pair.
    """

    def __init__(self):
        self.epochs, self.ranks, self.chosen = [], [], None

    def add(self, epoch, ranks):
        self.epochs.append(epoch)
        self.ranks.append(ranks)
        table = np.stack(self.ranks)
        best = table.mean(1).argmax()
        differences = table[best] - table
        error = differences.std(1, ddof=1) / math.sqrt(table.shape[1])
        self.chosen = max(
            place for place in range(best, len(table)) if differences[place].mean() <= error[place])

    @property
    def epoch(self):
        return self.epochs[self.chosen]

    @property
    def is_over(self):
        return self.epochs[-1] - self.epoch >= PATIENCE


def _standardised(training, other=None):
    """Views with mean 0 and deviation 1 over the training pairs."""
    mean, deviation = training.mean(0), training.std(0)
    deviation[deviation == 0] = np.inf
    return [torch.from_numpy(((x - mean) / deviation).astype(np.float32)) for x in (training, other) if x is not None]


def _held_out(views, seed):
    """For each fold both views of the pairs kept and held out, in principal components of the pairs kept."""
    n = len(views[0])
    size = int(HELD_OUT * n)
    order = np.random.default_rng(seed).permutation(n)
    parts = [order[fold * size : (fold + 1) * size] for fold in range(min(FOLDS, n // size))]
    kept, left = [], []
    for part in parts:
        is_left = np.isin(np.arange(n), part)
        pair = []
        for view in views:
            count = min(view.shape[1], (~is_left).sum() - 1)
            model = PCA(count, svd_solver="full").fit(view[~is_left])
            pair.append(_standardised(model.transform(view[~is_left]), model.transform(view[is_left])))
        kept.append([pair[0][0], pair[1][0]])
        left.append([pair[0][1], pair[1][1]])
    return [[torch.stack(side) for side in zip(*group)] for group in (kept, left)]


def _epochs(method, settings, views, seed):
    """The number of epochs of each candidate, chosen by held-out pairs."""
    kept, left = _held_out(views, seed)
    count, of_folds = len(settings), len(kept[0])
    models = Models(method, settings, kept, seed, EPOCHS, WARM_UP)
    curves = [Curve() for _ in settings]
    alive = list(range(count))
    every = EPOCHS // COMPARISONS
    for epoch in range(1, EPOCHS + 1):
        models.step()
        if epoch % every or epoch < WARM_UP * EPOCHS:
            continue
        ranks = retrieval(*models.compared(left)).reshape(len(alive), of_folds * left[0].shape[1]).numpy()
        for place, candidate in enumerate(alive):
            curves[candidate].add(epoch, ranks[place])
        going = [place for place, candidate in enumerate(alive) if not curves[candidate].is_over]
        if len(going) < len(alive):
            if not going:
                break
            models.keep(going)
            alive = [alive[place] for place in going]
    return [curve.epoch for curve in curves]


def _embedding(view, weight, bias, readout):
    """From features of one modality to latents."""
    mean, deviation = view.mean(0), view.std(0)
    deviation[deviation == 0] = np.inf

    def embed(samples):
        return readout(((samples - mean) / deviation) @ weight + bias)

    return embed


def _readouts(kind, outputs, settings):
    """What follows the heads, from the outputs of the training pairs."""
    if kind == "unit":
        return [lambda z: z / np.maximum(np.linalg.norm(z, axis=1, keepdims=True), 1e-12)] * 2
    means = [z.mean(0) for z in outputs]
    if kind == "centred":
        return [lambda z: z - (means[0] + means[1]) / 2] * 2
    if kind == "standardised":
        deviations = [np.where(z.std(0) > 0, z.std(0), np.inf) for z in outputs]
        return [lambda z, m=m, s=s: (z - m) / s for m, s in zip(means, deviations)]
    maps = losses.canonical_maps(
        *(torch.from_numpy(z)[None] for z in outputs), torch.tensor([settings["ridge"]], dtype=torch.float64))
    return [lambda z, m=m, a=a[0].numpy(): (z - m) @ a for m, a in zip(means, maps)]


def _trained(method, settings, views, seed):
    """Candidates of one k: for each the embeddings of source and target."""
    epochs = _epochs(method, settings, views, seed)
    inputs = [_standardised(view)[0][None] for view in views]
    models = Models(method, settings, inputs, seed, EPOCHS, WARM_UP)
    heads = [None] * len(settings)
    for epoch in range(1, max(epochs) + 1):
        models.step()
        for place, last in enumerate(epochs):
            if last == epoch:
                heads[place] = models.heads(place)
    result = []
    for head, own in zip(heads, settings):
        outputs = [x[0].double().numpy() @ weight + bias for x, (weight, bias) in zip(inputs, head)]
        readouts = _readouts(method.readout, outputs, own)
        result.append(tuple(
            _embedding(view, *part, readout) for view, part, readout in zip(views, head, readouts)))
    return result


def fitted(name, candidates, source, target, repetition):
    """For each candidate the embeddings of source and target."""
    method = METHODS[name]
    settings = [method.defaults | candidate for candidate in candidates]
    if unknown := {key for own in settings for key in own} - set(method.defaults):
        raise KeyError(f"{name}: {', '.join(sorted(unknown))}")
    seed = seeds.of(name, repetition)
    result = [None] * len(settings)
    for k in sorted({own["k"] for own in settings}):
        places = [place for place, own in enumerate(settings) if own["k"] == k]
        for place, embeddings in zip(places, _trained(method, [settings[p] for p in places], [source, target], seed)):
            result[place] = embeddings
    return result
