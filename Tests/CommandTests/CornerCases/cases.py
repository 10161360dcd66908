"""Makes one data set of a kind that once gave a wrong number, below the current folder: python cases.py CASE.

Every case writes `sets/CASE/manifest.yaml` with its data and `config.yaml`. Features are 96 samples of 4 classes and 4 persons in two
views of one latent; recordings are 16 short walks of an accelerometer and a gyroscope. The same numbers stand in every case.
"""

import io
import os
import struct
import sys
import zlib

import h5py
import numpy as np

CLASSES = ["walk", "run", "sit", "lie"]
IDS = [f"a{c}_s{s}_t{t}" for c in range(4) for s in range(1, 5) for t in range(1, 7)]
LABELS = np.array([int(i[1]) for i in IDS])
SUBJECTS = np.array([int(i.split("_s")[1][0]) for i in IDS])
TRIALS = np.array([int(i[-1]) for i in IDS])


def views(d1=6, d2=5):
    """Two linear views of a latent of 3 dimensions with a little noise, one sample a row."""
    random = np.random.default_rng(0)
    latent = 3 * random.normal(size=(4, 3))[LABELS] + 0.4 * random.normal(size=(len(IDS), 3))
    return [latent @ random.normal(size=(3, d)) + 0.05 * random.normal(size=(len(IDS), d)) for d in (d1, d2)]


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def head(case, classes):
    return f"""id: {case}
title: made up
version: "1"
licence: CC0-1.0
citation: none
classes: [{", ".join(classes)}]
"""


def configuration(case, alignments="- perfect: {k: 3}", more="", overlap="disjoint"):
    write("config.yaml", f"""benchmark: {case}
dataset: {case}
protocols:
  - cross-subject: {{overlap: {overlap}}}
{more}alignments:
  {alignments}
classifiers: [nearest-centroid]
""")


def features(case, fill, classes=CLASSES, file="f.h5", alignments="- perfect: {k: 3}", labels="L", ids="ids"):
    """A data set of features whose file `fill(path)` writes."""
    data = f"sets/{case}/data"
    os.makedirs(data, exist_ok=True)
    fill(f"{data}/{file}")
    write(f"sets/{case}/manifest.yaml", head(case, classes) + f"""features:
  file: {file}
  modalities:
    x: {{array: X, encoder: mine, fittedOn: none}}
    y: {{array: Y, encoder: mine, fittedOn: none}}
  ids: {ids}
  labels: {labels}
  subjects: S
  trials: T
""")
    configuration(case, alignments)


def table(path, labels=None, skip=(), **options):
    """The features in one HDF5 file, without the arrays in `skip`."""
    x, y = views()
    arrays = {"X": x, "Y": y, "L": LABELS if labels is None else labels, "S": SUBJECTS, "T": TRIALS}
    with h5py.File(path, "w", **options) as file:
        for name, values in arrays.items():
            if name not in skip:
                file[name] = values
        file["ids"] = np.array(IDS, dtype=h5py.string_dtype())


def plain(case):
    features(case, table)


def null_class(case):
    """Classes are named 1 to 4, labels are 0 to 4: 0 is no class."""
    labels = LABELS + 1
    labels[::7] = 0
    features(case, lambda path: table(path, labels), ['"1"', '"2"', '"3"', '"4"'])


def enumeration(case):
    """An HDF5 enumeration whose numbers are not the places of the classes in the manifest."""
    values = {"lie": 0, "sit": 1, "run": 2, "walk": 3}

    def fill(path):
        table(path, skip=("L",))
        with h5py.File(path, "r+") as file:
            kind = h5py.enum_dtype(values, basetype="u1")
            file.create_dataset("L", data=np.array([values[CLASSES[c]] for c in LABELS], "u1"), dtype=kind)

    features(case, fill)


def virtual(case, present):
    """X lies in two other files; the second is left out where `present` is false."""
    def fill(path):
        table(path, skip=("X",))
        x, folder = views()[0], os.path.dirname(path)
        layout = h5py.VirtualLayout(x.shape, x.dtype)
        for part, rows in enumerate((slice(0, 48), slice(48, 96))):
            layout[rows] = h5py.VirtualSource(f"part{part}.h5", "X", x[rows].shape)
            if part == 0 or present:
                with h5py.File(f"{folder}/part{part}.h5", "w") as source:
                    source["X"] = x[rows]
        with h5py.File(path, "r+") as file:
            file.create_virtual_dataset("X", layout)

    features(case, fill)


