"""One alignment of two arrays, through the program, with both in a file in memory."""
from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from .checks import as_array
from .errors import InputError
from .features import SCHEMA
from .hdf5 import opened, set_text, temporary_file, write_texts
from .program import result

_NAMES = ("first", "second")
# An affine map gives the latents of every row again, up to rounding: this share of what its products add up to.
_ROUNDING = {"f": 1e-5, "d": 1e-9}


@dataclass
class AlignmentReport:
    """What the program says of an alignment, and what it made of the rows."""

    #: The JSON of `hartransfer align`: `fitSeconds`, `pairs` with the errors by name, `tie`, `exactness`.
    measures: dict[str, Any]
    #: rows x k, of both arrays
    latents: tuple[np.ndarray, np.ndarray]
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
    reduction: Mapping[str, Any] | None = None, metrics: str = "fast", seed: int = 0,
) -> Alignment:
    """Fits one alignment on the pairs (x1[i], x2[i]): `x1 @ A1.T + offset` lies near its partner.

    - x1, x2: samples x features; their numbers of features may differ. Directed methods take x1 for the source.
    - method: a name of `hartransfer alignments`. k: the dimension of the latents; None for a method without one.
    - parameters: the method's others, such as `{"ridge": 0.1}`.
    - reduction: what is done before, such as `{"pca": 128}`; features are standardised where it is left out. The maps
      hold it: they take features as they are given.
    - metrics: `fast` or `all`: among which pairs partners are looked for.

    The maps are read off from rows that the fit does not see, and compared with the latents of all rows. Cost: that of the method, and of writing the arrays once to `/dev/shm`. Needs h5py. Raises `InputError`.
    """
    arrays = [_checked(x, f"x{place}") for place, x in enumerate((x1, x2), start=1)]
    if len(arrays[0]) != len(arrays[1]):
        raise InputError(f"x1 and x2: found {len(arrays[0])} and {len(arrays[1])} rows; expected as many, since row i "
                         "of both is a pair.")
    probes = _probes(arrays)
    chosen = {**({} if k is None else {"k": k}), **(parameters or {})}
    words = ["--modalities", ",".join(_NAMES), "--method", method, "--parameters", json.dumps(chosen),
             "--reduction", json.dumps(dict(reduction or {})), "--metrics", metrics, "--seed", str(seed), "--quiet",
             # All in memory: what is read in pieces has other rules for rows that are no pairs.
             "--memory", "1000000G"]
    with tempfile.TemporaryDirectory(prefix="hartransfer-", dir=_memory(arrays)) as folder:
        features, output = Path(folder, "features.h5"), Path(folder, "latents.h5")
        with temporary_file(features) as file:
            _write(file, arrays, probes)
        measures = result(["align", str(features), "--output", str(output), *words])
        with opened(output) as file:
            found = [file["modalities"][name]["features"][:] for name in _NAMES]
    measures.pop("output", None)
    measures["incompleteSamples"] -= len(probes[0])
    rows = len(arrays[0])
    maps = [_map(latents, rows, probe, x) for latents, probe, x in zip(found, probes, arrays)]
    latents = (found[0][:rows], found[1][:rows])
    if maps[0] is None or maps[1] is None:
        return Alignment(None, None, AlignmentReport(measures, latents, None))
    return Alignment(maps[0][0], maps[1][0], AlignmentReport(measures, latents, (maps[0][1], maps[1][1])))


def _checked(x: Any, place: str) -> np.ndarray:
    array = as_array(x)
    if array.ndim != 2 or 0 in array.shape or array.dtype.kind not in "fiub":
        raise InputError(f"{place}: found shape {array.shape} of {array.dtype}; expected numbers, samples x features.")
    single = array.dtype.kind == "f" and array.itemsize <= 4
    return np.ascontiguousarray(array, dtype=np.float32 if single else np.float64)


def _probes(arrays: list[np.ndarray]) -> list[np.ndarray]:
    """Rows that tell an affine map: the means, then for each feature the means with that feature a step off.

    A step is as large as the feature varies, so that no digit is lost to its mean. Both arrays get as many rows.
    """
    most = max(x.shape[1] for x in arrays)
    probes = []
    for x in arrays:
        mean, spread = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
        step = np.where(spread > 0, spread, np.maximum(1, np.abs(mean)))
        rows = np.repeat(mean.astype(x.dtype)[None], most + 1, axis=0)
        own = np.arange(x.shape[1])
        rows[own + 1, own] = (mean + step).astype(x.dtype)
        probes.append(rows)
    return probes


def _map(
    latents: np.ndarray, rows: int, probes: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """The affine map by what it makes of the probes; None where it does not give the latents of the rows."""
    features = x.shape[1]
    own, base = np.arange(features), latents[rows]
    steps = probes[own + 1, own].astype(np.float64) - probes[0].astype(np.float64)
    if not np.isfinite(latents[rows:rows + features + 1]).all() or (steps == 0).any():
        return None
    matrix = ((latents[rows + 1:rows + 1 + features] - base) / steps[:, None]).T
    offset = base - matrix @ probes[0].astype(np.float64)
    # In pieces: the arrays may be large.
    turned = matrix.T.astype(x.dtype)
    for begin in range(0, rows, 1 << 12):
        piece = x[begin:begin + (1 << 12)] - probes[0]
        error = np.abs(piece @ turned + base - latents[begin:min(begin + (1 << 12), rows)])
        limit = _ROUNDING[x.dtype.char] * (np.abs(piece).max() * np.abs(turned).sum(axis=0) + np.abs(base))
        if not (error <= limit).all():
            return None
    return matrix, offset


def _memory(arrays: list[np.ndarray]) -> str | None:
    """A folder in memory where it has the room; None for that of other temporary files."""
    folder = "/dev/shm"
    if not os.access(folder, os.W_OK | os.X_OK):
        return None
    room = os.statvfs(folder)
    needed = 2 * sum(x.nbytes for x in arrays) + (64 << 20)
    return folder if room.f_bavail * room.f_frsize > needed else None


def _write(file, arrays: list[np.ndarray], probes: list[np.ndarray]) -> None:
    """A feature file with the probes behind the rows, said to lack both modalities: no fit sees such rows."""
    rows, more = len(arrays[0]), len(probes[0])
    for name, value in [("schema", SCHEMA), ("dataset", "arrays"), ("created_by", "hartransfer for Python")]:
        set_text(file, name, value)
    write_texts(file, "sample_ids", [str(row) for row in range(rows + more)])
    write_texts(file, "class_names", ["none"])
    file["labels"] = file["subjects"] = np.zeros(rows + more, dtype="<i4")
    present = np.repeat(np.array([1, 0], dtype="u1"), [rows, more])
    group = file.create_group("modalities")
    for name, x, probe in zip(_NAMES, arrays, probes):
        own = group.create_group(name)
        features = own.create_dataset("features", shape=(rows + more, x.shape[1]), dtype=x.dtype)
        features[:rows], features[rows:] = x, probe
        for key, value in [("encoder", "python"), ("fitted_on", "none")]:
            set_text(features, key, value)
        own["present"] = present
    set_text(group, "modalities", list(_NAMES))
