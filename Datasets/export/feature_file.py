"""Writes feature files of schema hartransfer-features/1; see Sources/FeatureStore/README.md.

Text has a fixed length, no times are stored, and a file appears as a whole or not at all: equal contents are equal bytes.
"""

import hashlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import h5py
import numpy as np

SCHEMA = "hartransfer-features/1"
LARGEST_CHUNK = 1 << 20


@dataclass
class Table:
    """The samples: one entry a sample in every list; labels index class_names."""

    ids: list[str]
    labels: list[int]
    class_names: list[str]
    subjects: list[int]
    trials: list[int] | None = None

    def __post_init__(self):
        if len(set(self.ids)) != len(self.ids):
            twice = next(i for i in self.ids if self.ids.count(i) > 1)
            raise ValueError(f"samples: found '{twice}' twice; expected a different id for every sample.")


@dataclass
class Modality:
    """The features of one modality, n x d, with how they were made. Nothing may have been fitted on the samples."""

    values: np.ndarray
    encoder: str
    parameters: dict = field(default_factory=dict)
    pretrained_on: str = ""
    units: str = ""
    present: list[bool] | None = None


def text(value: str | list[str]) -> np.ndarray:
    """Text as HDF5 keeps it here: UTF-8 of fixed length, padded with zeros."""
    encoded = [value.encode()] if isinstance(value, str) else [item.encode() for item in value]
    if any(b"\0" in item for item in encoded):
        raise ValueError(f"found the character NUL in {value!r}; expected text without it.")
    length = max([len(item) for item in encoded] + [1])
    array = np.array(encoded, dtype=h5py.string_dtype("utf-8", length))
    return array[0] if isinstance(value, str) else array


def set_text(target, name: str, value: str | list[str]) -> None:
    array = text(value)
    shape = () if isinstance(value, str) else (len(value),)
    length = max([len(item.encode()) for item in ([value] if isinstance(value, str) else value)] + [1])
    target.attrs.create(name, array, shape=shape, dtype=h5py.string_dtype("utf-8", length))


def create(path: Path, contents) -> None:
    """Lets `contents` write an HDF5 file, and puts it at `path` when it is whole."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with h5py.File(temporary, "w", libver=("earliest", "v108"), track_order=False) as file:
            contents(file)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write(
    path: Path, table: Table, modalities: dict[str, Modality], *, dataset: str, dataset_version: str = "",
    licence: str = "", citation: str = "", created_by: str = "Datasets/export",
) -> None:
    """Writes the features of all modalities of one table of samples."""
    if not modalities:
        raise ValueError(f"{path}: found no modality; expected at least one.")
    for name, modality in modalities.items():
        check(name, modality, len(table.ids))

    def contents(file):
        for name, value in [
            ("schema", SCHEMA), ("dataset", dataset), ("dataset_version", dataset_version), ("created_by", created_by),
            ("licence", licence), ("citation", citation),
        ]:
            set_text(file, name, value)
        file["sample_ids"] = text(table.ids)
        file["class_names"] = text(table.class_names)
        file["labels"] = np.array(table.labels, dtype="<i4")
        file["subjects"] = np.array(table.subjects, dtype="<i4")
        if table.trials is not None:
            file["trials"] = np.array(table.trials, dtype="<i4")
        group = file.create_group("modalities")
        for name, modality in modalities.items():
            own = group.create_group(name)
            values = modality.values
            features = own.create_dataset("features", data=values, chunks=chunk(values))
            for key, value in [
                ("encoder", modality.encoder),
                ("encoder_parameters", json.dumps(modality.parameters, sort_keys=True, separators=(",", ":"))),
                ("pretrained_on", modality.pretrained_on), ("units", modality.units), ("fitted_on", "none"),
            ]:
                set_text(features, key, value)
            if modality.present is not None:
                own["present"] = np.array(modality.present, dtype="u1")
        set_text(group, "modalities", list(modalities))

    create(path, contents)


def check(name: str, modality: Modality, samples: int) -> None:
    values = np.asarray(modality.values)
    modality.values = values if values.dtype == np.float64 else values.astype("<f4")
    place = f"/modalities/{name}/features"
    if not name or "/" in name or name in (".", ".."):
        raise ValueError(f"modalities: found the name '{name}'; expected one without '/'.")
    if values.ndim != 2 or len(values) != samples or values.shape[1] == 0:
        raise ValueError(f"{place}: found shape {values.shape}; expected {samples} rows, one a sample, of features.")
    if not np.isfinite(modality.values).all():
        row = int(np.argwhere(~np.isfinite(modality.values))[0][0])
        raise ValueError(f"{place}: found a number in row {row} that is not finite; expected finite numbers.")
    if modality.present is not None and not any(modality.present):
        raise ValueError(f"{place}: found no sample that has the modality; expected at least one.")


def chunk(values: np.ndarray) -> tuple[int, int]:
    elements = LARGEST_CHUNK // values.dtype.itemsize
    rows, columns = values.shape
    return (1, elements) if columns > elements else (min(rows, elements // columns), columns)


def sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fail(message: str) -> None:
    """Ends the script with one line that says what was found and what to do."""
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")
