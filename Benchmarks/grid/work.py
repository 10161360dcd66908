"""What a process of its own computes: one direction and repetition."""

import torch

from grid.unit import Unit, floors

__all__ = ["floors", "trials"]


def trials(split, features, repetition, methods, rows):
    """The trials of a direction and repetition, and seconds by what they were spent on."""
    torch.set_num_threads(1)
    unit = Unit(split, features, repetition, methods)
    made = list(unit.bounds())
    for row in rows:
        made += unit.aligned(row)
    return made, unit.seconds
