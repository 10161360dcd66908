"""Writes the inputs that fuzzing begins with: small valid files of every kind, of made-up data. Configurations and manifests
are not among them: `run.sh` takes those of the project.

    python Tests/Fuzz/make_corpus.py PROGRAM

PROGRAM is `hartransfer`, which writes a plan and a record. Needs h5py, NumPy and SciPy.
"""
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import h5py
import numpy as np
import scipy.io

CORPUS = pathlib.Path(__file__).resolve().parent / "Corpus"
CONFIGURATION = """benchmark: tiny
dataset: {synthetic: {samples: 120, dimensions: [3, 2], latentDimension: 2}}
protocols: [{random-40-40-10-10: {draws: 1}}]
directions: [modality-1 -> modality-2]
alignments: [{perfect: {k: [1, 2], scaling: centred}}]
classifiers: [nearest-centroid]
"""
TABLE = 'time,ax,"a, y",label\n0.00,1.5,-2,rest\n0.02,nan,3e-1,"wa""ve"\n0.04,,0,rest\n'
PREDICTIONS = 'id,split,predicted\none,draw-1,walk\n"two, too",draw-1,2\n'
PROBABILITIES = "id,walk,rest\none,0.25,0.75\ntwo,1,0\n"
SERIES = "# made up\n@problemName tiny\n@univariate false\n@classLabel true a b\n@data\n1,2,3:4,5,6:a\n1,?,3:7,8,9:b\n"


def write(parser, name, data):
    folder = CORPUS / parser
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def features(path):
    with h5py.File(path, "w", libver="earliest") as file:
        for key, text in [("schema", "hartransfer-features/1"), ("dataset", "tiny"), ("created_by", "make_corpus.py")]:
            file.attrs[key] = text
        file["class_names"] = np.array(["a", "b"], dtype="S1")
        file["labels"] = np.array([0, 1, 0], dtype=np.int32)
        file["subjects"] = np.array([1, 1, 2], dtype=np.int32)
        file["sample_ids"] = np.array(["one", "two", "three"], dtype=h5py.string_dtype())
        for name, dtype in [("imu", "f4"), ("video", "f8")]:
            array = file.create_dataset(f"modalities/{name}/features", data=np.arange(6, dtype=dtype).reshape(3, 2))
            for key, text in [("encoder", "none"), ("fitted_on", "none")]:
                array.attrs[key] = text


def weights(path):
    """A transformer of 2 layers and 4 hidden states."""
    hidden, wide, length = 4, 6, 8
    drawn = np.random.default_rng(3)
    with h5py.File(path, "w", libver="earliest") as file:
        sizes = {"feature_num": 6, "hidden": hidden, "hidden_ff": wide, "n_heads": 2, "n_layers": 2, "sample_rate_hz": 20,
                 "seq_len": length, "layer_norm_epsilon": 1e-12}
        for name, value in sizes.items():
            file.attrs[name] = value
        layers = {"embed/lin": (hidden, 6), "proj": (hidden, hidden), "pwff/fc1": (wide, hidden), "pwff/fc2": (hidden, wide)}
        layers |= {f"attn/proj_{name}": (hidden, hidden) for name in "qkv"}
        for name, shape in layers.items():
            file[f"weights/transformer/{name}/weight"] = drawn.normal(size=shape).astype("f4")
            file[f"weights/transformer/{name}/bias"] = np.zeros(shape[0], "f4")
        for name in ["embed/norm", "norm1", "norm2"]:
            file[f"weights/transformer/{name}/gamma"] = np.ones(hidden, "f4")
            file[f"weights/transformer/{name}/beta"] = np.zeros(hidden, "f4")
        file["weights/transformer/embed/pos_embed/weight"] = drawn.normal(size=(length, hidden)).astype("f4")


def archives():
    members = {"data/one.csv": b"1,2\n", "data/empty": b"", "read me.txt": b"x" * 700}
    for name in ["tar", "tar.gz", "tar.bz2", "tar.xz"]:
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w:" + name[4:]) as archive:
            for path, data in members.items():
                member = tarfile.TarInfo(path)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        write("archive", f"small.{name}", stream.getvalue())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    write("archive", "small.zip", stream.getvalue())


def main(program):
    shutil.rmtree(CORPUS, ignore_errors=True)
    write("table", "table.csv", TABLE)
    write("series", "cases.ts", SERIES)
    write("predictions", "classes.csv", PREDICTIONS)
    write("predictions", "probabilities.csv", PROBABILITIES)
    archives()
    for name, array in [("floats", np.arange(6.0).reshape(2, 3)), ("whole", np.arange(4, dtype="<i2")),
                        ("texts", np.array(["a", "bc"])), ("fortran", np.asfortranarray(np.eye(2, dtype="f4")))]:
        stream = io.BytesIO()
        np.save(stream, array)
        write("numpy", f"{name}.npy", stream.getvalue())
    for name, save in [("plain", np.savez), ("compressed", np.savez_compressed)]:
        stream = io.BytesIO()
        save(stream, x=np.arange(3), y=np.array(["a"]))
        write("numpy", f"{name}.npz", stream.getvalue())
    for name, compressed in [("plain", False), ("compressed", True)]:
        stream = io.BytesIO()
        content = {"x": np.arange(6.0).reshape(2, 3), "text": "abc", "cells": np.array([[1.0, 2.0], "c"], dtype=object),
                   "s": {"field": np.int8([1, 2])}}
        scipy.io.savemat(stream, content, do_compression=compressed)
        write("matlab", f"{name}.mat", stream.getvalue())
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        features(scratch / "features.h5")
        write("features", "features.h5", (scratch / "features.h5").read_bytes())
        weights(scratch / "weights.h5")
        write("weights", "weights.h5", (scratch / "weights.h5").read_bytes())
        (scratch / "tiny.yaml").write_text(CONFIGURATION)
        subprocess.run(
            [program, "run", "tiny.yaml", "--results", "results", "--quiet"], cwd=scratch, check=True,
            stdout=subprocess.DEVNULL)
        write("plan", "plan.json", (scratch / "results/tiny/plan.json").read_bytes())
        record = sorted((scratch / "results/tiny/records").glob("*.json"))[0]
        # The key is what the fuzzed file is called.
        content = json.loads(record.read_text()) | {"key": "fuzzed"}
        write("record", "record.json", json.dumps(content, separators=(",", ":")))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
