"""One alignment of two arrays, through the program, with both in a file in memory."""
from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from .checks import as_array
from .errors import InputError
from .features import SCHEMA
from .hdf5 import opened, set_text, temporary_file, write_texts
from .program import OwnFile, result
from .temporary import temporary_folder

_NAMES = ("first", "second")


@dataclass
class AlignmentReport:
    """What the program says of an alignment, and what it made of the rows."""

    #: The JSON of `hartransfer align`: `fitSeconds`, `computeSeconds`, `pairs` with the errors by name, `tie`,
    #: `exactness`.
    measures: dict[str, Any]
    #: rows x k, of both arrays; None where they were not asked for.
    latents: tuple[np.ndarray, np.ndarray] | None
    #: k numbers for each array: latents are `x @ A.T + offset`. None where the method is no affine map.
    offsets: tuple[np.ndarray, np.ndarray] | None


class Alignment(NamedTuple):
    """`A1, A2, report = align(...)`."""

    #: k x features of the first array; None where the method is no affine map.
    A1: np.ndarray | None
    #: The same of the second.
    A2: np.ndarray | None
    report: AlignmentReport


def align(
    x1: Any, x2: Any, method: str = "perfect", k: int | None = 64, *, parameters: Mapping[str, Any] | None = None,
    reduction: Mapping[str, Any] | None = None, metrics: str = "fast", latents: bool = True, seed: int = 0,
) -> Alignment:
    """Fits one alignment on the pairs (x1[i], x2[i]): `x1 @ A1.T + offset` lies near its partner.

    - x1, x2: samples x features; their numbers of features may differ. Directed methods take x1 for the source.
    - method: a name of `hartransfer alignments`. k: the dimension of the latents; None for a method without one.
    - parameters: the method's others, such as `{"ridge": 0.1}`.
    - reduction: what is done before, such as `{"pca": 128}`; features are standardised where it is left out. The maps
      hold it: they take features as they are given.
    - metrics: `fast` or `all`: among which pairs partners are looked for; `none`: nothing is measured, which saves
      most of the time beside the fit.
    - latents: whether the latents of all rows come back too.

    Cost: that of the method and its metrics, and of handing the arrays over in a file in `/dev/shm`. Needs h5py.
    Raises `InputError`.
    """
    arrays = [_checked(x, f"x{place}") for place, x in enumerate((x1, x2), start=1)]
    if len(arrays[0]) != len(arrays[1]):
        raise InputError(f"x1 and x2: found {len(arrays[0])} and {len(arrays[1])} rows; expected as many, since row i "
                         "of both is a pair.")
    chosen = {**({} if k is None else {"k": k}), **(parameters or {})}
    words = ["--modalities", ",".join(_NAMES), "--method", method, "--parameters", json.dumps(chosen),
             "--reduction", json.dumps(dict(reduction or {})), "--metrics", metrics, "--seed", str(seed), "--quiet",
             # All in memory: what is read in pieces gives other last digits.
             "--memory", "1000000G"]
    with temporary_folder(_memory(arrays)) as folder:
        features, maps, output = (Path(folder, name) for name in ("features.h5", "maps.h5", "latents.h5"))
        measures = result(
            ["align", str(features), "--maps", str(maps), *(["--output", str(output)] if latents else []), *words],
            own_file=OwnFile(features, partial(_write, features, arrays)))
        for name in ("maps", "output"):
            measures.pop(name, None)
        found = None
        if latents:
            with opened(output) as file:
                found = (file["modalities/first/features"][:], file["modalities/second/features"][:])
        # A method without affine maps leaves no file.
        if not maps.exists():
            return Alignment(None, None, AlignmentReport(measures, found, None))
        with opened(maps) as file:
            (a1, b1), (a2, b2) = ((file[name]["matrix"][:], file[name]["offset"][:]) for name in _NAMES)
    return Alignment(a1, a2, AlignmentReport(measures, found, (b1, b2)))


def _checked(x: Any, place: str) -> np.ndarray:
    array = as_array(x)
    if array.ndim != 2 or 0 in array.shape or array.dtype.kind not in "fiub":
        raise InputError(f"{place}: found shape {array.shape} of {array.dtype}; expected numbers, samples x features.")
    single = array.dtype.kind == "f" and array.itemsize <= 4
    return np.ascontiguousarray(array, dtype=np.float32 if single else np.float64)


def _memory(arrays: list[np.ndarray]) -> str | None:
    """A folder in memory where it has the room; None for that of other temporary files."""
    folder = "/dev/shm"
    if not os.access(folder, os.W_OK | os.X_OK):
        return None
    room = os.statvfs(folder)
    # The arrays, and latents that may have as many numbers in double precision.
    needed = sum(x.nbytes + 8 * x.size for x in arrays) + (64 << 20)
    return folder if room.f_bavail * room.f_frsize > needed else None


def _write(path: Path, arrays: list[np.ndarray]) -> None:
    """A feature file of pairs without classes and persons. The arrays go to it in one piece each, without a copy."""
    rows = len(arrays[0])
    with temporary_file(path) as file:
        for name, value in [("schema", SCHEMA), ("dataset", "arrays"), ("created_by", "hartransfer for Python")]:
            set_text(file, name, value)
        # Not one by one: `fast` metrics choose among pairs by the digits of these names.
        file["sample_ids"] = np.arange(rows).astype(f"S{len(str(rows))}")
        write_texts(file, "class_names", ["none"])
        file["labels"] = file["subjects"] = np.zeros(rows, dtype="<i4")
        group = file.create_group("modalities")
        for name, x in zip(_NAMES, arrays):
            features = group.create_group(name).create_dataset("features", data=x)
            for key, value in [("encoder", "python"), ("fitted_on", "none")]:
                set_text(features, key, value)
        set_text(group, "modalities", list(_NAMES))