def external_link(case):
    def fill(path):
        table(path, skip=("X",))
        with h5py.File(os.path.join(os.path.dirname(path), "other.h5"), "w") as other:
            other["X"] = views()[0]
        with h5py.File(path, "r+") as file:
            file["X"] = h5py.ExternalLink("other.h5", "/X")

    features(case, fill)


def never_written(case):
    """X is declared and never written: its zeros are nobody's measurement."""
    def fill(path):
        table(path, skip=("X",))
        with h5py.File(path, "r+") as file:
            file.create_dataset("X", shape=(len(IDS), 6), dtype="f8", chunks=(16, 6))

    features(case, fill)


def filtered(case):
    def fill(path):
        table(path, skip=("X",))
        with h5py.File(path, "r+") as file:
            # Few digits and one chunk, so that the filter has something to do.
            file.create_dataset("X", data=np.round(views()[0]), chunks=(len(IDS), 6), compression="lzf")

    features(case, fill)


def headless(case):
    """A table of features without a line of names; the manifest's names are the first sample's values."""
    x, y = views()
    rows = [[i, CLASSES[c], *(f"{v:.5f}" for v in (*a, *b))] for i, c, a, b in zip(IDS, LABELS, x, y)]
    write(f"sets/{case}/data/t.csv", "\n".join(",".join(row) for row in rows) + "\n")
    first = rows[0]
    quoted = [", ".join(f'"{v}"' for v in part) for part in (first[2:8], first[8:])]
    write(f"sets/{case}/manifest.yaml", head(case, CLASSES) + f"""features:
  files: {{t: t.csv}}
  modalities:
    x: {{file: t, columns: [{quoted[0]}], encoder: mine, fittedOn: none}}
    y: {{file: t, columns: [{quoted[1]}], encoder: mine, fittedOn: none}}
  ids: {first[0]}
  labels: {{file: t, array: {first[1]}}}
  pattern: '^a\\d+_s(?<subject>\\d+)_t(?<trial>\\d+)$'
""")
    configuration(case)


def many_features(case, columns=None):
    """More features than samples on both sides: every direction of the common row space has correlation 1."""
    x, y = views(60, 70)
    order = np.random.default_rng(1).permutation(60) if columns else np.arange(60)

    def fill(path):
        table(path, skip=("X", "Y"))
        with h5py.File(path, "r+") as file:
            file["X"], file["Y"] = x[:, order], y

    features(case, fill, alignments="\n  ".join(
        ["- cca: {k: 3}", "- csa: {k: 3}", "- gcca: {k: 3, ridge: 0}", "- mcca: {k: 3, ridge: 0}", "- knn-propagation"]))


def zipped(case):
    """An .npz of which one member inflates to a byte more than it says, under a CRC-32 of something else."""
    data = f"sets/{case}/data"
    os.makedirs(data, exist_ok=True)
    x, y = views()
    members = {}
    for name, values in {"X": x, "Y": y, "L": LABELS, "S": SUBJECTS, "T": TRIALS, "ids": np.array(IDS)}.items():
        held = io.BytesIO()
        np.save(held, values)
        members[name + ".npy"] = held.getvalue()
    with open(f"{data}/f.npz", "wb") as file:
        file.write(archive(members, longer="X.npy"))
    features(case, lambda path: None, file="f.npz")


def archive(members, longer):
    """A zip archive of deflated members; the one named is a byte longer than it says, and its CRC-32 is wrong."""
    local, central = b"", b""
    for name, content in members.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        extra = b"\0" if name == longer else b""
        packed = packer.compress(content + extra) + packer.flush()
        crc = zlib.crc32(content) ^ (1 if name == longer else 0)
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(packed), len(content), len(name), 0)
        central += b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + name.encode()
        local += b"PK\3\4" + fields + name.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), len(local), 0)
    return local + central + b"PK\5\6" + end


def matlab5_sizes(case):
    """A MATLAB 5 file whose matrix says 80 x 3 and holds 8 numbers."""
    data = f"sets/{case}/data"
    os.makedirs(data, exist_ok=True)

    def element(kind, content):
        return struct.pack("<II", kind, len(content)) + content + bytes(-len(content) % 8)

    for person, move, repetition, name in walks():
        values = signal(person, move, repetition)[1]
        for kind, columns in (("a", slice(0, 3)), ("g", slice(3, 6))):
            numbers = values[:, columns].T.tobytes()
            if name == "s1_curl_1" and kind == "a":
                numbers = numbers[:64]
            matrix = (element(6, struct.pack("<II", 6, 0)) + element(5, struct.pack("<ii", 80, 3))
                      + element(1, b"V") + element(9, numbers))
            with open(f"{data}/{name}_{kind}.mat", "wb") as file:
                file.write(b"MATLAB 5.0 MAT-file, made by a test".ljust(124) + b"\x00\x01IM" + element(14, matrix))
    tables(case, [(PATH + "_a.mat", "[1, 2, 3]"), (PATH + "_g.mat", "[1, 2, 3]")], "      array: {variable: V}\n")


