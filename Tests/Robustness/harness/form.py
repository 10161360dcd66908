"""What all formats share: seeds, the command that reads one, and how its values are looked at."""
import difflib
import shutil
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Seed:
    """A whole file of a format: its bytes and where it stands in the folder of a case."""
    name: str
    data: bytes
    path: str
    variant: dict = field(default_factory=dict)


@dataclass
class Case:
    folder: Path
    seed: Seed
    expected: object = None

    @property
    def file(self):
        return self.folder / self.seed.path


class Form:
    """One format. Sub-classes say what a file of it is and how the program reads it."""
    name = ""
    # Exit codes that the documentation gives for an input that is refused.
    refusals = {2}
    mutations = ()
    # How many of the mutants, beside the other formats.
    share = 1

    def __init__(self, program):
        self.program = program

    def seeds(self):
        raise NotImplementedError

    def prepare(self, folder, seed):
        """Writes what stands beside the mutated file, once a folder."""

    def reset(self, case):
        """Takes away what the last run left."""
        for name in ("out", "out.h5", "cache"):
            place = case.folder / name
            if place.is_dir():
                shutil.rmtree(place)
            elif place.exists():
                place.unlink()

    def command(self, case):
        raise NotImplementedError

    def environment(self, case):
        return {}

    def is_result(self, ending):
        """Whether an exit code other than 0 is part of a result that is to be looked at."""
        return False

    def says_in_result(self, ending):
        """Whether stdout says what is wrong, in place of stderr."""
        return False

    def is_progress(self, line):
        return False

    def observe(self, case, ending):
        """What the program made of the file."""
        raise NotImplementedError

    def independent(self, case):
        """The same by another reader."""
        raise NotImplementedError

    def agree(self, seen, other, case):
        return seen == other

    def is_changed(self, case, seen, other):
        """Whether the file has other values than the seed; the program and the other reader agree."""
        return seen != case.expected

    def names_difference(self, case, ending, seen):
        return "warning: " in ending.err

    def left_behind(self, case):
        return ""

    def difference(self, seen, other):
        one, two = (str(value).replace(", ", "\n").splitlines() for value in (seen, other))
        lines = [line for line in difflib.unified_diff(one, two, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")]
        return "; ".join(lines[:6])[:400]
