"""The list of clips that the scripts read, the clips themselves, and the options that all scripts share.

The list is a CSV file with the columns id, label (the class's name), subject, trial (may be left out) and path, which is
relative to the list. A clip is a .npy array or, where imageio is installed with a plugin for it, a video.
"""

import argparse
import csv
import importlib
from pathlib import Path

import numpy as np

from feature_file import Table, fail, sha256

ARRAY, VIDEO = ".npy", {".avi", ".mp4", ".mov", ".mkv", ".webm"}


def parser(description: str, modality: str | None) -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(description=description.splitlines()[0])
    result.add_argument("clips", type=Path, help="CSV file: id, label, subject, trial, path")
    result.add_argument("--output", type=Path, required=True, help="the feature file to write")
    result.add_argument("--dataset", required=True, help="the data set's id")
    result.add_argument("--dataset-version", default="")
    result.add_argument("--licence", default="", help="the licence of the recordings")
    result.add_argument("--citation", default="", help="how the data set wants to be cited")
    result.add_argument("--classes", help="the classes in order, joined by commas; sorted names where left out")
    result.add_argument("--pretrained-on", default="", help="what the weights were trained on")
    if modality is not None:
        result.add_argument("--modality", default=modality, help=f"the modality's name; {modality} where left out")
    return result


def origin(arguments) -> dict:
    return {
        "dataset": arguments.dataset, "dataset_version": arguments.dataset_version, "licence": arguments.licence,
        "citation": arguments.citation,
    }


def read_list(path: Path, classes: str | None, columns: list[str]) -> tuple[Table, list[dict]]:
    """The table of samples and the rows of the list; `columns` are those that hold paths."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            names, rows = reader.fieldnames or [], list(reader)
    except OSError as error:
        fail(f"{path}: {error.strerror}.")
    for column in ["id", "label", "subject", *columns]:
        if column not in names:
            fail(f"{path}: found the columns {', '.join(names)}; expected '{column}' among them.")
    if not rows:
        fail(f"{path}: found no clip; expected a line a clip.")
    known = classes.split(",") if classes else sorted({row["label"] for row in rows})
    for line, row in enumerate(rows, start=2):
        if row["label"] not in known:
            fail(f"{path}: line {line}: found the class '{row['label']}'; expected one of {', '.join(known)}.")
        for column in columns:
            row[column] = (path.parent / row[column]) if row[column] else None
    try:
        table = Table(
            ids=[row["id"] for row in rows], labels=[known.index(row["label"]) for row in rows], class_names=known,
            subjects=[int(row["subject"]) for row in rows],
            trials=[int(row["trial"]) for row in rows] if "trial" in names else None)
    except ValueError as error:
        fail(f"{path}: {error}")
    return table, rows


def read_array(path: Path | None) -> np.ndarray:
    """A clip as it is stored: an array, or the frames of a video (frames x height x width x 3, 8 bits)."""
    if path is None:
        fail("found no path; expected one for every sample.")
    if not path.exists():
        fail(f"{path}: no such file.")
    if path.suffix == ARRAY:
        # Pickles run what is inside: arrays of objects are refused.
        return np.load(path, allow_pickle=False)
    if path.suffix not in VIDEO:
        fail(f"{path}: found '{path.suffix}'; expected {ARRAY} or one of {', '.join(sorted(VIDEO))}.")
    try:
        import imageio.v3 as imageio

        return imageio.imread(path)
    except (ImportError, OSError) as error:
        fail(f"{path}: {error}. Videos need imageio with its plugin for them: pip install 'imageio[pyav]'.")


def read_frames(path: Path | None, count: int) -> np.ndarray:
    """`count` frames at equal steps over the whole clip: count x height x width x 3, 8 bits."""
    frames = read_array(path)
    if frames.ndim != 4 or frames.shape[3] != 3 or frames.dtype != np.uint8 or len(frames) == 0:
        fail(f"{path}: found {frames.dtype} of shape {frames.shape}; expected uint8, frames x height x width x 3.")
    return frames[np.round(np.linspace(0, len(frames) - 1, count)).astype(int)]


def read_series(path: Path | None) -> np.ndarray:
    """A sensor's recording: frames x channels."""
    series = read_array(path)
    if series.ndim != 2 or len(series) == 0 or not np.isfinite(series).all():
        fail(f"{path}: found {series.dtype} of shape {series.shape}; expected finite numbers, frames x channels.")
    return series.astype(np.float64)


def read_weights(path: Path) -> tuple[dict, str]:
    """The tensors of a file of weights (.safetensors, or what torch.save wrote of a state dict), and its SHA-256."""
    import torch

    if not path.exists():
        fail(f"{path}: no such file of weights.")
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        return load_file(path), sha256(path)
    # weights_only: a pickle that runs code is refused.
    state = torch.load(path, map_location="cpu", weights_only=True)
    return state.get("state_dict", state.get("model", state)), sha256(path)


def load_into(model, weights: Path, prefix: str = "") -> str:
    """Loads the weights whose names begin with `prefix` into a model, all of whose parameters must be among them.

    Gives the SHA-256 of the file.
    """
    state, digest = read_weights(weights)
    state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    state = {name.removeprefix(prefix): tensor for name, tensor in state.items() if name.startswith(prefix)}
    try:
        missing = model.load_state_dict(state, strict=False).missing_keys
    except RuntimeError as error:
        fail(f"{weights}: {error}")
    if missing:
        fail(f"{weights}: found no '{missing[0]}' ({len(missing)} are missing); expected weights of this model.")
    return digest


def named_callable(name: str):
    """What `module:callable` names."""
    module, _, attribute = name.partition(":")
    if not attribute:
        fail(f"found '{name}'; expected module:callable.")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        fail(f"'{name}': {error}.")


def deterministic() -> None:
    """Products on one thread: the same clip gives the same numbers."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