def leaving_name(case):
    """A feature file of this suite's schema that names its data set '../victim'."""
    with h5py.File("f.h5", "w") as file:
        for key, value in {"schema": "hartransfer-features/1", "dataset": "../victim", "dataset_version": "1",
                           "created_by": "x", "licence": "x", "citation": "x"}.items():
            file.attrs[key] = value
        text = h5py.string_dtype()
        file["labels"], file["subjects"] = LABELS.astype("i4"), SUBJECTS.astype("i4")
        file["class_names"], file["sample_ids"] = np.array(CLASSES, dtype=text), np.array(IDS, dtype=text)
        for name, values in zip("xy", views()):
            made = file.create_dataset(f"modalities/{name}/features", data=values, chunks=values.shape)
            for key, value in {"encoder": "mine", "encoder_parameters": "{}", "pretrained_on": "none",
                               "fitted_on": "none", "units": "none"}.items():
                made.attrs[key] = value
                file[f"modalities/{name}"].attrs[key] = value
    configuration(case, overlap="shared")
    with open("config.yaml") as file:
        text = file.read().replace(f"dataset: {case}", "dataset: {features: {files: [f.h5]}}")
    write("config.yaml", text)


# Recordings

def signal(person, move, repetition, rate=20, seconds=4):
    """Acceleration and angular rate, one frame a row."""
    time = np.arange(rate * seconds) / rate
    random = np.random.default_rng(100 * person + 10 * move + repetition)
    frequency = (0.5, 1.25)[move] * (1 + 0.05 * person)
    wave = np.stack([np.sin(2 * np.pi * frequency * time + k) * (k + 1 + move) for k in range(6)], 1)
    return time, wave + 0.1 * random.normal(size=wave.shape)


def walks():
    for person in range(1, 5):
        for move in range(2):
            for repetition in (1, 2):
                yield person, move, repetition, f"s{person}_{('squat', 'curl')[move]}_{repetition}"


def tables(case, reading, modality="", rate=20, below="", more=""):
    def one(name, title, unit, files, columns):
        channels = ", ".join(name[0] + axis for axis in "xyz")
        return (f"  - {{name: {name}, title: {title}, rate: {rate}, units: [{unit}], channels: [{channels}], placement: wrist}}\n",
                f"    - name: {name}\n      files: \"{below}{files}\"\n      columns: {columns}\n{modality}")

    made = [one("accelerometer", "a", "m/s^2", *reading[0]), one("gyroscope", "g", "rad/s", *reading[1])]
    write(f"sets/{case}/manifest.yaml", head(case, ["squat", "curl"]) + f"""loader: tables
modalities:
{"".join(m[0] for m in made)}tables:
  recordings: file
  modalities:
{"".join(m[1] for m in made)}  subject: {{path: person}}
  class: {{path: move}}
  trial: {{path: rep}}
{more}homepage: https://example.org
checksums: []
checksumsUnknown: made up
fetch: {{method: by-hand, byHand: none}}
""")
    configuration(case, "- perfect: {k: 2}", "encoders: {accelerometer: [statistics], gyroscope: [statistics]}\n", "shared")


PATH = "s{person:[0-9]+}_{move:[a-z]+}_{rep:[0-9]+}"
TIME = "      time: {column: t, unit: s}\n"


def csv(case, names="t,ax,ay,az,gx,gy,gz", rate=20, told="", data=None, columns=("[ax, ay, az]", "[gx, gy, gz]")):
    for person, move, repetition, name in walks():
        time, values = signal(person, move, repetition, rate)
        rows = np.column_stack([time, values])
        write(f"{data or f'sets/{case}/data'}/{name}.csv",
              names + "\n" + "\n".join(",".join(f"{v:.6g}" for v in row) for row in rows) + "\n")
    tables(case, [(PATH + ".csv", columns[0]), (PATH + ".csv", columns[1])], TIME + told)


def two_of_a_name(case):
    csv(case, names="t,x,y,z,x,y,z", columns=("[x, y, z]", "[x, y, z]"))


