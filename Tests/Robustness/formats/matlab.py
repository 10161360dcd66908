"""MATLAB's files, version 5 (plain and compressed) and 7.3."""
import io
import struct
import zlib

import h5py
import numpy
import scipy.io

from formats.mapped import MappedFeatures, as_features, values
from harness.form import Seed
from harness.hdf5_structure import HDF5
from harness.mutate import ANY


def inside(random, data, seeds):
    """The content of a compressed element changed and packed again; of a plain one a tag or a size changed."""
    if len(data) < 200:
        return None
    kind, size = struct.unpack_from("<II", data, 128)
    if kind != 15:
        return one_word(random, data, 128)
    try:
        content = zlib.decompress(data[136:136 + size])
    except zlib.error:
        return None
    content = one_word(random, content, 0) if random.random() < 0.8 else content[:random.randrange(len(content))]
    packed = zlib.compress(content)
    return data[:128] + struct.pack("<II", 15, len(packed)) + packed + data[136 + size:]


def one_word(random, data, start):
    """A word at one of the places where tags, flags, sizes and names stand."""
    place = start + 4 * random.randrange(min(40, (len(data) - start) // 4))
    word = random.choice([
        0, 1, 2, 7, 9, 14, 15, 16, 18, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x40000000, 0x00080006, random.randrange(64),
        random.randrange(1 << 32)])
    return data[:place] + struct.pack("<I", word) + data[place + 4:]


class MAT5(MappedFeatures):
    name = "mat-5"
    file_name = "a.mat"
    modality = "{file: a, array: a, encoder: e, fittedOn: none}"
    mutations = [*ANY, inside, inside, inside]

    def seeds(self):
        out = []
        for name, compressed in [("plain", False), ("compressed", True)]:
            file = io.BytesIO()
            content = {"a": values(), "names": numpy.array(["x", "yy"], dtype=object), "s": {"f": values(1)[:2]}}
            scipy.io.savemat(file, content, do_compression=compressed, format="5")
            data = file.getvalue()
            # The date in the head would make other seeds every day.
            out.append(Seed(name, b"MATLAB 5.0 MAT-file".ljust(116) + data[116:], self.path()))
        return out

    def independent(self, case):
        return as_features(scipy.io.loadmat(case.file, variable_names=["a"])["a"])


class MAT73(MappedFeatures):
    name = "mat-7.3"
    file_name = "a.mat"
    modality = "{file: a, array: a, encoder: e, fittedOn: none}"
    mutations = [*ANY, *HDF5]

    def seeds(self):
        out = []
        for name, options in [("plain", {}), ("gzip", {"chunks": (WIDTH_FIRST), "compression": "gzip"})]:
            file = io.BytesIO()
            with h5py.File(file, "w", userblock_size=512, libver=("earliest", "v108"), track_order=False) as opened:
                stored = opened.create_dataset("a", data=numpy.ascontiguousarray(values().T), **options)
                stored.attrs["MATLAB_class"] = numpy.bytes_(b"double")
            head = b"MATLAB 7.3 MAT-file".ljust(116) + b"\0" * 8 + b"\x00\x02IM"
            out.append(Seed(name, head + file.getvalue()[128:], self.path()))
        return out

    def independent(self, case):
        with h5py.File(case.file) as opened:
            return as_features(opened["a"][()].T)


WIDTH_FIRST = (3, 4)
