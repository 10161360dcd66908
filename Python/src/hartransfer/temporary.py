"""Folders that a call needs for its time alone."""
from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "hartransfer-align-"
# Seconds between the making of a folder and its lock, at the very most.
_GRACE = 60


@contextmanager
def temporary_folder(parent: str | None) -> Iterator[Path]:
    """A folder in `parent`, or where temporary files go, that is removed at the end.

    A process that is killed leaves its folder, and memory would fill. Each folder is locked while it is used, and the
    next call removes those that nobody holds.
    """
    home = Path(parent or tempfile.gettempdir())
    for left in home.glob(f"{_PREFIX}*"):
        _remove_if_left(left)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home) as name:
        descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield Path(name)
        finally:
            os.close(descriptor)


def _remove_if_left(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        status = os.fstat(descriptor)
        if status.st_uid != os.getuid() or time.time() - status.st_ctime < _GRACE:
            return
        # A system without locks tells nothing: the folder stays.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return
    finally:
        os.close(descriptor)
