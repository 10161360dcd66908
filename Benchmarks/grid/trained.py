"""Linear heads of many models in training, side by side: AdamW with warm-up and cosine schedule, dropout of inputs."""

import math

import torch
import torch.nn.functional as F

from grid import losses

DROPOUT, DECAY, BETAS, EPSILON = 0.1, 1.0, (0.9, 0.999), 1e-8


def retrieval(z1, z2):
    """One over the rank of the partner, mean of both ways: models x pairs. Ties count against."""
    cosines = F.normalize(z1, dim=2) @ F.normalize(z2, dim=2).mT
    own = cosines.diagonal(dim1=1, dim2=2)
    ranks = [(cosines >= own.unsqueeze(dim)).sum(dim) for dim in (2, 1)]
    return (1 / ranks[0] + 1 / ranks[1]) / 2


class Models:
    """Candidates times folds of pairs; candidates differ in settings alone and start from the same weights."""

    def __init__(self, method, settings, views, seed, epochs, warm_up):
        self.method, self.views, self.epochs = method, views, epochs
        self.folds = len(views[0])
        self.generator = torch.Generator().manual_seed(seed)
        self.warm_up = round(warm_up * epochs)
        self.done = 0
        count = len(settings) * self.folds
        weights, biases = [], []
        for view in views:
            d, k = view.shape[2], settings[0]["k"]
            weight = torch.empty(d, k).uniform_(-1 / math.sqrt(d), 1 / math.sqrt(d), generator=self.generator)
            weights.append(weight.repeat(count, 1, 1))
            biases.append(torch.zeros(count, 1, k))
        scalars = torch.tensor([method.start(own) for own in settings]).repeat_interleave(self.folds, 0)
        self.parameters = [*weights, *biases, scalars]
        self.moments = [[torch.zeros_like(p) for p in self.parameters] for _ in range(2)]
        self.settings = {
            key: torch.tensor([float(own[key]) for own in settings]).repeat_interleave(self.folds)
            for key in settings[0]}
        for parameter in self.parameters:
            parameter.requires_grad_()

    def _inputs(self, views):
        """Those of every model: the folds of each candidate."""
        return [view.repeat(len(self.parameters[0]) // self.folds, 1, 1) for view in views]

    def _outputs(self, inputs):
        return [torch.baddbmm(self.parameters[2 + m], x, self.parameters[m]) for m, x in enumerate(inputs)]

    def step(self):
        """One step on all pairs, which is an epoch."""
        dropped = []
        for view in self.views:
            kept = torch.empty_like(view).bernoulli_(1 - DROPOUT, generator=self.generator)
            dropped.append(view * kept / (1 - DROPOUT))
        loss = self.method.loss(*self._outputs(self._inputs(dropped)), self.parameters[4], self.settings)
        gradients = torch.autograd.grad(loss.sum(), self.parameters, allow_unused=True)
        if self.done < self.warm_up:
            factor = (self.done + 1) / self.warm_up
        else:
            factor = 0.5 * (1 + math.cos(math.pi * (self.done - self.warm_up) / max(self.epochs - self.warm_up, 1)))
        self.done += 1
        with torch.no_grad():
            for place, (parameter, gradient) in enumerate(zip(self.parameters, gradients)):
                if gradient is not None:
                    self._update(place, parameter, gradient, factor)

    def _update(self, place, parameter, gradient, factor):
        """AdamW: only weights decay, and every model has its own rate."""
        rate = factor * self.settings["learningRate"].view(-1, *[1] * (parameter.ndim - 1))
        first, second = self.moments[0][place], self.moments[1][place]
        first.lerp_(gradient, 1 - BETAS[0])
        second.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        if place < 2:
            parameter.mul_(1 - rate * DECAY)
        root = second.sqrt().div_(math.sqrt(1 - BETAS[1] ** self.done)).add_(EPSILON)
        parameter.sub_(rate / (1 - BETAS[0] ** self.done) * first / root)

    def keep(self, candidates):
        """Trains on with these candidates alone."""
        rows = torch.tensor([c * self.folds + f for c in candidates for f in range(self.folds)])
        self.parameters = [p.detach()[rows].requires_grad_() for p in self.parameters]
        self.moments = [[m[rows] for m in group] for group in self.moments]
        self.settings = {key: value[rows] for key, value in self.settings.items()}

    @torch.no_grad()
    def compared(self, views):
        """What the loss compares of pairs that are not trained on, after a readout fitted on those that are."""
        outputs = self._outputs(self._inputs(views))
        kind = self.method.readout
        if kind == "unit":
            return outputs
        seen = self._outputs(self._inputs(self.views))
        means = [z.mean(1, keepdim=True) for z in seen]
        if kind == "centred":
            return [z - (means[0] + means[1]) / 2 for z in outputs]
        if kind == "standardised":
            deviations = [z.std(1, keepdim=True, correction=0).clamp_min(1e-12) for z in seen]
            return [(z - m) / s for z, m, s in zip(outputs, means, deviations)]
        maps = losses.canonical_maps(*(z.double() for z in seen), self.settings["ridge"].double())
        return [(z - m).double() @ a for z, m, a in zip(outputs, means, maps)]

    def heads(self, candidate):
        """Weight and bias of both heads of a candidate of one fold, in double precision."""
        with torch.no_grad():
            return [
                tuple(self.parameters[place][candidate].double().numpy().copy() for place in (m, 2 + m))
                for m in range(2)]
