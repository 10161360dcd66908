"""Running a benchmark, and asking what a run would do."""
from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .configurations import Configuration, configuration_file
from .errors import IncompleteError, error_of
from .program import Ended, result, start
from .progress import display

_SUMMARY = re.compile(r"^(?P<benchmark>[^ ]+): \d+ trials, .*; records in ")


def run(
    configuration: Configuration, *, results: str | os.PathLike[str] = "Results",
    cache: str | os.PathLike[str] | None = None, data: str | os.PathLike[str] | None = None,
    datasets: str | os.PathLike[str] | None = None, jobs: int | None = None, memory: str | int | None = None,
    only: str | Sequence[str] = (), shard: str | None = None, timeout: float | None = None, skip_bad: bool = False,
    retry_failed: bool = False, force: bool = False, accept_failed: bool = False, fail_fast: bool = False,
    progress: bool | None = None,
) -> Path:
    """Runs what has no record yet, and returns the results folder of the benchmark.

    - configuration: a file, a name such as `spar-quick`, or a dict with the keys of such a file.
    - results: the folder that gets a folder for each benchmark.
    - cache, data, datasets, jobs, memory, only, shard, timeout and the flags are the options of `hartransfer run`.
    - progress: True for a bar, False for silence, None for a bar where tqdm is installed and somebody sees it.

    Raises `InputError` where configuration or data cannot be used, and `IncompleteError` where trials failed; its
    `results` is the folder then. Ctrl-C ends the run after the trials that run; the same call goes on later.
    """
    options = _options(cache, data, datasets, jobs, memory, only, shard, skip_bad, retry_failed, force)
    for flag, given in [("--accept-failed", accept_failed), ("--fail-fast", fail_fast)]:
        options += [flag] if given else []
    if timeout is not None:
        options += ["--timeout", str(timeout)]
    with configuration_file(configuration) as file, display(progress) as (on_message, on_progress):
        ended = start(["run", file, "--results", os.fspath(results), *options], on_message, on_progress)
    folder = _folder(ended, results)
    if ended.code != 0 or folder is None:
        error = error_of(ended.code, ended.messages)
        if isinstance(error, IncompleteError):
            error.results = folder
        raise error
    return folder


def plan(
    configuration: Configuration, *, results: str | os.PathLike[str] = "Results",
    cache: str | os.PathLike[str] | None = None, data: str | os.PathLike[str] | None = None,
    datasets: str | os.PathLike[str] | None = None, jobs: int | None = None, memory: str | int | None = None,
    only: str | Sequence[str] = (), shard: str | None = None, skip_bad: bool = False, retry_failed: bool = False,
    force: bool = False,
) -> dict[str, Any]:
    """What `run` would do, split by split, without doing it: the JSON of `hartransfer plan`.

    Exclusions and what became of recordings are counted in it by reason. Raises `InputError` where configuration or
    data cannot be used.
    """
    options = _options(cache, data, datasets, jobs, memory, only, shard, skip_bad, retry_failed, force)
    with configuration_file(configuration) as file:
        return result(["plan", file, "--results", os.fspath(results), "--quiet", *options])


def _options(
    cache, data, datasets, jobs, memory, only, shard, skip_bad: bool, retry_failed: bool, force: bool
) -> list[str]:
    values = [
        ("--cache", cache), ("--data", data), ("--datasets", datasets), ("--jobs", jobs), ("--memory", memory),
        ("--shard", shard), *(("--only", one) for one in ([only] if isinstance(only, str) else only)),
    ]
    words = [word for name, value in values if value is not None for word in (name, str(value))]
    flags = [("--skip-bad", skip_bad), ("--retry-failed", retry_failed), ("--force", force)]
    return words + [name for name, given in flags if given]


def _folder(ended: Ended, results: str | os.PathLike[str]) -> Path | None:
    """The folder that the program names when a run has ended; None where it did not come so far."""
    for line in reversed(ended.messages):
        if found := _SUMMARY.match(line):
            return Path(results, found["benchmark"])
    return None
