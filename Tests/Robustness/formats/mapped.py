"""Features of someone else's layout, mapped by a manifest: what every format of arrays is read as."""
import h5py
import numpy

from harness.form import Form

SAMPLES, WIDTH = 12, 3
CLASSES = ["walk", "run", "sit"]
IDS = [f"c{place:02d}" for place in range(SAMPLES)]


def values(offset=0.0):
    """Features that are all different and exact in any format."""
    grid = numpy.arange(SAMPLES * WIDTH, dtype=float).reshape(SAMPLES, WIDTH)
    return ((grid * 37) % 101 - 50) / 16 + offset


def table(columns="", cells=lambda place: ""):
    rows = [f"{IDS[place]},{CLASSES[place % 3]},{place % 4 + 1}{cells(place)}\n" for place in range(SAMPLES)]
    return f"clip,action,person{columns}\n" + "".join(rows)


class MappedFeatures(Form):
    """`align` with the method `none` writes the features as it read them: each value can be compared."""
    # The description of the modality that the mutated file holds.
    modality = "{file: a, encoder: e, fittedOn: none}"
    file_name = ""

    def manifest(self, seed):
        return f"""id: mine
title: Mutated
version: "1"
licence: none
citation: none
classes: [{", ".join(CLASSES)}]
features:
  files: {{a: {self.file_name}, t: t.csv}}
  modalities:
    a: {seed.variant.get("modality", self.modality)}
    b: {{file: t, columns: [b1, b2, b3], encoder: e, fittedOn: none}}
  ids: by-row
  labels: {{file: t, array: action}}
  subjects: {{file: t, array: person}}
"""

    def prepare(self, folder, seed):
        (folder / "data").mkdir(parents=True)
        (folder / "sets" / "mine").mkdir(parents=True)
        (folder / "sets" / "mine" / "manifest.yaml").write_text(self.manifest(seed))
        second = values(0.5)
        cells = table(",b1,b2,b3", lambda place: "".join(f",{value}" for value in second[place]))
        (folder / "data" / "t.csv").write_text(cells)

    def path(self):
        return f"data/{self.file_name}"

    def command(self, case):
        return [
            self.program, "align", "mine", "--datasets", "sets", "--data", "data", "--modalities", "a,b", "--method",
            "none", "--reduction", "{standardise: false}", "--output", "out.h5", "--quiet", "--format", "json"]

    def observe(self, case, ending):
        return written(case.folder / "out.h5", "a")

    def left_behind(self, case):
        return "out.h5 of a refused file" if (case.folder / "out.h5").exists() else ""

    def agree(self, seen, other, case):
        return bool(numpy.array_equal(numpy.asarray(seen), numpy.asarray(other)))

    def difference(self, seen, other):
        return f"{numpy.asarray(seen).ravel()[:6]} against {numpy.asarray(other).ravel()[:6]}"


def written(file, modality):
    """The features that the program wrote, as nested lists, in the order of the samples' names."""
    with h5py.File(file) as opened:
        rows = opened[f"modalities/{modality}/features"][()].astype(float).tolist()
        # Names that count rows are not padded: the shorter one comes first.
        names = [(len(name), name) for name in opened["sample_ids"][()].tolist()]
        return [row for _, row in sorted(zip(names, rows))]


def as_features(array):
    """What an array of features must be: samples x features, all finite. Axes of one index do not count."""
    array = numpy.asarray(array)
    others = [extent for extent in array.shape[1:] if extent != 1]
    if array.dtype.kind not in "fiub" or array.shape[:1] != (SAMPLES,) or len(others) > 1 or 0 in others:
        raise ValueError(f"{array.dtype} {array.shape}")
    array = array.astype(float).reshape(SAMPLES, -1)
    if not numpy.isfinite(array).all():
        raise ValueError("not finite")
    return array[:, :WIDTH].tolist()
