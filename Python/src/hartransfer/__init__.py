"""HARTransfer from Python: benchmarks of zero-label cross-modal transfer in human activity recognition.

    import hartransfer
    folder = hartransfer.run("spar-quick")
    board = hartransfer.leaderboard(folder)

Everything is computed by the program `hartransfer`, which comes with this package. Names are loaded when they are
used, so that the command starts at once.
"""
from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .alignment import Alignment, AlignmentReport, align
    from .benchmark import plan, run
    from .errors import Error, HARTransferWarning, IncompleteError, InputError, ProgramError
    from .export import export_features
    from .features import FeatureFile, Modality, Origin
    from .program import command, executable, version
    from .tables import compare, latents, leaderboard, records

_MODULES = {
    "alignment": ["Alignment", "AlignmentReport", "align"],
    "benchmark": ["plan", "run"],
    "errors": ["Error", "HARTransferWarning", "IncompleteError", "InputError", "ProgramError"],
    "export": ["export_features"],
    "features": ["FeatureFile", "Modality", "Origin"],
    "program": ["command", "executable", "version"],
    "tables": ["compare", "latents", "leaderboard", "records"],
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("hartransfer")
    if name not in _HOMES:
        raise AttributeError(f"module 'hartransfer' has no attribute '{name}'")
    value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
