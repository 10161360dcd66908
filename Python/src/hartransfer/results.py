"""Reads a results folder, or an archive of one, as the program leaves it."""
from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from .errors import InputError


class Results:
    """The records of the last run's plan, and imported predictions.

    The program reads both in `hartransfer leaderboard`, and checks them there; this reads what a record says.
    """

    def __init__(self, path: str | os.PathLike[str]):
        self.path = Path(path)

    def documents(self) -> Iterator[tuple[str, dict[str, Any] | None]]:
        """Each key of the plan with its record, None where there is none; then the imported ones."""
        if self.path.is_file():
            yield from self._archived()
            return
        for key in _keys(self._text("plan.json"), self.path):
            file = self.path / "records" / f"{key}.json"
            yield key, _parsed(file.read_bytes(), file) if file.exists() else None
        for file in sorted((self.path / "imported").glob("*.json")):
            yield file.stem, _parsed(file.read_bytes(), file)

    def _text(self, name: str) -> bytes:
        file = self.path / name
        if not file.is_file():
            raise InputError(f"{self.path}: found no {name}; expected the results folder of a benchmark, or an archive "
                             "of one.")
        return file.read_bytes()

    def _archived(self) -> Iterator[tuple[str, dict[str, Any] | None]]:
        plans: list[bytes] = []
        records: dict[str, dict[str, Any]] = {}
        imported: dict[str, dict[str, Any]] = {}
        try:
            with tarfile.open(self.path) as archive:
                for member in archive:
                    place = PurePosixPath(member.name)
                    if not member.isfile() or place.suffix != ".json":
                        continue
                    content = archive.extractfile(member)
                    if content is None:
                        continue
                    if place.name == "plan.json":
                        plans.append(content.read())
                    elif place.parent.name in ("records", "imported"):
                        home = records if place.parent.name == "records" else imported
                        home[place.stem] = _parsed(content.read(), self.path / member.name)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise InputError(f"{self.path}: found no archive of results ({error}); expected what 'hartransfer export' "
                             "writes.") from error
        if len(plans) != 1:
            raise InputError(f"{self.path}: found {len(plans)} plans; expected the archive of one benchmark.")
        for key in _keys(plans[0], self.path):
            yield key, records.get(key)
        yield from sorted(imported.items())


def _keys(plan: bytes, place: Path) -> list[str]:
    keys = _parsed(plan, place).get("keys")
    if not isinstance(keys, list):
        raise InputError(f"{place}: found a plan without 'keys'; expected one that this version wrote.")
    return keys


def _parsed(content: bytes, place: Path) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError as error:
        raise InputError(f"{place}: found no JSON ({error}); expected a whole file. Run the benchmark again.") from error
    if not isinstance(value, dict):
        raise InputError(f"{place}: found JSON that is no object; expected a record or a plan.")
    return value
