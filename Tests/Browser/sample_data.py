"""Data of a report, made up with a fixed seed: what the page must show, without a run.

`sample(...)` gives what `report-data` holds in a written report. Every prediction is drawn, and every score is computed
from the predictions, so that tests can compare the page's own numbers with these.
"""

import random

from sample_names import ALPHABET, BOUNDS, CLASSES, COLUMNS, HOSTILE, METHODS
from sample_rows import encode, make_row


def sample(rows_a_board=13, boards=6, hostile=False, splits=1, samples=430, people=(2, 4, 6, 8), classes=27, seed=7):
    draw = random.Random(seed)
    names = [HOSTILE[place % len(HOSTILE)] + str(place) for place in range(classes)] if hostile else CLASSES[:classes]
    modalities = ["inertial", "skeleton", "depth"] if not hostile else [HOSTILE[0], HOSTILE[2], HOSTILE[6]]
    directions = [(a, b) for a in modalities for b in modalities if a != b]
    subjects = [HOSTILE[place % len(HOSTILE)] if hostile else str(name) for place, name in enumerate(people)]
    report = {
        "version": 1,
        "title": HOSTILE[0] if hostile else "HARTransfer: UTD-MHAD, six directions",
        "results": [
            {
                "benchmark": HOSTILE[3] if hostile else "utd-mhad",
                "folder": HOSTILE[2] if hostile else "Results/utd-mhad",
            }
        ],
        "leftOut": [HOSTILE[1]] if hostile else [],
        "samples": [],
        "rows": [],
        "boards": [],
        "curves": [],
        "ordering": "accuracy",
        "orderings": ["accuracy", "cmae"],
        "alphabet": ALPHABET,
        "predictions": {},
        "pairs": {},
        "details": {},
        "planes": {},
        "provenances": {
            "0": {
                "revision": "0ba069dfb03b",
                "blas": "OpenBLAS 0.3.21",
                "system": "Debian GNU/Linux 12",
                "libraries": {"hdf5": "1.10.8"},
            }
        },
        "columns": [
            dict(zip(("name", "title", "kind", "digits", "better", "shown", "help"), column)) for column in COLUMNS
        ],
        "datasets": [
            {
                "id": "utd-mhad",
                "name": HOSTILE[0] if hostile else "UTD-MHAD",
                "classNames": names,
                "licence": HOSTILE[1] if hostile else "research use",
                "citation": "C. Chen, R. Jafari, N. Kehtarnavaz, UTD-MHAD, ICIP 2015.",
                "bibtex": "@inproceedings{chen2015utd, title = {{UTD-MHAD}}, year = {2015}}",
            }
        ],
        "methods": [
            {
                "name": name,
                "family": family,
                "familyTitle": title,
                "colour": colour,
                "darkColour": dark,
                "marker": marker,
                "what": HOSTILE[1] if hostile else f"What {name} does, in one sentence.",
                "source": "A paper.",
                "bibtex": f"@article{{{name}, title = {{About {name}}}}}",
            }
            for name, (family, title, colour, dark, marker) in METHODS.items()
        ],
        "metrics": [{"name": column[0], "title": column[1], "definition": column[6]} for column in COLUMNS],
        "protocols": [{"name": "cross-subject", "definition": "Odd persons train, even persons test."}],
    }
    for split in range(splits):
        truth = sorted(place % classes for place in range(samples))
        report["samples"].append(
            {
                "dataset": "utd-mhad",
                "split": f"split {split + 1}",
                "truth": encode(truth),
                "subjects": [subjects[place % len(subjects)] for place in range(samples)],
                "plain": truth,
            }
        )
    for place in range(boards):
        add_board(report, draw, place, directions[place % len(directions)], rows_a_board, splits, subjects, hostile)
    add_curves(report, draw)
    for entry in report["samples"]:
        del entry["plain"]
    return report


