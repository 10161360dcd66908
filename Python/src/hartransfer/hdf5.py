"""HDF5 as feature files have it: text of a fixed length, no times, and files that appear when they are whole."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from .errors import InputError, missing

# The size of libhdf5's cache: a larger chunk would be read again for every row.
LARGEST_CHUNK = 1 << 20


def _h5py():
    try:
        import h5py
    except ImportError:
        raise missing("h5py", "h5py", "a feature file") from None
    return h5py


def create(path: Path, contents: Callable[[Any], None]) -> None:
    """Lets `contents` write a file, and puts it at `path` when it is whole."""
    h5py = _h5py()
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


@contextmanager
def temporary_file(path: Path) -> Iterator[Any]:
    """A file that one program reads and that then goes away: nothing waits for a disk."""
    with _h5py().File(path, "w", track_order=False) as file:
        yield file


def opened(path: str | os.PathLike[str]):
    """The file for reading. Raises `InputError` where it cannot be read."""
    h5py = _h5py()
    try:
        return h5py.File(path, "r")
    except OSError as error:
        raise InputError(f"{os.fspath(path)}: found no readable file of HDF5 ({error}); expected a feature file.") from error


def _fixed(values: Sequence[str]) -> tuple[np.ndarray, Any]:
    encoded = [value.encode() for value in values]
    for value in encoded:
        if b"\0" in value:
            raise InputError(f"{value.decode()!r}: found the character NUL; expected text without it.")
    kind = _h5py().string_dtype("utf-8", max([len(value) for value in encoded] + [1]))
    return np.array(encoded, dtype=kind), kind


def set_text(target, name: str, value: str | list[str]) -> None:
    """An attribute of text, or of a list of texts."""
    array, kind = _fixed([value] if isinstance(value, str) else value)
    if isinstance(value, str):
        target.attrs.create(name, array[0], shape=(), dtype=kind)
    else:
        target.attrs.create(name, array, dtype=kind)


def write_texts(group, name: str, values: Sequence[str]) -> None:
    """A data set of texts."""
    group[name] = _fixed(values)[0]


def texts(array: Any) -> list[str]:
    """The texts of an array, of a fixed length or not."""
    return [value.decode() if isinstance(value, bytes) else str(value) for value in np.asarray(array).tolist()]


def text_of(target, name: str) -> str:
    """An attribute of text; empty where there is none."""
    return texts([target.attrs[name]])[0] if name in target.attrs else ""
