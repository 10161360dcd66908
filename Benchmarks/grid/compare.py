"""Two boards of one benchmark, row by row: the accuracies of one against the bootstrap intervals of the other.

    python -m grid.compare ours.csv theirs.csv
"""

import re
import sys
from dataclasses import dataclass

import numpy as np

from grid import table


@dataclass
class Comparison:
    """Rows that both boards have; differences are theirs minus ours."""

    differences: list
    outside: list
    ours_alone: list
    theirs_alone: list
    without_interval: int

    @property
    def median(self):
        return float(np.median(np.abs(self.differences))) if self.differences else float("nan")

    @property
    def mean(self):
        return float(np.mean(self.differences)) if self.differences else float("nan")

    @property
    def meet(self):
        """Rows on both sides, and none on one side alone."""
        return bool(self.differences) and not self.ours_alone and not self.theirs_alone

    @property
    def agree(self):
        """Rows meet, and at least 19 of 20 are within the interval."""
        return self.meet and 20 * len(self.outside) <= len(self.differences)

    @property
    def named(self):
        """The rows that stand out, one by one."""
        kinds = [("outside", self.outside), ("on our board alone", self.ours_alone),
                 ("on theirs alone", self.theirs_alone)]
        return [f"{kind}: {name}" for kind, found in kinds for name in found]

    def __str__(self):
        text = (
            f"{len(self.differences)} rows, difference of accuracies: median size {self.median:.3f}, mean "
            f"{self.mean:+.3f}, largest {max(map(abs, self.differences), default=0):.3f}")
        text += f"; {len(self.outside)} outside ours' 95 % interval"
        if self.without_interval:
            text += f" ({self.without_interval} rows have none)"
        for name, found in (("ours", self.ours_alone), ("theirs", self.theirs_alone)):
            if found:
                text += f"; {len(found)} on {name} alone"
        return text


def _parameters(row):
    """What a row says of its alignment, each parameter by itself: also the lists that a selection had."""
    return set(re.findall(r"(\w+=(?:\[[^\]]*\]|\S+))", row["alignmentParameters"]))


def _name(row, parameters=()):
    fixed = " ".join(sorted(each for each in parameters if "[" not in each and not each.startswith("select=")))
    return f"{row['source']} -> {row['target']}, {row['alignment']}{' ' + fixed if fixed else ''}, {row['classifier']}"


def _matches(ours, theirs):
    same = all(ours[name] == theirs[name] for name in ("source", "target", "alignment", "classifier"))
    # Ours also writes what is at its default.
    return same and _parameters(theirs) <= _parameters(ours)


def compared(ours, theirs, left_out=()):
    """Compares rows of two boards; the alignments `left_out` are left out of both."""
    ours, theirs = ([row for row in rows if row["alignment"] not in left_out] for rows in (ours, theirs))
    found = Comparison([], [], [], [], 0)
    taken = set()
    for row in theirs:
        place = next((i for i, other in enumerate(ours) if i not in taken and _matches(other, row)), None)
        if place is None:
            found.theirs_alone.append(_name(row, _parameters(row)))
            continue
        taken.add(place)
        other = ours[place]
        value, expected = float(row["accuracy"]), float(other["accuracy"])
        found.differences.append(value - expected)
        low, high = other["accuracyBootstrapLow"], other["accuracyBootstrapHigh"]
        if not low:
            found.without_interval += 1
        elif not float(low) <= value <= float(high):
            found.outside.append(
                f"{_name(row, _parameters(row))} ({expected:.3f}, {low[:5]} to {high[:5]}; theirs {value:.3f})")
    found.ours_alone = [_name(row) for i, row in enumerate(ours) if i not in taken]
    return found


if __name__ == "__main__":
    result = compared(*(table.read(path) for path in sys.argv[1:3]))
    print(result, *result.named, sep="\n")
    sys.exit(0 if result.agree else 1)