def add_board(report, draw, place, direction, rows, splits, subjects, hostile):
    source, target = direction
    board = {
        "id": place,
        "result": 0,
        "dataset": "utd-mhad",
        "protocol": "cross-subject (overlap=disjoint)" if place < 6 else f"draw {place // 6}",
        "source": source,
        "target": target,
        "encoderSource": f"minirocket of {source}",
        "encoderTarget": f"statistics of {target}",
        "condition": None,
        "decoding": None,
        "samples": list(range(splits)),
        "name": f"utd-mhad, cross-subject: {source} -> {target}" + (f", draw {place // 6}" if place >= 6 else ""),
        "encoders": f"{source}: resample > minirocket; {target}: statistics",
    }
    competitors = ["perfect", "ridge-cca", "infonce", "student-teacher", "random-projection", "none"]
    found = []
    for number in range(rows):
        method = (
            (list(BOUNDS) and sorted(BOUNDS))[number]
            if number < 4
            else "none" if number == rows - 1 else competitors[(number - 4) % 5]
        )
        found.append(make_row(report, draw, board, method, number, rows, splits, subjects, hostile))
    best_first = sorted(found, key=lambda row: -row["accuracy"])
    bounds = {row["method"]: row["accuracy"] for row in found}
    floor = max(bounds["chance"], bounds["majority"])
    ranked = [row for row in best_first if row["mayRank"]]
    for rank, row in enumerate(ranked, 1):
        group = 1 if row["accuracy"] > ranked[0]["accuracy"] - 0.08 else 2 if row["accuracy"] > 0.2 else 3
        row["places"]["accuracy"] = [
            rank,
            max(1, rank - draw.randrange(4)),
            min(len(ranked), rank + draw.randrange(5)),
            group,
        ]
    for row in best_first:
        values = {
            "accuracy": row["accuracy"],
            "transferRatio": (row["accuracy"] - floor) / (bounds["target-supervised"] - floor),
            "macroF1": row.pop("macroF1"),
            "testSamples": len(report["samples"][0]["plain"]) * splits,
        }
        if row["mayRank"]:
            values.update(
                cmae=draw.uniform(2, 30),
                cmaeNormalised=draw.uniform(0.3, 1.1),
                recallAt1=draw.uniform(0, 0.12),
                logLoss=draw.uniform(0.4, 3),
                expectedCalibrationError=draw.uniform(0.01, 0.2),
                fitSeconds=draw.uniform(0.001, 4),
            )
        row["values"] = [values.get(column["name"]) for column in report["columns"]]
    distance = [column["name"] for column in report["columns"]].index("cmae")
    nearest = sorted(ranked, key=lambda row: row["values"][distance])
    for rank, row in enumerate(nearest, 1):
        row["places"]["cmae"] = [rank, max(1, rank - 1), min(len(ranked), rank + 1), 1]
    bare = [row for row in best_first if not row["mayRank"]]
    board.update(
        orders={"accuracy": [row["id"] for row in best_first], "cmae": [row["id"] for row in nearest + bare]},
        floor=floor,
        floorName="chance",
        ceiling=bounds["target-supervised"],
        none=bounds.get("none"),
    )
    first = ranked[0]
    tied = sum(row["places"]["accuracy"][3] == 1 for row in ranked) - 1
    board["sentence"] = (
        f"{first['name']} stands first with {first['accuracy']:.3f} [{first['low']:.3f}, {first['high']:.3f}]; "
        f"{tied} rows do not differ from it. target-supervised has {bounds['target-supervised']:.3f}, chance {bounds['chance']:.3f}."
    )
    report["pairs"][str(board["id"])] = {"place": board["name"], **pairs_of(ranked[:12], draw)}
    for row in found:
        del row["accuracy"]
    report["boards"].append(board)


def pairs_of(ranked, draw):
    templates = [
        "On {place}, {first} is # points better than {second}: # against #, difference # [#, #], p = # (paired t over 4 subjects); "
        "not distinguishable at 5 %."
    ]
    tests = []
    for place, first in enumerate(ranked):
        for second in ranked[place + 1 :]:
            difference, p = first["accuracy"] - second["accuracy"], draw.uniform(0.0001, 1)
            numbers = [
                f"{difference * 100:.1f}",
                f"{first['accuracy']:.3f}",
                f"{second['accuracy']:.3f}",
                f"{difference:.3f}",
                f"{difference - 0.05:.3f}",
                f"{difference + 0.05:.3f}",
                f"{p:.3g}",
            ]
            tests.append(
                [first["id"], second["id"], 0, numbers, difference, difference - 0.05, difference + 0.05, p, 1]
            )
    return {"templates": templates, "tests": tests}


def add_curves(report, draw):
    points = [8, 16, 32, 64, 128, 256]
    series = []
    for method in ("perfect", "ridge-cca", "infonce", "none"):
        values = [
            (
                None
                if method == "infonce" and place == 0
                else (0.04 if method == "none" else 0.9 - 0.5 / (place + 1) + draw.gauss(0, 0.02))
            )
            for place in range(6)
        ]
        series.append(
            {
                "name": f"{method} inertial -> skeleton",
                "method": method,
                "source": "inertial",
                "target": "skeleton",
                "values": values,
                "low": [None if v is None else v - 0.06 for v in values],
                "high": [None if v is None else min(1, v + 0.04) for v in values],
            }
        )
    report["curves"].append(
        {
            "result": 0,
            "title": "accuracy over k",
            "parameter": "k",
            "score": "accuracy",
            "points": points,
            "series": series,
        }
    )
