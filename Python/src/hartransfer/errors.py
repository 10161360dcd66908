"""What the program refuses or cannot do, as exceptions with the program's own words."""
from __future__ import annotations

from pathlib import Path


class HARTransferWarning(UserWarning):
    """What the program warns of."""


class Error(Exception):
    """The program did not do what was asked for. The text is the program's, a line for each fault."""

    def __init__(self, text: str, code: int | None = None):
        super().__init__(text)
        #: The exit code; negative where a signal ended the program, None where it was never started.
        self.code = code


class InputError(Error, ValueError):
    """A configuration, a file or an argument cannot be used: place, found, expected, advice."""


class IncompleteError(Error):
    """Trials failed or are missing, or data are faulty."""

    #: The results folder of the run, where there is one: what was computed is there.
    results: Path | None = None


class ProgramError(Error, RuntimeError):
    """The program is not here, or ended in a way that it does not know itself."""


def error_of(code: int, messages: list[str]) -> Error:
    """The exception for an exit code and what was said on stderr."""
    faults = [line.removeprefix("error: ") for line in messages if line.startswith("error: ")]
    text = "\n".join(faults or messages) or f"hartransfer ended with exit code {code} and said nothing"
    kind = {1: IncompleteError, 2: InputError}.get(code, ProgramError)
    return kind(text, code)


def missing(module: str, extra: str, purpose: str) -> ImportError:
    """The exception where an optional package is needed."""
    return ImportError(f"{purpose} needs {module}: pip install 'hartransfer[{extra}]'", name=module)
