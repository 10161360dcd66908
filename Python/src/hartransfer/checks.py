"""What a feature file may hold: what the program refuses is refused here, by the names of the arguments."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .errors import InputError
from .features import FeatureFile, Modality


def checked(content: FeatureFile) -> FeatureFile:
    """The same with arrays as they are written. Raises `InputError`."""
    ids = [str(one) for one in content.ids]
    if not ids:
        raise InputError("ids: found none; expected one a sample.")
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InputError(f"ids: found '{one}' twice; expected a different one for every sample.")
        seen.add(one)
    if not content.modalities:
        raise InputError("modalities: found none; expected at least one.")
    classes = [str(one) for one in content.class_names]
    labels = integers(content.labels, "labels", len(ids))
    outside = labels[(labels < 0) | (labels >= len(classes))]
    if len(outside):
        raise InputError(f"labels: found {outside[0]}; expected numbers from 0 to {len(classes) - 1}, one a class name.")
    latents = content.true_latents
    return replace(
        content, ids=ids, class_names=classes, labels=labels,
        subjects=integers(content.subjects, "subjects", len(ids)),
        modalities={name: _modality(name, one, ids) for name, one in content.modalities.items()},
        trials=None if content.trials is None else integers(content.trials, "trials", len(ids)),
        sessions=None if content.sessions is None else integers(content.sessions, "sessions", len(ids)),
        true_latents=None if latents is None else _numbers(latents, "true_latents", len(ids), dimensions=2))


def integers(values: Any, place: str, samples: int) -> np.ndarray:
    """One integer a sample."""
    array = np.asarray(values)
    if array.shape != (samples,):
        raise InputError(f"{place}: found shape {array.shape}; expected {samples} numbers, one a sample.")
    if array.dtype.kind not in "iub":
        raise InputError(f"{place}: found type {array.dtype}; expected integers.")
    if array.size and (array.min() < -(2**31) or array.max() >= 2**31):
        raise InputError(f"{place}: found {array.max()}; expected integers of 32 bits.")
    return array.astype("<i4")


def _modality(name: str, modality: Modality, ids: Sequence[str]) -> Modality:
    place = f"modality '{name}'"
    if not name or "/" in name or "\0" in name or name in (".", ".."):
        raise InputError(f"{place}: found a name that HDF5 does not take; expected one without '/'.")
    if modality.features is None and modality.frames is None:
        raise InputError(f"{place}: found neither features nor frames; expected at least one of both.")
    present = modality.present
    if present is not None:
        present = np.asarray(present).astype(bool)
        if present.shape != (len(ids),) or not present.any():
            raise InputError(f"{place}: found {int(present.sum())} of {present.size} samples that have it; expected "
                             f"{len(ids)} truths, at least one of them True.")
    known = set(ids)
    for origin in (modality.origin, modality.frames_origin):
        for one in origin.fitted_on if origin else ():
            if one not in known:
                raise InputError(f"{place}: fitted_on: found '{one}', which is no id; expected ids of the samples.")
    features, frames = (
        None if values is None else _numbers(values, f"{place}, {part}", len(ids), dimensions, present)
        for part, values, dimensions in (("features", modality.features, 2), ("frames", modality.frames, 3)))
    if frames is not None and modality.channels and len(modality.channels) != frames.shape[2]:
        raise InputError(f"{place}: found {len(modality.channels)} channels; expected {frames.shape[2]}.")
    return replace(modality, present=present, features=features, frames=frames)


def _numbers(values: Any, place: str, samples: int, dimensions: int, present: np.ndarray | None = None) -> np.ndarray:
    """Finite numbers, a row a sample; rows of samples that lack the modality become zeros."""
    array = as_array(values)
    if array.ndim != dimensions or len(array) != samples or 0 in array.shape:
        what = "features" if dimensions == 2 else "frames of channels"
        raise InputError(f"{place}: found shape {array.shape}; expected {samples} rows of {what}, one a sample.")
    if array.dtype.kind not in "fiub":
        raise InputError(f"{place}: found type {array.dtype}; expected numbers.")
    # Integers may need more digits than single precision has.
    array = array.astype("<f4" if array.dtype.kind == "f" and array.itemsize <= 4 else "<f8", copy=False)
    if present is not None and not present.all():
        array = np.where(present.reshape(-1, *[1] * (dimensions - 1)), array, array.dtype.type(0))
    # A sum is finite only where all are, unless it overflows: then all are looked at.
    if not np.isfinite(array.sum(dtype="f8")) and not np.isfinite(array).all():
        row = int(np.argwhere(~np.isfinite(array))[0][0])
        raise InputError(f"{place}: found a number in row {row} that is not finite; expected finite numbers. A sample "
                         "without the modality is marked by 'present'.")
    return np.ascontiguousarray(array)


def as_array(values: Any) -> np.ndarray:
    """NumPy's array of a list, a frame of pandas, or a tensor that may lie on a device and need gradients."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        if str(getattr(values, "dtype", "")).endswith("bfloat16"):
            values = values.float()
    if hasattr(values, "toarray"):
        raise InputError("features: found a sparse matrix; expected a dense one. '.toarray()' makes it.")
    return np.asarray(values)
