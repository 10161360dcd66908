"""Rows of a made-up report: predictions, details, latents."""

import math

from sample_names import ALPHABET, BOUNDS, HOSTILE
from scores import macro_f1


def encode(classes):
    return "".join("-" if index is None else ALPHABET[index] for index in classes)


def confuse(draw, truth, skills, people, classes):
    """One prediction a sample: right with the skill of its person, else mostly a neighbouring class."""
    predicted = []
    for right, person in zip(truth, people):
        if draw.random() < skills[person]:
            predicted.append(right)
        elif draw.random() < 0.02:
            predicted.append(None)
        else:
            predicted.append((right + draw.choice([1, 1, 2, -1, draw.randrange(classes)])) % classes)
    return predicted


def plane(draw, truth, row, split, spread):
    """Two clouds: a class is a place on a spiral, the target is shifted by the spread."""

    def point(index, shift):
        angle = 2.4 * index
        return [
            round(math.sqrt(index + 1) * math.cos(angle) + draw.gauss(shift, 0.25), 3),
            round(math.sqrt(index + 1) * math.sin(angle) + draw.gauss(shift / 2, 0.25), 3),
        ]

    values = sorted((abs(draw.gauss(0, 1)) / (1 + place / 8) for place in range(120)), reverse=True)
    return {
        "split": split,
        "source": [number for index in truth for number in point(index, 0)],
        "target": [
            number
            for place, index in enumerate(truth)
            for number in ([None, None] if place == 3 else point(index, spread))
        ],
        "varianceShares": [0.41, 0.22],
        "spectrum": {
            "name": "canonical correlations",
            "values": [round(value, 4) for value in values],
            "count": 336,
            "kept": 64,
        },
    }


def skill_of(method, place, rows):
    fixed = {
        "source-on-source": 0.91,
        "target-supervised": 0.88,
        "none": 0.04,
        "majority": 0.04,
        "chance": 0.037,
        "random-projection": 0.07,
    }
    return fixed.get(method, 0.9 - 0.25 * place / max(1, rows))


def make_row(report, draw, board, method, number, rows, splits, subjects, hostile):
    parameters = (
        {} if method in BOUNDS or method == "none" else {"k": 2 ** (3 + number % 6), "ridge": 0.1 * (1 + number // 6)}
    )
    label = " ".join([method, *(f"{key}={value:.3g}" for key, value in parameters.items())])
    if hostile and method not in BOUNDS:
        label = HOSTILE[number % len(HOSTILE)] + f" {number}"
    predicted = []
    skill = skill_of(method, number, rows)
    shifts = [max(0.0, min(1.0, skill + draw.gauss(0, 0.05 if skill > 0.1 else 0.01))) for _ in subjects]
    for split in range(splits):
        truth = report["samples"][split]["plain"]
        people = [place % len(subjects) for place in range(len(truth))]
        said = (
            [0] * len(truth)
            if method == "majority"
            else confuse(draw, truth, shifts, people, len(report["datasets"][0]["classNames"]))
        )
        predicted.append(said)
    truths = [report["samples"][split]["plain"] for split in range(splits)]
    shares = [sum(a == b for a, b in zip(truth, said)) / len(truth) for truth, said in zip(truths, predicted)]
    accuracy = sum(shares) / splits
    margin = 0.02 + draw.uniform(0, 0.08) * (accuracy * (1 - accuracy) * 4) ** 0.5
    number_of_row = len(report["rows"])
    chosen = bool(parameters)
    report["details"][str(number_of_row)] = {
        "seed": "0",
        "criterion": "teacher-agreement" if chosen else None,
        "folds": 3 if chosen else None,
        "candidates": [{"k": k} for k in (16, 32, 64, 128)] if chosen else None,
        "provenance": 0,
        "command": f"hartransfer run Configs/utd-mhad.yaml --only alignment={method}",
        "commandNote": "The command runs all rows of the method.",
        "trials": [
            {
                "split": f"split {split + 1}",
                "key": f"{number_of_row * 100 + split:064x}",
                "accuracy": shares[split],
                "labelled": 216,
                "paired": 215,
                "test": len(truths[split]),
                "unscored": 0,
                "startedAt": "2026-11-29T05:46:30Z",
                "seconds": 0.007,
                "selection": (
                    {"scores": [draw.uniform(0.5, 0.9) for _ in range(4)], "chosen": draw.randrange(4)}
                    if chosen
                    else None
                ),
                "calibration": {"method": "temperature", "temperature": 1.31} if chosen else None,
                "training": (
                    [
                        {
                            "epochs": 200,
                            "scheduled": 200,
                            "restart": 0,
                            "heldOut": {
                                "epochs": list(range(0, 201, 10)),
                                "meanReciprocalRank": [0.39 - 0.33 * 0.8**step for step in range(21)],
                            },
                        }
                    ]
                    if method == "infonce"
                    else None
                ),
                "tie": {"tied": 12, "kept": 5, "rule": "variation"} if method == "perfect" else None,
            }
            for split in range(splits)
        ],
    }
    row = {
        "id": number_of_row,
        "board": board["id"],
        "name": label,
        "method": method,
        "query": (
            f"{method}:name={HOSTILE[number % len(HOSTILE)]}"
            if hostile
            else f"{method}:k={parameters['k']}" if parameters else method
        ),
        "compare": f"hartransfer compare Results/utd-mhad --protocol cross-subject {method}",
        "latex": f"{method} & {accuracy:.3f} \\\\",
        "classifier": "gaussian-mixture",
        "level": "clips",
        "bound": method if method in BOUNDS else None,
        "mayRank": method not in BOUNDS,
        "places": {},
        "accuracy": accuracy,
        "low": max(0, accuracy - margin),
        "high": min(1, accuracy + margin),
        "parameters": parameters,
        "selection": "teacher-agreement" if chosen else None,
        "note": HOSTILE[1] if hostile and chosen else None,
        "macroF1": macro_f1(truths, predicted),
    }
    report["predictions"][str(number_of_row)] = [encode(said) for said in predicted]
    if method in ("none", "ridge-cca") and board["id"] < 3:
        report["planes"][f"{number_of_row}-0"] = plane(draw, truths[0], row["id"], 0, 4.0 if method == "none" else 0.1)
    report["rows"].append(row)
    return row
