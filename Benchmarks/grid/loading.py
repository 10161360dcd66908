"""UTD-MHAD's raw files: names, split and recordings."""

import re
from dataclasses import dataclass

import numpy as np

import recordings

NAME = re.compile(r"a(\d+)_s(\d+)_t(\d+)_")


@dataclass
class Split:
    """Odd subjects train: the first half of the trials of each subject and class is labelled, the rest is paired. Even
    subjects test.
    """

    labels: np.ndarray
    subjects: np.ndarray
    labelled: np.ndarray
    paired: np.ndarray
    test: np.ndarray


def split(names):
    """The rows of each role, from the files' names."""
    numbers = np.array([[int(part) for part in NAME.match(name).groups()] for name in names])
    labels, subjects, trials = numbers.T
    labels = labels - 1
    is_labelled = np.zeros(len(names), bool)
    for subject in np.unique(subjects[subjects % 2 == 1]):
        for label in np.unique(labels[subjects == subject]):
            group = np.flatnonzero((subjects == subject) & (labels == label))
            known = np.unique(trials[group])
            is_labelled[group] = np.isin(trials[group], known[: (len(known) + 1) // 2])
    odd = subjects % 2 == 1
    return Split(
        labels, subjects, labelled=np.flatnonzero(is_labelled), paired=np.flatnonzero(odd & ~is_labelled),
        test=np.flatnonzero(~odd))


def names():
    """The clips in the order in which `files` has them."""
    return [file.name for file in recordings.files("inertial")]


def files(modality):
    """The paths of a modality's clips, as `names` has them."""
    found = recordings.files(modality)
    if [NAME.match(file.name).group() for file in found] != [NAME.match(name).group() for name in names()]:
        raise ValueError(f"clips of {modality} and of inertial differ")
    return found


def series(file, modality):
    """A clip of joints or of a sensor, channels x frames."""
    from scipy.io import loadmat

    values = loadmat(file)[recordings.VARIABLES[modality]]
    # Joints come as joint x axis x frame, a sensor as frame x channel.
    return (values.reshape(-1, values.shape[2]) if values.ndim == 3 else values.T).astype(np.float32)


def video(file):
    """A clip of distances, height x width x frames."""
    from scipy.io import loadmat

    return loadmat(file)[recordings.VARIABLES["depth"]]
