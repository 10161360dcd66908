"""Feature files: NumPy arrays to the HDF5 schema `hartransfer-features/1`, and back."""
from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .errors import InputError
from .hdf5 import LARGEST_CHUNK, create, opened, set_text, text_of, texts, write_texts

SCHEMA = "hartransfer-features/1"


@dataclass
class Origin:
    """How an array was made."""

    encoder: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    pretrained_on: str = ""
    units: str = ""
    #: Ids of the samples of this file that the encoder was fitted on: none, or all that it saw. A split whose test
    #: rows are among them is refused.
    fitted_on: Sequence[str] = ()


@dataclass
class Modality:
    """What one sensor is seen as: a vector a sample, a sequence of frames a sample, or both."""

    #: samples x features
    features: np.ndarray | None = None
    #: samples x frames x channels
    frames: np.ndarray | None = None
    #: False for a sample that lacks the modality, whose rows count as nothing; None where all have it.
    present: np.ndarray | None = None
    origin: Origin = field(default_factory=lambda: Origin("unknown"))
    #: Of the frames; None for the same as `origin`.
    frames_origin: Origin | None = None
    #: Names of the channels of the frames.
    channels: Sequence[str] = ()
    #: Frames a second as text, or `relative`; empty where it is not known.
    rate: str = ""


@dataclass
class FeatureFile:
    """The samples of a data set and their features by modality."""

    ids: Sequence[str]
    #: Indices into `class_names`.
    labels: np.ndarray
    class_names: Sequence[str]
    subjects: np.ndarray
    modalities: dict[str, Modality]
    dataset: str = "features"
    dataset_version: str = ""
    created_by: str = "hartransfer for Python"
    licence: str = ""
    citation: str = ""
    trials: np.ndarray | None = None
    sessions: np.ndarray | None = None
    #: samples x k, of synthetic data alone
    true_latents: np.ndarray | None = None

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Writes the file, which appears when it is whole; equal contents give equal bytes.

        Raises `InputError` for what the program would refuse: shapes that do not fit, numbers that are not finite,
        ids that stand twice, labels without a class. Needs h5py.
        """
        from .checks import checked

        content = checked(self)
        create(Path(path), lambda file: _write(file, content))
        return Path(path)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> FeatureFile:
        """Reads a file of the schema, whoever wrote it. Needs h5py.

        `hartransfer inspect` checks a file more strictly than this.
        """
        with opened(path) as file:
            schema = text_of(file, "schema")
            if schema != SCHEMA:
                raise InputError(f"{path}: found schema '{schema}'; expected '{SCHEMA}'.")
            group = file["modalities"]
            order = texts(group.attrs["modalities"]) if "modalities" in group.attrs else sorted(group)
            content = cls(
                ids=texts(file["sample_ids"][:]), labels=file["labels"][:], class_names=texts(file["class_names"][:]),
                subjects=file["subjects"][:], modalities={name: _read(group[name]) for name in order})
            for name in ("dataset", "dataset_version", "created_by", "licence", "citation"):
                setattr(content, name, text_of(file, name))
            for name in ("trials", "sessions", "true_latents"):
                if name in file:
                    setattr(content, name, file[name][:])
            return content


def _write(file, content: FeatureFile) -> None:
    set_text(file, "schema", SCHEMA)
    for name in ("dataset", "dataset_version", "created_by", "licence", "citation"):
        set_text(file, name, getattr(content, name))
    write_texts(file, "sample_ids", content.ids)
    write_texts(file, "class_names", content.class_names)
    for name in ("labels", "subjects", "trials", "sessions"):
        if getattr(content, name) is not None:
            file[name] = np.asarray(getattr(content, name), dtype="<i4")
    if content.true_latents is not None:
        file["true_latents"] = np.asarray(content.true_latents, dtype="<f8")
    group = file.create_group("modalities")
    for name, modality in content.modalities.items():
        own = group.create_group(name)
        if modality.features is not None:
            _write_array(own, "features", modality.features, modality.origin)
        if modality.frames is not None:
            array = _write_array(own, "frames", modality.frames, modality.frames_origin or modality.origin)
            if modality.channels:
                set_text(array, "channels", list(modality.channels))
            if modality.rate:
                set_text(array, "rate", modality.rate)
        if modality.present is not None:
            own["present"] = np.asarray(modality.present, dtype="u1")
    set_text(group, "modalities", list(content.modalities))


def _write_array(group, name: str, values: np.ndarray, origin: Origin):
    array = group.create_dataset(name, data=values, chunks=_chunk(values))
    parameters = json.dumps(dict(origin.parameters), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for key, value in [
        ("encoder", origin.encoder), ("encoder_parameters", parameters), ("pretrained_on", origin.pretrained_on),
        ("units", origin.units), ("fitted_on", "samples" if len(origin.fitted_on) else "none"),
    ]:
        set_text(array, key, value)
    if len(origin.fitted_on):
        write_texts(group, "fitted_on" if name == "features" else "frames_fitted_on", list(origin.fitted_on))
    return array


def _chunk(values: np.ndarray) -> tuple[int, ...]:
    """Whole rows of at most the size of libhdf5's cache; of a longer row, a part."""
    row = int(np.prod(values.shape[1:])) * values.itemsize
    if row <= LARGEST_CHUNK:
        return (max(1, min(len(values), LARGEST_CHUNK // row)), *values.shape[1:])
    chunk, room = [1], LARGEST_CHUNK // values.itemsize
    for place, length in enumerate(values.shape[1:]):
        inner = int(np.prod(values.shape[place + 2:]))
        chunk.append(max(1, min(length, room // max(1, inner))))
        room = max(1, room // chunk[-1])
    return tuple(chunk)


def _read(group) -> Modality:
    def origin(name: str, ids: str) -> Origin:
        attributes = group[name].attrs
        return Origin(
            encoder=text_of(group[name], "encoder"),
            parameters=json.loads(text_of(group[name], "encoder_parameters") or "{}"),
            pretrained_on=text_of(group[name], "pretrained_on"), units=text_of(group[name], "units"),
            fitted_on=texts(group[ids][:]) if ids in group and "fitted_on" in attributes else ())

    modality = Modality(present=group["present"][:].astype(bool) if "present" in group else None)
    if "features" in group:
        modality.features, modality.origin = group["features"][:], origin("features", "fitted_on")
    if "frames" in group:
        modality.frames, modality.frames_origin = group["frames"][:], origin("frames", "frames_fitted_on")
        modality.rate = text_of(group["frames"], "rate")
        if "channels" in group["frames"].attrs:
            modality.channels = texts(group["frames"].attrs["channels"])
        if "features" not in group:
            modality.origin = modality.frames_origin
    return modality
