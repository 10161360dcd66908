"""Feature files of the program's own schema."""
import io

import h5py
import numpy

from formats.mapped import CLASSES, IDS, SAMPLES, MappedFeatures, as_features, values
from harness.form import Seed
from harness.hdf5_structure import HDF5
from harness.mutate import ANY


class FeatureFile(MappedFeatures):
    name = "features"
    file_name = "a.h5"
    mutations = [*ANY, *HDF5]
    share = 3

    def seeds(self):
        return [
            Seed("old", made(("earliest", "v108")), "a.h5"),
            Seed("new", made(("v108", "v108")), "a.h5"),
            Seed("chunks", made(("v108", "v108"), chunks=(4, 3), compression="gzip"), "a.h5"),
            Seed("f4", made(("v108", "v108"), kind="f4", texts=True), "a.h5")]

    def prepare(self, folder, seed):
        folder.mkdir(parents=True)

    def command(self, case):
        return [
            self.program, "align", "a.h5", "--modalities", "a,b", "--method", "none", "--reduction",
            "{standardise: false}", "--output", "out.h5", "--quiet", "--format", "json"]

    def observe(self, case, ending):
        return read(case.folder / "out.h5")

    def independent(self, case):
        return read(case.file)

    def agree(self, seen, other, case):
        return seen == other

    def difference(self, seen, other):
        return "; ".join(f"{name}: {str(seen[name])[:80]} against {str(other[name])[:80]}" for name in seen if seen[name] != other[name])


def read(file):
    """What every reader must agree on; class and subject of each sample with its features."""
    with h5py.File(file) as opened:
        modalities = {name: as_features(opened[f"modalities/{name}/features"][()]) for name in ("a", "b")}
        texts = {name: [text.decode() for text in opened[name][()]] for name in ("class_names", "sample_ids")}
        numbers = {name: opened[name][()].tolist() for name in ("labels", "subjects")}
        return {**modalities, **texts, **numbers}


def made(versions, kind="f8", texts=False, **options):
    file = io.BytesIO()
    with h5py.File(file, "w", libver=versions) as opened:
        for name, text in [
                ("schema", "hartransfer-features/1"), ("dataset", "mine"), ("dataset_version", "1"), ("created_by", "a test"),
                ("licence", "none"), ("citation", "none")]:
            opened.attrs[name] = text if texts else numpy.bytes_(text)
        opened["labels"] = numpy.arange(SAMPLES, dtype="i4") % len(CLASSES)
        opened["subjects"] = numpy.arange(SAMPLES, dtype="i4") % 4 + 1
        strings = h5py.string_dtype() if texts else None
        opened.create_dataset("class_names", data=CLASSES if texts else numpy.array(CLASSES, dtype="S"), dtype=strings)
        opened.create_dataset("sample_ids", data=IDS if texts else numpy.array(IDS, dtype="S"), dtype=strings)
        for name, offset in [("a", 0.0), ("b", 0.5)]:
            stored = opened.create_dataset(f"modalities/{name}/features", data=values(offset).astype(kind), **options)
            for key, text in [("encoder", "e"), ("encoder_parameters", "{}"), ("pretrained_on", ""), ("fitted_on", "none"), ("units", "")]:
                stored.attrs[key] = text if texts else numpy.bytes_(text)
    return file.getvalue()
