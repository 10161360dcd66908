"""Reads what a program says on stderr, line by line, and its line of progress."""
from __future__ import annotations

import os
import pty
import re
import struct
import threading
from collections.abc import Callable

# Before a line of progress, or where one is taken away.
_CLEARING = "\r\x1b[K"
_COLUMNS = 200


class StderrReader:
    """One end is the program's stderr, the other is read by a thread.

    Where progress is wanted the end is a terminal, since the program shows a line of progress on terminals alone.
    Elsewhere it is a pipe.
    """

    def __init__(self, on_message: Callable[[str], None] | None, on_progress: Callable[[str], None] | None):
        self._on_message, self._on_progress = on_message, on_progress
        self.environment: dict[str, str] = {}
        self._messages: list[str] = []
        self._thread: threading.Thread | None = None
        if on_progress is None:
            self._own_end, self.their_end = os.pipe()
            return
        import fcntl
        import termios

        self._own_end, self.their_end = pty.openpty()
        fcntl.ioctl(self.their_end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, _COLUMNS, 0, 0))
        self.environment = {"TERM": "xterm", "NO_COLOR": "1"}

    def begin(self) -> None:
        """Reads from now on; the program has its end."""
        os.close(self.their_end)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def end(self) -> list[str]:
        """All lines, when the program has ended."""
        if self._thread is not None:
            self._thread.join()
        os.close(self._own_end)
        return self._messages

    def close(self) -> None:
        """Gives up what no program was started for."""
        os.close(self._own_end)
        os.close(self.their_end)

    def _read(self) -> None:
        rest = b""
        while True:
            try:
                piece = os.read(self._own_end, 1 << 16)
            except OSError:  # the other end of a terminal is closed
                piece = b""
            if not piece:
                break
            # Whole lines, and what follows the last of them. Bytes of a character may come in two pieces.
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                self._note(_without_progress(line))
            self._show(rest)
        self._note(_without_progress(rest))

    def _note(self, line: str) -> None:
        if not line:
            return
        self._messages.append(line)
        if self._on_message is not None and not line.startswith(("warning: ", "error: ")):
            self._on_message(line)

    def _show(self, rest: bytes) -> None:
        text = rest.decode("utf-8", "ignore").rpartition(_CLEARING)[2].strip()
        if text and self._on_progress is not None and _CLEARING.encode() in rest:
            self._on_progress(text)


def _without_progress(line: bytes) -> str:
    """A line without the lines of progress that it was written over."""
    return line.decode("utf-8", "replace").rpartition(_CLEARING)[2].rstrip("\r")


_TRIALS = re.compile(r"(?P<done>\d+)/(?P<total>\d+) trials")
_STAGE = re.compile(r"(?:\[[#.]*\] )?(?P<name>\D.*?) (?P<done>\d+)/(?P<total>\d+)(?:,|$)")


def progress_of(line: str) -> tuple[str | None, int, int]:
    """What a line of progress says: the stage before the trials, if there is one, trials done, and trials planned."""
    trials, stage = _TRIALS.search(line), _STAGE.match(line)
    done, total = (int(trials["done"]), int(trials["total"])) if trials else (0, 0)
    return (f"{stage['name']} {stage['done']}/{stage['total']}" if stage else None), done, total
