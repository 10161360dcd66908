"""Boards, comparisons, predictions and latents of results, as data frames of pandas."""
from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .errors import HARTransferWarning, missing
from .program import result
from .results import Results

if TYPE_CHECKING:
    import pandas as pd

# Columns that say what a row is come first.
_FIRST = [
    "rank", "rankLow", "rankHigh", "tieGroup", "benchmark", "dataset", "protocol", "protocolParameters", "source", "target",
    "alignment", "alignmentParameters", "classifier", "classifierParameters", "decoding", "decodingParameters",
    "condition", "accuracy", "accuracyLow", "accuracyHigh",
]
# Exit code 1 of commands that print a result all the same: trials are missing.
_WITH_MISSING = (0, 1)


def leaderboard(results: str | os.PathLike[str], *, board: str = "accuracy", recompute: bool = False) -> pd.DataFrame:
    """The boards of a benchmark, one row a method: what `hartransfer leaderboard --format json` prints.

    - results: the results folder, or an archive of one.
    - board: what the boards are ordered by: accuracy, balanced-accuracy, macro-f1 or cmae.
    - recompute: every score again from the stored predictions.

    Columns are named as in `leaderboard.csv`. Parameters are text (`k=64 scaling=raw`), so that a column of them can
    group. Bounds have no rank. Trials that are missing are a `HARTransferWarning`, and their rows stand last. Raises
    `InputError` where there are no results.
    """
    words = ["leaderboard", os.fspath(results), "--board", board, "--quiet", *(["--recompute"] if recompute else [])]
    found = result(words, accepted=_WITH_MISSING)
    for what in ("missing", "failed"):
        if count := sum(row.get(what) or 0 for row in found):
            warnings.warn(f"{results}: {count} trials {'are missing' if what == 'missing' else 'failed'}; their rows stand "
                          "last, without a rank", HARTransferWarning, stacklevel=2)
    return _frame(found)


def compare(
    results: str | os.PathLike[str], first: str, second: str, *, margin: float | None = None,
    classifier: str | None = None, source: str | None = None, target: str | None = None, protocol: str | None = None,
    flips: bool = False,
) -> pd.DataFrame:
    """Two methods on the same test samples, one row a board: difference, interval, p, and the verdict in words.

    - first, second: rows by their names, such as `perfect:k=64` and `ridge-cca`.
    - margin: differences below so many points count as equivalent.
    - flips: also what only one of the two has right.

    Each board that could not be judged is a `HARTransferWarning`. Raises `InputError` where a name means no row, or
    several.
    """
    options = [("--margin", margin), ("--classifier", classifier), ("--source", source), ("--target", target),
               ("--protocol", protocol)]
    words = ["compare", os.fspath(results), first, second, "--quiet"]
    words += [word for name, value in options if value is not None for word in (name, str(value))]
    found = result(words + (["--flips"] if flips else []), accepted=_WITH_MISSING)
    for skipped in found.get("skipped", []):
        warnings.warn(f"not judged: {skipped if isinstance(skipped, str) else json.dumps(skipped)}",
                      HARTransferWarning, stacklevel=2)
    return _frame(found["boards"])


def records(results: str | os.PathLike[str]) -> pd.DataFrame:
    """Predictions, one row a test sample and trial, with what the trial was.

    `id`, `subject`, `truth` and `predicted` (classes by name), `right`, `latentDistance`, and the description of the
    trial in columns named as those of a board. `key` tells the trials apart.

    Only trials of the last run's plan, and imported predictions. `chance` has no predictions. Trials without a record,
    and those that failed, are counted in a `HARTransferWarning`.
    """
    pd = _pandas()
    frames, without = [], {"have no record": 0, "failed": 0}
    for _, record in Results(results).documents():
        if record is None:
            without["have no record"] += 1
        elif not (predictions := record.get("predictions")):
            without["failed"] += "error" in record
        else:
            frames.append(pd.DataFrame(_rows(record, predictions)))
    for what, count in without.items():
        if count:
            warnings.warn(f"{results}: {count} trials {what}; their predictions are not here", HARTransferWarning,
                          stacklevel=2)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=_PREDICTION_COLUMNS)


_PREDICTION_COLUMNS = ["key", "id", "subject", "truth", "predicted", "right"]


def latents(results: str | os.PathLike[str]) -> pd.DataFrame:
    """Latents in two dimensions, one row a test sample, modality and trial.

    `modality`, `side` (source or target), `x` and `y` (NaN where the sample lacks the modality), and the columns of
    `records`. The axes are those of one trial: never compare coordinates of two. Only trials whose configuration says
    `keep: [latents]` have them; where none does, a `HARTransferWarning` says so.
    """
    pd = _pandas()
    frames = []
    for _, record in Results(results).documents():
        if record is None or "latentPlane" not in record:
            continue
        plane = record["latentPlane"]
        rows = _rows(record, record["predictions"])
        for side in ("source", "target"):
            points = [point or (float("nan"), float("nan")) for point in plane[side]]
            frames.append(pd.DataFrame({
                "modality": record["trial"][side], "side": side, "x": [x for x, _ in points],
                "y": [y for _, y in points], **rows}))
    if not frames:
        warnings.warn(f"{results}: no record holds latents; say 'keep: [latents]' in the configuration",
                      HARTransferWarning, stacklevel=2)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["modality", "side", "x", "y"])


def _rows(record: dict[str, Any], predictions: dict[str, Any]) -> dict[str, Any]:
    """The columns of one trial: what differs from sample to sample, then what the trial was."""
    names = record["classNames"]

    def named(classes: Sequence[int | None]) -> list[str | None]:
        return [None if value is None or not 0 <= value < len(names) else names[value] for value in classes]

    truth, predicted = predictions["truth"], predictions["predicted"]
    columns = {
        "key": record["key"], "id": predictions["ids"], "subject": predictions["subjects"], "truth": named(truth),
        "predicted": named(predicted), "right": [one == other for one, other in zip(truth, predicted)]}
    if distances := predictions.get("latentDistances"):
        columns["latentDistance"] = distances
    for name, value in record["trial"].items():
        if isinstance(value, dict) and set(value) <= {"name", "parameters"}:
            columns[name] = value.get("name")
            columns[f"{name}Parameters"] = _parameters(value.get("parameters"))
        else:
            columns[name] = value if not isinstance(value, (dict, list)) else json.dumps(value, sort_keys=True)
    return columns


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    pd = _pandas()
    frame = pd.DataFrame([
        {name: _parameters(value) if isinstance(value, dict) else value for name, value in row.items()} for row in rows])
    first = [name for name in _FIRST if name in frame.columns]
    return frame[first + [name for name in frame.columns if name not in first]]


def _parameters(value: Any) -> str | None:
    """Parameters as a board shows them: `k=64 scaling=raw`."""
    if not isinstance(value, dict):
        return value
    return " ".join(
        f"{name}={part if isinstance(part, str) else json.dumps(part, sort_keys=True, ensure_ascii=False)}"
        for name, part in sorted(value.items()))


def _pandas():
    try:
        import pandas
    except ImportError:
        raise missing("pandas", "pandas", "a data frame") from None
    return pandas
