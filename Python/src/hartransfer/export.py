"""From arrays of scikit-learn or torch to a feature file, in one call."""
from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .checks import as_array
from .errors import HARTransferWarning, InputError
from .features import FeatureFile, Modality, Origin


def export_features(
    ids: Sequence[Any], labels: Sequence[Any], subjects: Sequence[Any], *, path: str | os.PathLike[str] = "features.h5",
    dataset: str | None = None, class_names: Sequence[str] | None = None, trials: Sequence[int] | None = None,
    encoder: str = "python", fitted_on: str | Sequence[str] | None = None, **modalities: Any,
) -> Path:
    """Writes the features of some samples as a feature file, and returns its path.

        hartransfer.export_features(ids, labels, subjects, video=video, imu=imu, fitted_on="none")

    - ids: one a sample, each once.
    - labels: classes by name or number. Names are sorted; `class_names` gives another order, or names to numbers.
    - subjects: who was recorded. What is not an integer is numbered from 1 in sorted order.
    - modalities: by name an array, samples x features or samples x frames x channels, or a `Modality`.
    - path: the file. dataset: the name of the data; that of the file where left out.
    - fitted_on: `none` where the encoder learned nothing from these samples, else the ids that it learned from. Splits
      that test on those are refused. Where it is left out, `none` is written, and a `HARTransferWarning` says so.

    Modalities that are called as an argument (`path`) need `FeatureFile`. Needs h5py. Raises `InputError`.
    """
    if fitted_on is None:
        warnings.warn(
            "fitted_on was left out, so the file says that no encoder learned from these samples. Say fitted_on='none', "
            "or name the ids that it learned from.", HARTransferWarning, stacklevel=2)
    if isinstance(fitted_on, str) and fitted_on != "none":
        raise InputError(f"fitted_on: found '{fitted_on}'; expected 'none' or a list of ids.")
    seen = [] if fitted_on is None or isinstance(fitted_on, str) else [str(one) for one in fitted_on]
    numbers, names = _classes(labels, class_names)
    file = Path(path)
    return FeatureFile(
        ids=[str(one) for one in as_array(ids).tolist()], labels=numbers, class_names=names,
        subjects=_subjects(subjects), trials=None if trials is None else as_array(trials),
        dataset=dataset if dataset is not None else file.stem,
        modalities={name: _modality(name, value, encoder, seen) for name, value in modalities.items()},
    ).write(file)


def _modality(name: str, value: Any, encoder: str, seen: list[str]) -> Modality:
    if isinstance(value, Modality):
        return value
    array = as_array(value)
    if array.ndim not in (2, 3):
        raise InputError(f"modality '{name}': found shape {array.shape}; expected samples x features, or samples x "
                         "frames x channels.")
    origin = Origin(encoder, fitted_on=seen)
    return Modality(features=array, origin=origin) if array.ndim == 2 else Modality(frames=array, origin=origin)


def _classes(labels: Sequence[Any], names: Sequence[str] | None) -> tuple[np.ndarray, list[str]]:
    array = as_array(labels)
    if array.ndim != 1:
        raise InputError(f"labels: found shape {array.shape}; expected one a sample.")
    if array.dtype.kind == "f" or any(one is None for one in array.tolist()):
        raise InputError("labels: found numbers with a fraction, or none; expected names or integers.")
    if names is None:
        values = sorted(set(array.tolist()), key=lambda one: (str(type(one)), one))
        place = {value: index for index, value in enumerate(values)}
        return np.array([place[one] for one in array.tolist()], dtype=np.int64), [str(one) for one in values]
    names = [str(one) for one in names]
    if array.dtype.kind in "iub":
        return array.astype(np.int64), names
    place = {value: index for index, value in enumerate(names)}
    for one in array.tolist():
        if str(one) not in place:
            raise InputError(f"labels: found '{one}'; expected one of {', '.join(names)}.")
    return np.array([place[str(one)] for one in array.tolist()], dtype=np.int64), names


def _subjects(subjects: Sequence[Any]) -> np.ndarray:
    array = as_array(subjects)
    if array.dtype.kind in "iub":
        return array
    values = [str(one) for one in array.tolist()]
    place = {value: index for index, value in enumerate(sorted(set(values)), start=1)}
    return np.array([place[one] for one in values], dtype=np.int64)
