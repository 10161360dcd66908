"""What a benchmark's file asks for, as far as this program can do it; anything else is refused by name."""

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

DATASET, PROTOCOL, CRITERION = "utd-mhad", "cross-subject", "teacher-agreement"


class Unsupported(Exception):
    """A key or a value that this program does not know."""


class _Loader(yaml.SafeLoader):
    """YAML 1.2's numbers: '1e-3' is one, with or without a point."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789"))


@dataclass
class Alignment:
    """One row of methods: a name, what is fixed, and the candidates among which a criterion selects."""

    name: str
    fixed: dict
    selected: dict = field(default_factory=dict)

    @property
    def candidates(self):
        """Every combination, the first list slowest."""
        return [
            self.fixed | dict(zip(self.selected, values)) for values in itertools.product(*self.selected.values())]

    @property
    def parameters(self):
        """As a board writes them."""
        written = {name: _text(value) for name, value in self.fixed.items()}
        if self.selected:
            inner = {"by": CRITERION} | {name: _text(values) for name, values in self.selected.items()}
            written["select"] = " ".join(f"{name}={inner[name]}" for name in sorted(inner))
        return " ".join(f"{name}={written[name]}" for name in sorted(written))


@dataclass
class Configuration:
    benchmark: str
    encoders: dict
    components: int
    directions: list
    repetitions: int
    alignments: list
    classifiers: list


def _text(value):
    if isinstance(value, list):
        return "[" + ", ".join(_text(part) for part in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _named(entry):
    """A name with its parameters, which may be missing."""
    return next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})


def _rows(entry):
    """The rows of one entry: a list of a parameter makes one row for each value."""
    name, parameters = _named(entry)
    parameters = dict(parameters)
    selected = dict(parameters.pop("select", {}))
    if selected and selected.pop("by") != CRITERION:
        raise Unsupported(f"{name}: a criterion other than {CRITERION}")
    lists = {key: value if isinstance(value, list) else [value] for key, value in parameters.items()}
    return [Alignment(name, dict(zip(lists, values)), selected) for values in itertools.product(*lists.values())]


def content(path):
    """The file as it stands, with what it includes below it."""
    found = yaml.load(path.read_text(), _Loader)
    names = found.pop("include", [])
    for name in [names] if isinstance(names, str) else names:
        found = content(path.parent / name) | found
    return found


def read(path):
    """The configuration of the file with what it includes."""
    asked = content(Path(path))
    known = {
        "benchmark", "dataset", "encoders", "reduction", "protocols", "directions", "repetitions", "alignments",
        "classifiers"}
    if unknown := set(asked) - known:
        raise Unsupported(f"keys {', '.join(sorted(unknown))}")
    if asked["dataset"] != DATASET:
        raise Unsupported(f"data set {asked['dataset']}")
    if asked["protocols"] != [{PROTOCOL: {"overlap": "disjoint"}}]:
        raise Unsupported("protocols other than cross-subject with disjoint labels and pairs")
    if list(asked["reduction"]) != ["pca"]:
        raise Unsupported("a reduction other than principal components of standardised features")
    names = list(asked["encoders"])
    pairs = [f"{a} -> {b}" for a, b in itertools.permutations(names, 2)]
    return Configuration(
        benchmark=asked["benchmark"],
        encoders={name: [_named(stage) for stage in chain] for name, chain in asked["encoders"].items()},
        components=asked["reduction"]["pca"],
        directions=[tuple(part.strip() for part in text.split("->")) for text in asked.get("directions", pairs)],
        repetitions=asked.get("repetitions", 1),
        alignments=[row for entry in asked["alignments"] for row in _rows(entry)] + [Alignment("none", {})],
        classifiers=[_named(entry) for entry in asked["classifiers"]])
