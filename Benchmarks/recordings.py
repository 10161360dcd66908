"""UTD-MHAD and LIMU-BERT's weights, where they are found, as the measures need them. Arrays are frames x channels."""

import os
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
VARIABLES = {"inertial": "d_iner", "skeleton": "d_skel", "depth": "d_depth"}
HIP_CENTRE = 3
WINDOW, STRIDE = 20, 10


class Absent(Exception):
    """What a measure needs is not on this machine."""


def folder():
    """The folder of UTD-MHAD's files."""
    places = [Path(os.environ["HARTRANSFER_DATA"], "utd-mhad")] if os.environ.get("HARTRANSFER_DATA") else []
    for place in [*places, ROOT / "Datasets/utd-mhad/data"]:
        if (place / "Inertial").is_dir():
            return place
    raise Absent("UTD-MHAD was not found; HARTRANSFER_DATA names the folder that holds utd-mhad/")


def present():
    """Nothing but the certainty that the files are there: both sides read them themselves."""
    folder()
    return []


def weights():
    """The file of the weights that are measured."""
    file = Path(os.environ.get("HARTRANSFER_MODELS") or ".", "limu-bert-x.h5")
    if not file.is_file():
        raise Absent("limu-bert-x.h5 was not found; HARTRANSFER_MODELS names its folder")
    return file


def files(modality):
    """The clips' files in alphabetical order of the clips."""
    found = folder().joinpath(modality.capitalize()).glob(f"*_{modality}.mat")
    return sorted(found, key=lambda file: file.name.removesuffix(f"_{modality}.mat"))


def arrays(modality):
    from scipy.io import loadmat

    return [loadmat(file)[VARIABLES[modality]] for file in files(modality)]


def resampled(series, frames):
    """Linear interpolation on relative time."""
    places = np.linspace(0, len(series) - 1, frames)
    return np.stack([np.interp(places, np.arange(len(series)), channel) for channel in series.T], 1)


def skeletons():
    """64 frames of 19 joints relative to the centre of the hips: 57 channels."""
    clips = [clip.transpose(2, 0, 1) for clip in arrays("skeleton")]
    relative = [np.delete(clip - clip[:, [HIP_CENTRE]], HIP_CENTRE, 1).reshape(len(clip), -1) for clip in clips]
    return [resampled(clip, 64) for clip in relative]


def inertial():
    """180 frames of both sensors, first differences and norms: 16 channels, standardised."""
    clips = [resampled(clip, 180) for clip in arrays("inertial")]
    clips = [np.hstack([clip, np.diff(clip, axis=0, prepend=clip[:1])]) for clip in clips]
    clips = [np.hstack([clip, np.linalg.norm(clip.reshape(180, 4, 3), axis=2)]) for clip in clips]
    every = np.vstack(clips)
    return [(clip - every.mean(0)) / every.std(0) for clip in clips]


def inertial_at_20_hz():
    """In g and rad/s, as LIMU-BERT takes them, in single precision."""
    weights()
    clips = [clip * np.array([1, 1, 1] + 3 * [np.pi / 180]) for clip in arrays("inertial")]
    times = [np.arange(int((len(clip) - 1) / 2.5 + 1e-6) + 1) * 2.5 for clip in clips]
    return [
        np.stack([np.interp(t, np.arange(len(clip)), channel) for channel in clip.T], 1).astype(np.float32)
        for clip, t in zip(clips, times)
    ]


def golden():
    """The eight sequences that come with the weights."""
    import h5py

    with h5py.File(weights()) as file:
        return list(file["golden/input"][:])


def windows(clip):
    """The frames of the windows: every half window, and one that ends with the clip, or the last frame repeated."""
    last = len(clip) - WINDOW
    starts = [0] if last <= 0 else sorted({*range(0, last + 1, STRIDE), last})
    return [np.minimum(np.arange(start, start + WINDOW), len(clip) - 1) for start in starts]
