"""NumPy's .npy, and its archives .npz."""
import io
import re
import warnings
import zipfile

import numpy

from formats.mapped import MappedFeatures, as_features, values
from harness.form import Seed
from harness.mutate import ANY

TYPES = ["<f8", "<f4", ">f8", "<i4", "|u1", "|b1", "<f2", "<c16", "|O", "|S8", "<U4", "<f16", "<i8", "<u8", "|V8", "f8", "<f0"]
SHAPES = [
    "(12,)", "(12, 3)", "(3, 12)", "(12, 3, 1)", "()", "(0, 3)", "(12, 0)", "(-12, -3)", "(4294967296, 4294967296)",
    "(12, 3000000000)", "(1,) * 3", "(12L, 3L)", "(12, 3, )", "[12, 3]", "(12.0, 3)", "(11, 3)", "(12, 2)",
    "(9223372036854775807, 2)", "(" + "1, " * 100 + ")"]


def npy(array):
    file = io.BytesIO()
    numpy.save(file, array, allow_pickle=False)
    return file.getvalue()


def other_header(random, data, seeds):
    """A header that says something else of the same bytes, with its length right."""
    match = re.match(rb"\x93NUMPY(..)(..)(\{.*?\}) *\n", data, re.S)
    if not match:
        return None
    header = match[3].decode("latin-1")
    what = random.randrange(5)
    if what == 0:
        header = re.sub(r"'descr': '[^']*'", lambda _: f"'descr': '{random.choice(TYPES)}'", header)
    elif what == 1:
        header = re.sub(r"'shape': \([^)]*\)", lambda _: f"'shape': {random.choice(SHAPES)}", header)
    elif what == 2:
        header = header.replace("False", "True")
    elif what == 3:
        header = header[:-1] + random.choice(["'shape': (12, 3), ", "'x': 1, ", "'descr': '<f4', ", "__import__('os')"]) + "}"
    else:
        header = "(" * random.choice([10, 10_000]) + header
    text = header.encode("latin-1") + b" " * random.choice([0, 7, 63]) + b"\n"
    size = len(text) if random.random() < 0.8 else random.choice([0, 1, 65535])
    version = random.choice([b"\x01\x00", b"\x01\x00", b"\x02\x00", b"\x03\x00", b"\x09\x00"])
    return b"\x93NUMPY" + version + (size % 65536).to_bytes(2 if version == b"\x01\x00" else 4, "little") + text + data[match.end():]


class NPY(MappedFeatures):
    name = "npy"
    file_name = "a.npy"
    mutations = [*ANY, other_header, other_header, other_header, other_header]

    def seeds(self):
        arrays = {
            "f8": values(), "f4": values().astype("f4"), "big": values().astype(">f8"), "i4": (values() * 16).astype("i4"),
            "fortran": numpy.asfortranarray(values())}
        return [Seed(name, npy(array), self.path()) for name, array in arrays.items()]

    def independent(self, case):
        return as_features(numpy.load(case.file, allow_pickle=False))


def other_member(random, data, seeds):
    """An archive whose checksums are right and whose member is mutated, renamed, doubled or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001: a seed that was spliced
        return None
    place = random.randrange(len(members))
    name, content = members[place]
    what = random.randrange(6)
    if what < 3:
        mutated = random.choice([*ANY[:8], other_header, other_header])(random, content, [content])
        members[place] = (name, mutated or content)
    elif what == 3:
        members.append((name, content))
    elif what == 4:
        members[place] = (random.choice(["../a.npy", "/a.npy", "x" * 300 + ".npy", "a\x00.npy", "", "b.npy", "x.txt"]), content)
    else:
        members.append(("z.npy", npy(numpy.zeros(random.choice([10, 10_000_000])))))
    out = io.BytesIO()
    packing = random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    warnings.simplefilter("ignore")  # of names that occur twice, which is the point
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return out.getvalue()


class NPZ(MappedFeatures):
    name = "npz"
    file_name = "a.npz"
    modality = "{file: a, array: a, encoder: e, fittedOn: none}"
    mutations = [*ANY, other_member, other_member, other_member]

    def seeds(self):
        out = []
        for name, packing in [("stored", zipfile.ZIP_STORED), ("deflated", zipfile.ZIP_DEFLATED)]:
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w", packing) as archive:
                for member, array in [("a.npy", values()), ("other.npy", values(2))]:
                    archive.writestr(zipfile.ZipInfo(member), npy(array), packing)
            out.append(Seed(name, file.getvalue(), self.path()))
        return out

    def independent(self, case):
        with zipfile.ZipFile(case.file) as archive:
            if archive.namelist().count("a.npy") != 1:
                raise ValueError("not one array of that name")
            return as_features(numpy.load(io.BytesIO(archive.read("a.npy")), allow_pickle=False))
