"""Weights of a pretrained transformer. Another reader tells only whether the file has the seed's numbers."""
import io

import h5py
import numpy

from formats.recordings import HEAD, Recordings, TS
from harness.form import Seed
from harness.hdf5_structure import HDF5
from harness.mutate import ANY

HIDDEN, WIDE, LENGTH = 4, 6, 8
SIZES = {"feature_num": 6, "hidden": HIDDEN, "hidden_ff": WIDE, "n_heads": 2, "n_layers": 2, "sample_rate_hz": 20, "seq_len": LENGTH}
NUMBERS = [*SIZES, "layer_norm_epsilon"]

MANIFEST = HEAD.format(loader="tables").replace(
    "units: [g], channels: [acceleration-x, acceleration-y, acceleration-z]",
    "units: [g, g, g, rad/s, rad/s, rad/s], channels: [acceleration-x, acceleration-y, acceleration-z, angular-rate-x, "
    "angular-rate-y, angular-rate-z]") + """tables:
  recordings: rows
  modalities:
    - {name: acc, files: "a_{set}.ts", columns: 1..6}
    - {name: gyr, files: "a_{set}.ts", columns: [4, 5, 6]}
  subject: {constant: "1"}
  class: {column: label}
  trial: {counted: recordings}
"""


class Weights(Recordings):
    name = "weights"
    manifest = MANIFEST
    configuration = """benchmark: small
dataset: mine
protocols: [{random-40-40-10-10: {draws: 1}}]
encoders: {acc: [{limu-bert: {weights: lm.h5}}], gyr: [statistics]}
alignments: [{cca: {k: 2}}]
classifiers: [nearest-centroid]
"""
    mutations = [*ANY, *HDF5]

    def seeds(self):
        return [Seed(name, made(versions), "lm.h5") for name, versions in
                [("old", ("earliest", "v108")), ("new", ("v108", "v108"))]]

    def prepare(self, folder, seed):
        super().prepare(folder, seed)
        (folder / "data" / "a_x.ts").write_bytes(TS(self.program).seeds()[0].data)

    def observe(self, case, ending):
        with h5py.File(case.folder / "out" / "mine.h5") as opened:
            return opened["modalities/acc/features"][()].tolist()

    def independent(self, case):
        with h5py.File(case.file) as opened:
            numbers = {name: float(opened.attrs[name]) for name in NUMBERS}
            found = {}
            opened["weights"].visititems(
                lambda name, item: found.update({name: item[()].astype("f4").tobytes()}) if isinstance(item, h5py.Dataset) else None)
            return [numbers, sorted(found.items())]

    def agree(self, seen, other, case):
        case.variant_numbers = getattr(case, "variant_numbers", None) or other
        return seen == case.expected or other != case.variant_numbers

    def difference(self, seen, other):
        return "the weights are those of the seed and the features are not"


def made(versions):
    drawn = numpy.random.default_rng(3)
    file = io.BytesIO()
    with h5py.File(file, "w", libver=versions) as opened:
        for name, value in SIZES.items():
            opened.attrs[name] = value
        opened.attrs["layer_norm_epsilon"] = 1e-12

        def linear(path, inputs, outputs):
            opened[f"weights/{path}/weight"] = drawn.integers(-8, 8, (outputs, inputs)).astype("f4") / 8
            opened[f"weights/{path}/bias"] = drawn.integers(-8, 8, outputs).astype("f4") / 8

        def norm(path):
            opened[f"weights/{path}/gamma"] = numpy.ones(HIDDEN, "f4")
            opened[f"weights/{path}/beta"] = numpy.zeros(HIDDEN, "f4")

        block = "transformer"
        linear(f"{block}/embed/lin", 6, HIDDEN)
        norm(f"{block}/embed/norm")
        opened[f"weights/{block}/embed/pos_embed/weight"] = drawn.integers(-8, 8, (LENGTH, HIDDEN)).astype("f4") / 8
        for name in "qkv":
            linear(f"{block}/attn/proj_{name}", HIDDEN, HIDDEN)
        linear(f"{block}/proj", HIDDEN, HIDDEN)
        linear(f"{block}/pwff/fc1", HIDDEN, WIDE)
        linear(f"{block}/pwff/fc2", WIDE, HIDDEN)
        norm(f"{block}/norm1")
        norm(f"{block}/norm2")
    return file.getvalue()
