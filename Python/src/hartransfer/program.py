"""Starts the program, and turns how it ends into values and exceptions."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from .errors import HARTransferWarning, ProgramError, error_of
from .terminal import StderrReader


class Ended(NamedTuple):
    """A program that has ended."""

    code: int
    output: str
    #: The lines of stderr without warnings, which were handed to `warnings`.
    messages: list[str]


class OwnFile(NamedTuple):
    """A file that this process writes where nobody else can change it. The program reads it once, and not twice."""

    path: Path
    #: Writes it. It is called when the program has been started, which waits for it.
    write: Callable[[], None]


def executable() -> Path:
    """The program: that of this package, or the one that `HARTRANSFER_PROGRAM` names, such as a build from source."""
    named = os.environ.get("HARTRANSFER_PROGRAM")
    file = Path(named) if named else Path(__file__).parent / "bin" / "hartransfer"
    if not os.access(file, os.X_OK) or file.is_dir():
        raise ProgramError(
            f"{file}: found no program; expected the command hartransfer. "
            + ("HARTRANSFER_PROGRAM names it." if named else "Install a wheel, or name a program in HARTRANSFER_PROGRAM."))
    return file


def environment() -> dict[str, str]:
    """The environment of the program: scripts of data sets run with this Python where no other is named."""
    return {"HARTRANSFER_PYTHON": sys.executable, **os.environ}


def version() -> str:
    """The version of the program."""
    return command("--version").strip()


def command(*words: str) -> str:
    """Runs `hartransfer WORDS` and returns what it prints.

    What it says beside its result is dropped, apart from warnings. Raises `InputError`, `IncompleteError` or
    `ProgramError` where the exit code is not 0.
    """
    return checked(start(words)).output


def checked(ended: Ended) -> Ended:
    """The same, or the exception that its exit code asks for."""
    if ended.code != 0:
        raise error_of(ended.code, ended.messages)
    return ended


def result(words: Sequence[str], accepted: Iterable[int] = (0,), own_file: OwnFile | None = None) -> Any:
    """What a command prints as JSON. With an exit code that is accepted its messages become warnings."""
    ended = start([*words, "--format", "json"], own_file=own_file)
    if ended.code not in accepted or not ended.output.strip():
        checked(ended)
    if ended.code != 0:
        for line in ended.messages:
            warnings.warn(line, HARTransferWarning, stacklevel=3)
    return json.loads(ended.output)


def start(
    words: Sequence[str], on_message: Callable[[str], None] | None = None,
    on_progress: Callable[[str], None] | None = None, own_file: OwnFile | None = None,
) -> Ended:
    """Runs the program to its end.

    The program has a session of its own, so that Ctrl-C reaches it once, from here. The first asks it to end after
    the trials that run; a second ends it at once. Records that exist stay, and `KeyboardInterrupt` goes on when the
    program has ended.
    """
    reader = StderrReader(on_message, on_progress)
    try:
        process = subprocess.Popen(
            [str(executable()), *words], stdin=subprocess.PIPE if own_file else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=reader.their_end,
            env={**environment(), **reader.environment, **_owned(own_file)}, start_new_session=True)
    except BaseException:
        reader.close()
        raise
    reader.begin()
    output: list[bytes] = []
    pipe = process.stdout
    assert pipe is not None
    stdout = threading.Thread(target=lambda: output.append(pipe.read()), daemon=True)
    stdout.start()
    try:
        if own_file is not None:
            own_file.write()
            _close(process.stdin)
        interrupted = _wait(process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
        _close(process.stdin)
        stdout.join()
        pipe.close()
        messages = reader.end()
    for line in messages:
        if line.startswith("warning: "):
            warnings.warn(line.removeprefix("warning: "), HARTransferWarning, stacklevel=3)
    if interrupted is not None:
        raise interrupted
    rest = [line for line in messages if not line.startswith("warning: ")]
    return Ended(process.returncode, b"".join(output).decode("utf-8", "replace"), rest)


def _owned(file: OwnFile | None) -> dict[str, str]:
    return {} if file is None else {"HARTRANSFER_OWN_FILE": str(file.path)}


def _close(pipe: IO[bytes] | None) -> None:
    """Tells the program that its file is whole."""
    if pipe is not None:
        pipe.close()


def _wait(process: subprocess.Popen) -> KeyboardInterrupt | None:
    """Waits for the end, and hands every Ctrl-C on; the first one is returned when the program has ended."""
    interrupted = None
    while True:
        try:
            process.wait()
            return interrupted
        except KeyboardInterrupt as signalled:
            interrupted = interrupted or signalled
            process.send_signal(signal.SIGINT)
