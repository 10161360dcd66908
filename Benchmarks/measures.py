"""What is measured: data, and how the results of both sides are compared. Sizes are those of the table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np

import recordings
import spectra
import texts

SEED = 20240601
# Samples of a try.
SMALL = 5_000


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


def sine(mine, other):
    """That of the largest angle between the spaces of orthonormal columns."""
    return float(np.linalg.norm(mine - other @ (other.T @ mine), 2))


def smallest_directions_agree(ours, theirs, data):
    """The spaces of the stacked maps [A_1 A_2], both orthonormal, and what they leave of the pairs."""
    mine, other = np.vstack(ours[:2]), np.vstack(theirs[:2])
    angle, residual = sine(mine, other), spectra.residual(data, mine) / spectra.residual(data, other)
    text = f"residual {residual:.6f} of NumPy's, sine of the largest principal angle {angle:.0e}"
    return angle < 1e-6 and abs(residual - 1) < 0.01, text


def hard_directions_agree(ours, theirs, data):
    """The same on singular values that fall over ten decades, beside what is known of them."""
    mine, other = np.vstack(ours[:2]), np.vstack(theirs[:2])
    known = spectra.smallest(len(mine), mine.shape[1])
    residuals = [spectra.residual(data, space) / spectra.least(len(mine), mine.shape[1]) for space in (mine, other)]
    angles = [sine(space, known) for space in (mine, other)]
    text = (
        f"residual {residuals[0]:.6f} of the optimum (NumPy {residuals[1]:.6f}), sine of the largest angle to the "
        f"exact space {angles[0]:.1e} (NumPy {angles[1]:.1e}), to NumPy's {sine(mine, other):.1e}")
    return residuals[0] < 1.01 and angles[0] < 1e-5, text


def rows_are_orthonormal(ours, theirs, data):
    """The other side is a Gram matrix: that of the same pairs."""
    mine, gram = np.vstack(ours[:2]), theirs[0]
    error = float(np.abs(mine.T @ mine - np.eye(mine.shape[1])).max())
    total = sum(np.sum(view**2) for view in data)
    same = abs(np.trace(gram) / total - 1)
    return error < 1e-10 and same < 1e-10, f"rows orthonormal within {error:.0e}"


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
    # The other side, where it is another measure of ours.
    other: str | None = None
    # Whether its data can be made of fewer samples, for a try.
    has_small: bool = False
    # Whether results are compared in sight of the data.
    sees_data: bool = False


def well_conditioned(n=100_000):
    return views(n, (512, 512), 96)


def ill_conditioned(n=100_000):
    return spectra.views(n, (512, 512))


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
        "perfect", "n 100,000, d 512 + 512, k 128, well-conditioned", "NumPy svd", 20, well_conditioned,
        smallest_directions_agree, repetitions=1, on_request=True, has_small=True, sees_data=True),
    Measure(
        "perfect-hard", "n 100,000, d 512 + 512, k 128, singular values 1 ... 1e-10", "NumPy svd", 12,
        ill_conditioned, hard_directions_agree, repetitions=1, on_request=True, has_small=True, sees_data=True),
    Measure(
        "perfect-dsyrk", "n 100,000, d 512 + 512, k 128, well-conditioned", "one dsyrk of ours", 1 / 1.3,
        well_conditioned, rows_are_orthonormal, on_request=True, other="dsyrk", has_small=True, sees_data=True),
    Measure(
        "perfect-hard-dsyrk", "n 100,000, d 512 + 512, k 128, singular values 1 ... 1e-10", "one dsyrk of ours",
        1 / 2.6, ill_conditioned, rows_are_orthonormal, on_request=True, other="dsyrk", has_small=True, sees_data=True),
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
    Measure(
        "grid", "all of utd-mhad-full: raw files of 861 clips to the board", "the same grid in Python (grid.py)", 10,
        list, None, on_request=True),
]
