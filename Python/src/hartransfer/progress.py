"""Shows how far a run is: by tqdm in a terminal or a notebook, in lines elsewhere."""
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .errors import missing
from .terminal import progress_of

Take = Callable[[str], None]

_SUMMARY = re.compile(r": \d+ trials, (?P<reused>\d+) reused, (?P<computed>\d+) computed, ")


def _watched() -> bool:
    """Whether somebody sees a bar: a terminal, or a notebook."""
    shell = sys.modules.get("IPython")
    shell = shell.get_ipython() if shell is not None else None
    return getattr(shell, "kernel", None) is not None or (sys.stderr is not None and sys.stderr.isatty())


@contextmanager
def display(wanted: bool | None) -> Iterator[tuple[Take | None, Take | None]]:
    """What takes messages, and what takes lines of progress.

    `wanted`: True for a bar by tqdm; False for nothing; None for a bar where tqdm is installed and somebody sees it,
    else for lines on stderr.
    """
    if wanted is False:
        yield None, None
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:
        if wanted:
            raise missing("tqdm", "tqdm", "a bar of progress") from None
        tqdm = None
    if tqdm is None or not (wanted or _watched()):
        yield (lambda line: None if _is_for_shells(line) else print(line, file=sys.stderr)), None
        return
    with tqdm(total=0, unit="trial", dynamic_ncols=True) as bar:
        yield (lambda line: _say(bar, line)), (lambda line: _show(bar, line))


def _is_for_shells(line: str) -> bool:
    """Whether a line names commands to go on with."""
    return line == "next:" or line.startswith("  hartransfer ")


def _say(bar, line: str) -> None:
    if summary := _SUMMARY.search(line):
        bar.n = int(summary["reused"]) + int(summary["computed"])
        bar.refresh()
    if not _is_for_shells(line):
        bar.write(line, file=sys.stderr)


def _show(bar, line: str) -> None:
    stage, done, total = progress_of(line)
    bar.total = max(total, bar.total or 0)
    bar.n = max(done, bar.n)
    bar.set_description_str(stage or "trials", refresh=False)
    bar.refresh()
