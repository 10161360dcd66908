"""A configuration as the program takes it: a file, a name, or a dict that becomes a file."""
from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Union

import numpy as np

from .errors import InputError

Configuration = Union[str, "os.PathLike[str]", Mapping[str, Any]]


@contextmanager
def configuration_file(configuration: Configuration) -> Iterator[str]:
    """The word that names the configuration on the command line.

    A dict is written to a file that lives as long as the context. Its `include` is relative to the current folder, as
    other paths are.
    """
    if not isinstance(configuration, Mapping):
        yield os.fspath(configuration)
        return
    content = dict(configuration)
    if "include" in content:
        content["include"] = _absolute(content["include"])
    name = content.get("benchmark")
    try:
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
    except ValueError as error:
        raise InputError(f"configuration: found what no configuration can hold ({error}); expected finite numbers, "
                         "texts, lists and dicts.") from error
    with tempfile.TemporaryDirectory(prefix="hartransfer-") as folder:
        # The name stands in messages.
        stem = name if isinstance(name, str) and name.replace("-", "").replace("_", "").isalnum() else "configuration"
        file = Path(folder, f"{stem}.yaml")
        file.write_text(text + "\n", encoding="utf-8")
        yield str(file)


def _absolute(included: Any) -> Any:
    if isinstance(included, (str, os.PathLike)):
        return str(Path(included).absolute())
    return [_absolute(file) for file in included] if isinstance(included, (list, tuple)) else included


def _plain(value: Any) -> Any:
    """NumPy's numbers and arrays, paths, and other mappings and sequences, as JSON has them."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        raise InputError("configuration: found a set, which has no order; expected a list.")
    if isinstance(value, range):
        return list(value)
    raise InputError(f"configuration: found a value of type {type(value).__name__}; expected numbers, texts, lists and "
                     "dicts.")
