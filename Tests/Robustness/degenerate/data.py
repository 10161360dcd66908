"""Features that make numerics fail: one feature file each."""
import h5py
import numpy

SAMPLES, CLASSES, PERSONS = 96, 3, 8


def drawn(width, seed, samples=SAMPLES):
    labels = numpy.arange(samples) % CLASSES
    noise = numpy.random.default_rng(seed)
    return noise.normal(size=(samples, width)) + numpy.eye(CLASSES)[labels] @ noise.normal(size=(CLASSES, width)) * 3


def changed(rows, place, value):
    rows = rows.copy()
    rows[place] = value
    return rows


def cases():
    """By name: both modalities, and labels where they are not the usual ones."""
    one, two = drawn(6, 1), drawn(5, 2)
    usual = numpy.arange(SAMPLES) % CLASSES
    wide = drawn(400, 3)
    out = {
        "usual": (one, two, usual),
        "rank-deficient": (one[:, :2] @ drawn(6, 4)[:2], two, usual),
        "constant": (numpy.full_like(one, 3.0), two, usual),
        "constant zero": (numpy.zeros_like(one), numpy.zeros_like(two), usual),
        "one constant feature": (changed(one, (slice(None), 2), 7.0), two, usual),
        "duplicated features": (numpy.hstack([one, one]), numpy.hstack([two, two]), usual),
        "duplicated samples": (numpy.tile(one[:12], (8, 1)), numpy.tile(two[:12], (8, 1)), usual),
        "one class": (one, two, numpy.zeros(SAMPLES, int)),
        "one sample of a class": (one, two, numpy.where(numpy.arange(SAMPLES) == 5, 2, usual % 2)),
        "one sample a class": (one, two, numpy.arange(SAMPLES)),
        "fewer samples than features": (wide, wide[:, :300] + 1, usual),
        "scale 1e-300": (one * 1e-300, two * 1e-300, usual),
        "scale 1e300": (one * 1e300, two * 1e300, usual),
        "scale 1e-300 and 1e300": (one * 1e-300, two * 1e300, usual),
        "denormals": (one * 1e-312, two * 1e-315, usual),
        "largest numbers": (numpy.sign(one) * numpy.finfo(float).max, two, usual),
        "one huge value": (changed(one, (7, 1), 1e308), two, usual),
        "one infinity": (changed(one, (7, 1), numpy.inf), two, usual),
        "one NaN": (changed(one, (7, 1), numpy.nan), two, usual),
        "all infinities": (numpy.full_like(one, numpy.inf), two, usual),
        "negative zeros": (one * -0.0, two, usual),
        "shifted by 1e15": (one + 1e15, two, usual),
        "integers apart by 1": (numpy.round(one), numpy.round(two), usual),
        "one feature": (one[:, :1], two[:, :1], usual),
        "the same view twice": (one, one, usual),
        "opposite views": (one, -one, usual),
    }
    return out


def write(file, one, two, labels):
    classes = int(labels.max()) + 1
    with h5py.File(file, "w") as opened:
        for name, text in [("schema", "hartransfer-features/1"), ("dataset", "degenerate"), ("dataset_version", "1"),
                           ("created_by", "a test"), ("licence", "none"), ("citation", "none")]:
            opened.attrs[name] = numpy.bytes_(text)
        opened["labels"] = labels.astype("i4")
        opened["subjects"] = (numpy.arange(len(labels)) // CLASSES % PERSONS + 1).astype("i4")
        opened["trials"] = (numpy.arange(len(labels)) // (CLASSES * PERSONS) + 1).astype("i4")
        opened["class_names"] = numpy.array([f"class-{place}" for place in range(classes)], dtype="S")
        opened["sample_ids"] = numpy.array([f"s{place:03d}" for place in range(len(labels))], dtype="S")
        for name, rows in [("one", one), ("two", two)]:
            stored = opened.create_dataset(f"modalities/{name}/features", data=rows)
            for key, text in [("encoder", name), ("encoder_parameters", "{}"), ("pretrained_on", ""), ("fitted_on", "none"), ("units", "")]:
                stored.attrs[key] = numpy.bytes_(text)
