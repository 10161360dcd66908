"""What is measured: data, and how the results of both sides are compared. Sizes are those of the table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np

import recordings
import texts

SEED = 20240601


def views(n, dimensions, shared, noise=1.0, decay=0.97):
    """Views of one latent whose directions get weaker and weaker, so that canonical correlations are well apart."""
    rng = np.random.default_rng(SEED)
    latent = rng.standard_normal((n, shared)) * decay ** np.arange(shared)
    return [
        latent @ rng.standard_normal((shared, d)) / np.sqrt(shared) + noise * rng.standard_normal((n, d))
        for d in dimensions
    ]


def mixture(n, d, components):
    """Overlapping clumps, and the clusters that estimation starts from: the nearest of means near the true ones."""
    rng = np.random.default_rng(SEED)
    means = 0.5 * rng.standard_normal((components, d))
    shapes = rng.standard_normal((components, d, d)) / np.sqrt(d) + np.eye(d)
    which = rng.integers(components, size=n)
    samples = means[which] + np.einsum("nij,nj->ni", shapes[which], rng.standard_normal((n, d)))
    starts = means + 0.5 * rng.standard_normal((components, d))
    distances = (samples**2).sum(1)[:, None] - 2 * samples @ starts.T + (starts**2).sum(1)
    return [samples, distances.argmin(1)[:, None]]


def linear_maps_agree(ours, theirs):
    """Latents of both views row by row, up to length and sign, and the eigenvalues where both sides give them."""
    worst = 0.0
    for z, y in zip(ours[:2], theirs[:2]):
        z, y = z - z.mean(0), y - y.mean(0)
        cosines = np.abs((z * y).sum(0)) / (np.linalg.norm(z, axis=0) * np.linalg.norm(y, axis=0))
        worst = max(worst, float(np.sqrt(np.maximum(0, 1 - cosines**2)).max()))
    return worst < 1e-5, f"sine of the largest angle between latent rows {worst:.0e}"


def densities_agree(ours, theirs):
    difference = abs(ours[0].item() / theirs[0].item() - 1)
    return difference < 1e-6, f"relative difference of the mean log likelihood {difference:.0e}"


def losses_agree(ours, theirs):
    """Other initial weights, other batches, other precision: the losses must fall alike."""
    (mine, other) = (ours[2].ravel(), theirs[0].ravel())
    difference = float(np.abs(mine / other - 1).max())
    return difference < 0.05, f"mean loss of each epoch within {100 * difference:.1f} %"


def smallest_directions_agree(ours, theirs):
    """The spaces of the stacked maps [A_1 A_2], both orthonormal."""
    mine, other = np.vstack(ours[:2]), np.vstack(theirs[:2])
    sine = float(np.linalg.norm(mine - other @ (other.T @ mine), 2))
    return sine < 1e-6, f"sine of the largest principal angle {sine:.0e}"


def kernels_agree(ours, theirs):
    """Other channels and biases are drawn: the similarities of all clips must be the same but for that (linear CKA)."""
    (mine, other) = (features[0] - features[0].mean(0) for features in (ours, theirs))
    (mine, other) = (mine @ mine.T, other @ other.T)
    alike = float((mine * other).sum() / np.linalg.norm(mine) / np.linalg.norm(other))
    return mine.shape == other.shape and alike > 0.98, f"similarities of clips correlate {alike:.4f}"


def states_agree(ours, theirs):
    difference = float(np.abs(ours[0] - theirs[0]).max())
    return difference < 1e-5, f"hidden states within {difference:.0e}"


def sums_agree(ours, theirs):
    """Sums of whole numbers, which are exact."""
    counts = [int((mine != other).sum()) for mine, other in zip(ours, theirs)]
    files = sum(mine.size for mine in ours)
    return sum(counts) == 0, f"the sums of {sum(counts)} of {files} files differ"


@dataclass
class Measure:
    name: str
    sizes: str
    peer: str
    goal: float | None
    data: Callable[[], list]
    agree: Callable
    repetitions: int = 3
    rounds: int = 3
    on_request: bool = False
    # Makes files in a folder, or finds them; both sides read them from the folder that it hands back.
    files: Callable[[Path], Path] | None = None


ALL = [
    Measure(
        "ridge-cca", "n 20,000, d 512 + 512, k 64, ridge 0.1", "cca-zoo RidgeCCA", 5,
        lambda: views(20_000, (512, 512), 96), linear_maps_agree),
    Measure(
        "gcca", "n 20,000, d 512 + 512, k 64, ridge 0.1", "cca-zoo GCCA", 5,
        lambda: views(20_000, (512, 512), 96), linear_maps_agree, repetitions=1),
    Measure(
        "gaussian-mixture", "n 20,000, d 64, 27 full components, 20 steps", "scikit-learn GaussianMixture", 4,
        lambda: mixture(20_000, 64, 27), densities_agree, repetitions=1),
    Measure(
        "infonce", "n 10,000, d 1,024 + 1,024, k 128, linear heads, batch 256, one epoch", "PyTorch, Float32", 1.5,
        lambda: views(10_000, (1024, 1024), 96), losses_agree),
    Measure(
        "perfect", "n 100,000, d 512 + 512, k 128", "NumPy svd", None,
        lambda: views(100_000, (512, 512), 96), smallest_directions_agree, repetitions=1, rounds=1,
        on_request=True),
    Measure(
        "minirocket-skeleton", "861 clips of UTD-MHAD, 57 channels x 64 frames, 10,000 features", "aeon MiniRocket", 1,
        recordings.skeletons, kernels_agree),
    Measure(
        "minirocket-inertial", "861 clips of UTD-MHAD, 16 channels x 180 frames, 10,000 features", "aeon MiniRocket", 1,
        recordings.inertial, kernels_agree),
    Measure(
        "limu-bert-batch", "limu-bert-x, 8 windows of 20 frames", "PyTorch, Float32", 2,
        recordings.golden, states_agree),
    Measure(
        "limu-bert", "limu-bert-x, all windows of 861 clips of UTD-MHAD", "PyTorch, Float32", 2,
        recordings.inertial_at_20_hz, states_agree),
    Measure(
        "mat-reading", "the 2,583 MATLAB files of UTD-MHAD", "scipy.io.loadmat in 2 processes", 1.5,
        recordings.present, sums_agree),
    Measure(
        "text", "112 tables of text, 104 MB, 18 million numbers", "pandas.read_csv on one core, times as text", 5,
        list, sums_agree, files=texts.made_up),
    Measure(
        "text-mex", "the 956 tables of MEx, 771 MB, 139 million numbers", "pandas.read_csv on one core, times as text", 5,
        list, sums_agree, repetitions=1, files=texts.mex),
]
