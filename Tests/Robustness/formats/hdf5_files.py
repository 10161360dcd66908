"""HDF5 of someone else's layout: old and new headers, chunks, filters, texts of variable length."""
import io

import h5py
import numpy

from formats.mapped import IDS, MappedFeatures, as_features, values
from harness.form import Seed
from harness.hdf5_structure import HDF5
from harness.mutate import ANY


class ForeignHDF5(MappedFeatures):
    name = "hdf5, foreign"
    file_name = "a.h5"
    modality = "{file: a, array: /emb/a, encoder: e, fittedOn: none}"
    mutations = [*ANY, *HDF5]
    share = 2

    def seeds(self):
        with_ids = {"modality": "{file: a, array: /emb/a, ids: /ids, encoder: e, fittedOn: none}"}
        return [
            Seed("old", made(("earliest", "v108")), self.path()),
            Seed("new", made(("v108", "v108")), self.path()),
            Seed("chunks", made(("v108", "v108"), chunks=(4, 3), compression="gzip", shuffle=True, fletcher32=True), self.path()),
            Seed("texts", made(("earliest", "v108"), texts=True), self.path(), with_ids)]

    def manifest(self, seed):
        text = super().manifest(seed)
        # Rows are joined by texts of variable length in the mutated file.
        return text.replace("ids: by-row", "ids: {t: clip}") if "modality" in seed.variant else text

    def independent(self, case):
        with h5py.File(case.file) as opened:
            rows = numpy.asarray(as_features(opened["/emb/a"][()]))
            if "modality" in case.seed.variant:
                ids = [text.decode() for text in opened["/ids"][()]]
                if sorted(ids) != sorted(IDS):
                    raise ValueError(f"ids {ids}")
                rows = rows[[ids.index(name) for name in IDS]]
            return rows.tolist()


def made(versions, texts=False, **options):
    file = io.BytesIO()
    with h5py.File(file, "w", libver=versions) as opened:
        opened.create_dataset("/emb/a", data=values(), **options)
        opened["/emb"].attrs["made"] = "here"
        if texts:
            opened.create_dataset("/ids", data=IDS, dtype=h5py.string_dtype())
    return file.getvalue()
