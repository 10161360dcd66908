#!/usr/bin/env python3
"""What each part of recipes/best.yaml is worth, from the records of the ablation.

    python3 Configs/ablation/table.py Results

Each line is a part, each column a data set under a protocol. A cell is the difference of accuracy in points: with the
part minus without it, on the same test samples. A person's difference is the mean over directions, splits and draws.
The interval is Student's t over persons, 95 %. It says nothing of other draws of labels, pairs and seeds. With one
person there is none. A cell is empty where the part does not exist on that data set.
"""
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

CHOSEN = ("ridge-cca", "chosen")
MIXTURE, CENTROID = "gaussian-mixture", "nearest-centroid"
FIXED, WEIGHTED = ("ridge-cca", "0"), ("ridge-cca", "2")
RAW, STANDARDISED = ("perfect", "raw"), ("perfect", "standardised")
SOFT, HARD = ("student-teacher-soft", ""), ("student-teacher", "")
BOUND = ("target-supervised", "")

# A part, and the two rows of one board: with it, without it.
ROWS = [
    ("k and ridge chosen, against k 32, ridge 0.1", (CHOSEN, MIXTURE), (FIXED, MIXTURE)),
    ("correlationPower 2, against 0", (WEIGHTED, MIXTURE), (FIXED, MIXTURE)),
    ("perfect: standardised, against raw", (STANDARDISED, MIXTURE), (RAW, MIXTURE)),
    ("ridge-CCA, against perfect standardised, k 32", (FIXED, MIXTURE), (STANDARDISED, MIXTURE)),
    ("tied mixture, against nearest centroid by cosine", (CHOSEN, MIXTURE), (CHOSEN, CENTROID)),
    ("soft student, against ridge-CCA chosen", (SOFT, MIXTURE), (CHOSEN, MIXTURE)),
    ("soft student, against hard student", (SOFT, MIXTURE), (HARD, MIXTURE)),
]
# A part, and the folder of the runs without it.
FOLDERS = [
    ("channels standardised", "without-standardising"),
    ("differences", "without-differences"),
    ("magnitudes", "without-magnitudes"),
    ("pressure maps beside MiniRocket", "without-maps"),
    ("128 components, against 64", "pca-64"),
    ("128 components, against 256", "pca-256"),
]
SETS = ["utd-mhad", "mex", "mars", "isl", "spar"]


def row_of(trial):
    """The alignment by its name and by what tells its rows apart here, and the classifier."""
    parameters = trial["alignment"]["parameters"]
    if "select" in parameters:
        kind = "chosen"
    else:
        kind = str(parameters.get("scaling", parameters.get("correlationPower", "")))
    kind = {"0.0": "0", "2.0": "2"}.get(kind, kind)
    return (trial["alignment"]["name"], kind), trial["classifier"]["name"]


def read(folder):
    """Protocol, row -> (direction, split, repetition, sample) -> (person, right or not), of the last run's records."""
    rows = defaultdict(dict)
    if not (folder / "plan.json").exists():
        return rows
    keys = json.loads((folder / "plan.json").read_text())["keys"]
    missing = 0
    for key in keys:
        path = folder / "records" / f"{key}.json"
        if not path.exists():
            missing += 1
            continue
        record = json.loads(path.read_text())
        if "predictions" not in record or "predicted" not in record["predictions"]:
            continue
        trial, predictions = record["trial"], record["predictions"]
        place = (str(trial["source"]), str(trial["target"]), trial["split"], trial.get("repetition", 0))
        samples = rows[trial["protocol"]["name"], row_of(trial)]
        for identifier, person, predicted, truth in zip(
            predictions["ids"], predictions["subjects"], predictions["predicted"], predictions["truth"]
        ):
            samples[(*place, identifier)] = (person, predicted == truth)
    if missing:
        print(f"{folder.name}: {missing} of {len(keys)} trials are missing; its lines are of the others.", file=sys.stderr)
    return rows


def quantile(freedom):
    """The two-sided 95 % point of Student's t, by bisection over Simpson's rule."""

    def below(t, steps=400):
        scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
        height = [scale * (1 + (i * t / steps) ** 2 / freedom) ** (-(freedom + 1) / 2) for i in range(steps + 1)]
        return t / steps / 3 * (height[0] + height[-1] + 4 * sum(height[1:-1:2]) + 2 * sum(height[2:-1:2]))

    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < 0.475 else (low, middle)
    return low


def difference(first, second):
    """Mean difference in points over persons, half the width of its interval or None, and how many persons."""
    places = defaultdict(lambda: defaultdict(list))
    for place in first.keys() & second.keys():
        places[first[place][0]][place[:4]].append(first[place][1] - second[place][1])
    if not places:
        return None
    # A split, not a sample, counts alike: draws of unequal size are draws.
    persons = [
        100 * sum(sum(v) / len(v) for v in splits.values()) / len(splits) for _, splits in sorted(places.items())
    ]
    count, mean = len(persons), sum(persons) / len(persons)
    if count < 2:
        return mean, None, count
    deviation = math.sqrt(sum((x - mean) ** 2 for x in persons) / (count - 1))
    return mean, quantile(count - 1) * deviation / math.sqrt(count), count


def cell(result):
    """A difference in points with its interval, which one person does not have."""
    if result is None:
        return ""
    mean, half, _ = result
    return f"{mean:+.1f}" if half is None else f"{mean:+.1f} [{mean - half:+.1f}, {mean + half:+.1f}]"


def main(results):
    columns, cells, missing = [], defaultdict(dict), []
    for data_set in SETS:
        base = read(results / f"ablation-{data_set}")
        if not base:
            missing.append(f"ablation-{data_set}")
            continue
        for protocol in sorted({protocol for protocol, _ in base}):
            persons = len({person for person, _ in base[protocol, (CHOSEN, MIXTURE)].values()})
            column = f"{data_set}, {protocol}, {persons} " + ("person" if persons == 1 else "persons")
            columns.append(column)
            for part, with_it, without in ROWS:
                cells[part][column] = difference(base[protocol, with_it], base[protocol, without])
            for part, folder in FOLDERS:
                other = read(results / f"ablation-{data_set}-{folder}")
                for name, row in [("ridge-CCA chosen", CHOSEN), ("soft student", SOFT), ("bound", BOUND)]:
                    key = (protocol, (row, MIXTURE))
                    if other:
                        cells[f"{part} ({name})"][column] = difference(base[key], other[key])
    lines = [["part", *columns], ["---", *["---:"] * len(columns)]]
    order = [part for part, _, _ in ROWS] + [part for part in cells if part not in {part for part, _, _ in ROWS}]
    lines += [[part, *(cell(cells[part].get(column)) for column in columns)] for part in order if part in cells]
    print("\n".join("| " + " | ".join(line) + " |" for line in lines))
    if missing:
        print(f"\nNot run: {', '.join(missing)}.", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
