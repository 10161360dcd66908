"""Executes the Python lines of Results/README.md as they stand, and checks what they give.

    hartransfer run Configs/spar-quick.yaml --results R;  hartransfer encode Configs/spar-quick.yaml --output F
    python Tests/Peers/pipeline/in_python.py R F

The lines name 'Results/' and 'features/': they run in a folder where these are links to R and F. Exit code 1 where
something differs.
"""

import json
import os
import pathlib
import re
import sys
import tempfile

import numpy as np

PAGE = pathlib.Path(__file__).parents[3] / "Results" / "README.md"


def blocks(page):
    """The Python blocks below the title 'In Python'."""
    text = page.read_text().split("\n## In Python\n")[1]
    return re.findall(r"^```python\n(.*?)^```$", text.split("\n## ")[0], re.MULTILINE | re.DOTALL)


def executed(results, features):
    """What the lines define."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(pathlib.Path(results).resolve(), f"{folder}/Results")
        os.symlink(pathlib.Path(features).resolve(), f"{folder}/features")
        os.chdir(folder)
        for block in blocks(PAGE):
            exec(compile(block, str(PAGE), "exec"), found)
        os.chdir("/")
    return found


def row_name(source, target, alignment, parameters, classifier):
    """What tells the rows of this benchmark apart."""
    return source, target, alignment, json.dumps(parameters, sort_keys=True), classifier


def main():
    results, features = sys.argv[1:3]
    rows = json.loads(pathlib.Path(results, "spar-quick", "leaderboard.json").read_text())
    found = executed(results, features)
    board, predictions, persons = found["board"], found["predictions"], found["persons"]

    assert len(board) == len(rows), "a row of the board a row of the frame"
    assert np.allclose(board["accuracy"], [row["accuracy"] for row in rows], rtol=0, atol=1e-15)

    records = [record for record in found["records"] if record.get("predictions")]
    samples = sum(len(record["predictions"]["ids"]) for record in records)
    assert len(predictions) == samples and samples > 0, "a row a test sample and trial"
    assert not predictions.duplicated(["key", "ids"]).any(), "every sample once a trial"
    assert predictions.truthName.notna().all() and set(predictions.truthName) <= set(records[0]["classNames"])
    assert {"split", "latentDistances", "classifier.name", "alignment.parameters.k"} <= set(predictions.columns)

    # Accuracies recomputed from the tidy frame are the board's.
    described = {record["key"]: record["trial"] for record in records}
    accuracies = {}
    for key, right in predictions.groupby("key").right.mean().items():
        trial = described[key]
        choice = trial["alignment"]
        name = row_name(
            trial["source"], trial["target"], choice["name"], choice["parameters"], trial["classifier"]["name"])
        accuracies.setdefault(name, []).append(right)
    names = [
        row_name(row["source"], row["target"], row["alignment"], row["alignmentParameters"], row["classifier"])
        for row in rows]
    assert set(accuracies) == {name for name in names if name[2] != "chance"} and len(set(names)) == len(names)
    for name, row in zip(names, rows):
        if name in accuracies:
            again = np.mean(accuracies[name])
            assert abs(again - row["accuracy"]) < 1e-12, f"{name}: {again} and {row['accuracy']}"
    assert persons.shape[1] == predictions.subjects.nunique() and persons.notna().all(axis=None)

    ids, labels, arrays = found["ids"], found["labels"], found["features"]
    assert set(arrays) == {"accelerometer", "gyroscope"}
    assert all(values.ndim == 2 and len(values) == len(ids) == len(labels) for values in arrays.values())
    # The labels of the file are those of the records.
    places = {name: place for place, name in enumerate(ids)}
    assert all(labels[places[name]] == truth for name, truth in zip(predictions.ids, predictions.truth))
    print(
        f"{len(blocks(PAGE))} blocks of Python executed; {samples} predictions give the accuracies of "
        f"{len(accuracies)} rows")


if __name__ == "__main__":
    main()
