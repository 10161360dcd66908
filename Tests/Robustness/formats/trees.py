"""YAML: configurations and manifests. Another reader tells only whether the file says what the seed says."""
import json
import re

import yaml

from formats.recordings import TS
from harness.form import Form, Seed
from harness.lines import TEXT
from harness.mutate import ANY

CONFIGURATION = b"""# A comment.
benchmark: small
dataset:
  synthetic: {samples: 200, dimensions: [3, 4], latentDimension: 2, noise: 0.3}
protocols:
  - random-40-40-10-10: {draws: 2}
  - cross-subject: {overlap: disjoint}
directions: [modality-1 -> modality-2]
reduction: {pca: 3}
alignments:
  - perfect: {k: [2, 3], scaling: standardised}
  - ridge-cca: {k: 2, ridge: 0.1}
  - ridge-cca: {select: {k: [1, 2], by: pair-retrieval}}
classifiers:
  - gaussian-mixture: {covariance: tied}
  - nearest-centroid
axes:
  labels: [2, all]
  pairs: [15, all]
seed: 3
"""
# What tells the time, or rests on it.
TIMES = {"seconds", "encodeSeconds", "roughSeconds"}


class Tree(Form):
    mutations = [*ANY, *TEXT, *TEXT]

    def observe(self, case, ending):
        return without_times(json.loads(ending.out))

    def independent(self, case):
        text = case.file.read_bytes().decode("utf-8")
        # YAML 1.2 allows a tab between the words of a value, which this reader, of 1.1, refuses.
        text = re.sub(r"(?<=[^\s\"'\[{,:])\t(?=[^\s#])", " ", text)
        documents = list(yaml.load_all(text, Loader=Unique))
        if len(documents) != 1:
            raise ValueError(f"{len(documents)} documents")
        return documents[0]

    def agree(self, seen, other, case):
        case.tree = getattr(case, "tree", None) or other
        return seen == case.expected or other != case.tree

    def is_changed(self, case, seen, other):
        return other != case.tree

    def difference(self, seen, other):
        return "the file says what the seed says, and the result is another"


class Configuration(Tree):
    name = "configuration"
    share = 2

    def seeds(self):
        return [Seed("configuration", CONFIGURATION, "c.yaml")]

    def command(self, case):
        return [self.program, "plan", "c.yaml", "--results", "out", "--cache", "cache", "--format", "json", "--quiet"]


class Manifest(Tree):
    name = "manifest"

    def seeds(self):
        return [Seed("tables", TS.manifest.encode(), "sets/mine/manifest.yaml")]

    def prepare(self, folder, seed):
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "a_x.ts").write_bytes(TS(self.program).seeds()[0].data)

    def command(self, case):
        return [self.program, "datasets", "show", "mine", "--datasets", "sets", "--data", "data", "--format", "json"]


class Unique(yaml.SafeLoader):
    """YAML where a key that occurs twice is an error, and every scalar is the text that stands there."""


def mapping(loader, node, deep=False):
    loader.flatten_mapping(node)
    pairs = [(loader.construct_object(key, deep=True), loader.construct_object(value, deep=True)) for key, value in node.value]
    if len({repr(key) for key, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return {repr(key): value for key, value in pairs}


def scalar(loader, node):
    return (node.value, node.style)


Unique.add_constructor("tag:yaml.org,2002:map", mapping)
for kind in ("str", "int", "float", "bool", "null", "timestamp"):
    Unique.add_constructor(f"tag:yaml.org,2002:{kind}", scalar)


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key not in TIMES}
    return [without_times(item) for item in value] if isinstance(value, list) else value
