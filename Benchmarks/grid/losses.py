"""Losses of paired latents for many models at once: models x pairs x k, one value for each model."""

import math

import torch
import torch.nn.functional as F


def _cosines(z1, z2, scalars):
    """Cosines over the temperature, which stays within .01 and 100."""
    logarithm = scalars[:, 0].clamp(math.log(0.01), math.log(100))
    return F.normalize(z1, dim=2) @ F.normalize(z2, dim=2).mT * torch.exp(-logarithm)[:, None, None]


def infonce(z1, z2, scalars, _):
    logits = _cosines(z1, z2, scalars)
    both = [F.log_softmax(logits, dim).diagonal(dim1=1, dim2=2).mean(1) for dim in (1, 2)]
    return -(both[0] + both[1]) / 2


def siglip(z1, z2, scalars, _):
    logits = _cosines(z1, z2, scalars) + scalars[:, 1, None, None]
    signs = 2 * torch.eye(z1.shape[1]) - 1
    return -F.logsigmoid(signs * logits).sum((1, 2)) / z1.shape[1]


def _squared_products(z1, z2):
    """||Z1' Z2||² by the smaller of the matrices that give it."""
    if z1.shape[1] < z1.shape[2]:
        return ((z1 @ z1.mT) * (z2 @ z2.mT)).sum((1, 2))
    return (z1.mT @ z2).square().sum((1, 2))


def vicreg(z1, z2, _, settings, invariance=25.0, variance=25.0):
    n, k = z1.shape[1:]
    value = invariance * (z1 - z2).square().mean((1, 2))
    for z in (z1, z2):
        z = z - z.mean(1, keepdim=True)
        squares = z.square().sum(1) / (n - 1)
        value = value + variance * torch.relu(1 - torch.sqrt(squares + 1e-4)).mean(1) / 2
        others = _squared_products(z, z) / (n - 1) ** 2 - squares.square().sum(1)
        value = value + settings["covariance"] * others / k
    return value


def barlow_twins(z1, z2, _, settings):
    n, k = z1.shape[1:]
    z1, z2 = ((z - z.mean(1, keepdim=True)) for z in (z1, z2))
    z1, z2 = (z / torch.sqrt(z.square().mean(1, keepdim=True) + 1e-5) for z in (z1, z2))
    same = (z1 * z2).mean(1)
    others = _squared_products(z1, z2) / n**2 - same.square().sum(1)
    return ((same - 1).square().sum(1) + settings["redundancy"] * others) / k


def _whitened_cross(z1, z2, ridge):
    """L_1^-1 S_12 L_2^-T with the Cholesky factors of the covariances under a ridge, and these factors."""
    n, k = z1.shape[1:]
    z1, z2 = ((z - z.mean(1, keepdim=True)) for z in (z1, z2))
    factors = []
    for z in (z1, z2):
        covariance = z.mT @ z / n
        shift = ridge * covariance.diagonal(dim1=1, dim2=2).mean(1)
        factors.append(torch.linalg.cholesky(covariance + shift[:, None, None] * torch.eye(k, dtype=z.dtype)))
    left = torch.linalg.solve_triangular(factors[0], z1.mT @ z2 / n, upper=False)
    return torch.linalg.solve_triangular(factors[1], left.mT, upper=False).mT, factors


def deep_cca(z1, z2, _, settings):
    return -torch.linalg.svdvals(_whitened_cross(z1, z2, settings["ridge"])[0]).sum(1)


def canonical_maps(z1, z2, ridge):
    """The maps of ridge CCA on outputs, models x k x k: latents are (z - mean) @ map."""
    cross, factors = _whitened_cross(z1, z2, ridge)
    u, _, vh = torch.linalg.svd(cross)
    return [torch.linalg.solve_triangular(factor.mT, side, upper=True) for factor, side in zip(factors, (u, vh.mT))]