def aliased(case, told=""):
    """Times say 100 Hz, the manifest 20."""
    csv(case, rate=100, told=told)


def linked_folder(case):
    csv(case, data="elsewhere")
    os.makedirs(f"sets/{case}/data", exist_ok=True)
    for name in os.listdir("elsewhere"):
        os.makedirs("elsewhere/Protocol", exist_ok=True)
        if name.endswith(".csv"):
            os.rename(f"elsewhere/{name}", f"elsewhere/Protocol/{name}")
    os.symlink(os.path.abspath("elsewhere/Protocol"), f"sets/{case}/data/Protocol")
    tables(case, [(PATH + ".csv", "[ax, ay, az]"), (PATH + ".csv", "[gx, gy, gz]")], TIME, below="Protocol/")


def neighbour(case):
    plain(case)
    write("sets/another/manifest.yaml", "id: another\nclasses: {a: [}\n")


def matlab73(case, named):
    """MATLAB 7.3: HDF5 behind a block of 512 bytes, axes stored in reverse."""
    data = f"sets/{case}/data"
    os.makedirs(data, exist_ok=True)
    for person, move, repetition, name in walks():
        values = signal(person, move, repetition)[1]
        for kind, columns in (("a", slice(0, 3)), ("g", slice(3, 6))):
            path = f"{data}/{name}_{kind}.mat"
            with h5py.File(path, "w", userblock_size=512) as file:
                file["V"] = np.ascontiguousarray(values[:, columns].T)
                file["V"].attrs["MATLAB_class"] = np.bytes_("double")
            with open(path, "r+b") as file:
                file.write(b"MATLAB 7.3 MAT-file, made by a test".ljust(116) + bytes(8) + b"\x00\x02IM")
    tables(case, [(PATH + "_a.mat", "[1, 2, 3]"), (PATH + "_g.mat", "[1, 2, 3]")],
           "      array: {variable: V}\n" if named else "")


def numpy_arrays(case):
    """The same recordings as .npy files."""
    data = f"sets/{case}/data"
    os.makedirs(data, exist_ok=True)
    for person, move, repetition, name in walks():
        values = signal(person, move, repetition)[1]
        np.save(f"{data}/{name}_a.npy", values[:, :3])
        np.save(f"{data}/{name}_g.npy", values[:, 3:])
    tables(case, [(PATH + "_a.npy", "[1, 2, 3]"), (PATH + "_g.npy", "[1, 2, 3]")])


def matlab73_objects(case):
    """Labels are a MATLAB categorical, of which HDF5 holds references to its parts."""
    def fill(path):
        x, y = views()
        with h5py.File(path, "w", userblock_size=512) as file:
            for name, values in (("X", x.T), ("Y", y.T), ("S", SUBJECTS[None, :] * 1.0), ("T", TRIALS[None, :] * 1.0)):
                file[name] = values
                file[name].attrs["MATLAB_class"] = np.bytes_("double")
            labels = file.create_dataset("L", data=np.array([[0xDD000000, 2, 1, 1, 1, 1]], "u4"))
            labels.attrs["MATLAB_class"] = np.bytes_("categorical")
            labels.attrs["MATLAB_object_decode"] = np.int32(3)
        with open(path, "r+b") as file:
            file.write(b"MATLAB 7.3 MAT-file, made by a test".ljust(116) + bytes(8) + b"\x00\x02IM")

    features(case, fill, file="f.mat", ids="by-row")


CASES = {
    "plain": plain, "null-class": null_class, "enumeration": enumeration, "headless": headless,
    "virtual-absent": lambda case: virtual(case, False), "virtual-present": lambda case: virtual(case, True),
    "external-link": external_link, "never-written": never_written, "lzf": filtered, "npz-crc": zipped, "matlab5-sizes": matlab5_sizes,
    "order-as-is": many_features, "order-of-columns": lambda case: many_features(case, True),
    "leaving-name": leaving_name, "recordings": csv, "two-of-a-name": two_of_a_name, "aliased": aliased,
    "not-aliased": lambda case: aliased(case, "      rate: 100\n"), "linked-folder": linked_folder, "neighbour": neighbour,
    "numpy-arrays": numpy_arrays, "matlab73-named": lambda case: matlab73(case, True),
    "matlab73-unnamed": lambda case: matlab73(case, False), "matlab73-objects": matlab73_objects,
}

if __name__ == "__main__":
    CASES[sys.argv[1]](sys.argv[1])
