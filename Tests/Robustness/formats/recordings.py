"""Recordings, whose frames the encoder `frames` hands on as they are: .ts files, and prepared recordings in HDF5."""
import io

import h5py
import numpy

from harness.form import Form, Seed
from harness.hdf5_structure import HDF5
from harness.lines import TEXT
from harness.mutate import ANY

COUNT, LENGTH = 12, 8
CLASSES = ["walk", "run", "sit"]
SENSORS = {"acc": ["acceleration-x", "acceleration-y", "acceleration-z"], "gyr": ["angular-rate-x", "angular-rate-y", "angular-rate-z"]}
UNITS = {"acc": "g", "gyr": "rad/s"}

HEAD = """id: mine
title: Recordings
version: "1"
loader: {loader}
subjects: [1, 2, 3, 4]
classes: [walk, run, sit]
modalities:
  - {{name: acc, title: A, rate: 20, placement: wrist, units: [g], channels: [acceleration-x, acceleration-y, acceleration-z]}}
  - {{name: gyr, title: G, rate: 20, placement: wrist, units: [rad/s], channels: [angular-rate-x, angular-rate-y, angular-rate-z]}}
licence: none
citation: none
homepage: https://example.org
checksums: []
checksumsUnknown: made up
fetch: {{method: by-hand, byHand: none}}
"""
TABLES = """tables:
  recordings: rows
  modalities:
    - {name: acc, files: "a_{set}.ts", columns: [1, 2, 3]}
    - {name: gyr, files: "a_{set}.ts", columns: [4, 5, 6]}
  subject: {constant: "1"}
  class: {column: label}
  trial: {counted: recordings}
"""
CONFIGURATION = """benchmark: small
dataset: mine
protocols: [{random-40-40-10-10: {draws: 1}}]
frames:
  encoders: {acc: [{frames: {count: 8}}], gyr: [{frames: {count: 8}}]}
  alignments: [{cca: {k: 2}}]
  classifiers: [nearest-centroid]
"""


def series():
    """Recordings x channels x frames, exact in any format."""
    grid = numpy.arange(COUNT * 6 * LENGTH, dtype=float).reshape(COUNT, 6, LENGTH)
    return ((grid * 37) % 509 - 250) / 64


class Recordings(Form):
    manifest, configuration = "", CONFIGURATION
    # Below it stands the data set; what is encoded is compared frame by frame.
    seen_modalities = ("acc", "gyr")

    def prepare(self, folder, seed):
        (folder / "sets" / "mine").mkdir(parents=True)
        (folder / "data").mkdir()
        (folder / "sets" / "mine" / "manifest.yaml").write_text(self.manifest)
        (folder / "c.yaml").write_text(self.configuration)

    def command(self, case):
        return [
            self.program, "encode", "c.yaml", "--datasets", "sets", "--data", "data", "--output", "out", "--cache", "cache",
            "--quiet"]

    def observe(self, case, ending):
        with h5py.File(case.folder / "out" / "mine.h5") as opened:
            labels = zip(opened["sample_ids"][()].tolist(), opened["labels"][()].tolist())
            frames = [opened[f"modalities/{name}/frames"][()].tolist() for name in self.seen_modalities]
            return [(label, *[rows[place] for rows in frames]) for place, (_, label) in enumerate(labels)]

    def left_behind(self, case):
        return "a feature file of a refused input" if (case.folder / "out" / "mine.h5").exists() else ""

    def agree(self, seen, other, case):
        return sorted(map(repr, seen)) == sorted(map(repr, other))


class TS(Recordings):
    name = "ts"
    manifest = HEAD.format(loader="tables") + TABLES
    mutations = [*ANY, *TEXT, *TEXT]

    def seeds(self):
        head = [
            "@problemName a", "@timeStamps false", "@missing false", "@univariate false", "@dimensions 6", "@equalLength true",
            f"@seriesLength {LENGTH}", f"@classLabel true {' '.join(CLASSES)}", "@data"]
        rows = [":".join([",".join(map(str, channel)) for channel in recording] + [CLASSES[place % 3]])
                for place, recording in enumerate(series().tolist())]
        return [Seed("ts", ("\n".join(head + rows) + "\n").encode(), "data/a_x.ts")]

    def independent(self, case):
        text = case.file.read_bytes().decode("utf-8-sig")
        lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
        lines = [line for line in lines if line and not line.startswith("#")]
        start = [line.lower() for line in lines].index("@data")
        out = []
        for line in lines[start + 1:]:
            *channels, label = line.split(":")
            values = numpy.array([[strict(cell) for cell in channel.split(",")] for channel in channels])
            if values.shape != (6, LENGTH) or not numpy.isfinite(values).all():
                raise ValueError(f"{values.shape}")
            # No sign of zero: it is none to the program, and no value.
            values = values.astype("f4").astype(float) + 0.0
            out.append((CLASSES.index(label.strip()), values[:3].T.tolist(), values[3:].T.tolist()))
        return out


def strict(text):
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)


class PreparedRecordings(Recordings):
    name = "recordings"
    manifest = HEAD.format(loader="prepared-recordings")
    mutations = [*ANY, *HDF5]

    def seeds(self):
        return [Seed(name, made(versions), "data/recordings.h5") for name, versions in
                [("old", ("earliest", "v108")), ("new", ("v108", "v108"))]]

    def independent(self, case):
        with h5py.File(case.file) as opened:
            labels = opened["labels"][()].tolist()
            out = []
            for place in range(len(opened["ids"])):
                row = [labels[place]]
                for name in self.seen_modalities:
                    bounds = opened[f"modalities/{name}/offsets"][()]
                    if bounds[place + 1] - bounds[place] != LENGTH:
                        raise ValueError("another length")
                    row.append(opened[f"modalities/{name}/frames"][bounds[place]:bounds[place + 1]].astype(float).tolist())
                out.append(tuple(row))
            return out


def made(versions):
    file = io.BytesIO()
    with h5py.File(file, "w", libver=versions) as opened:
        opened.attrs["schema"] = numpy.bytes_("hartransfer-recordings/1")
        opened["ids"] = numpy.array([f"r{place:02d}" for place in range(COUNT)], dtype="S")
        opened["class_names"] = numpy.array(CLASSES, dtype="S")
        opened["labels"] = numpy.arange(COUNT, dtype="i4") % 3
        opened["subjects"] = numpy.ones(COUNT, dtype="i4")
        opened["trials"] = numpy.arange(COUNT, dtype="i4") // 3 + 1
        for number, (name, channels) in enumerate(SENSORS.items()):
            group = opened.create_group(f"modalities/{name}")
            group["frames"] = series()[:, 3 * number:3 * number + 3].transpose(0, 2, 1).reshape(-1, 3).astype("f4")
            group["offsets"] = numpy.arange(COUNT + 1, dtype="i8") * LENGTH
            group.attrs["rate"] = 20.0
            group.attrs["channels"] = numpy.array(channels, dtype="S")
            group.attrs["units"] = numpy.bytes_(UNITS[name])
    return file.getvalue()
