"""Executes the method of one's own in Results/README.md as it stands, and imports its predictions.

    hartransfer run Configs/spar-quick.yaml --results R;  hartransfer encode Configs/spar-quick.yaml --output F
    hartransfer export R/spar-quick --rows ROWS
    python Tests/Peers/pipeline/own_method.py HARTRANSFER R F ROWS

The results are copied before they get the row. Exit code 1 where the board does not say what scikit-learn says.
"""

import csv
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PAGE = pathlib.Path(__file__).parents[3] / "Results" / "README.md"


def main():
    program, results, features, rows = (pathlib.Path(path).resolve() for path in sys.argv[1:5])
    text = PAGE.read_text().split("\n## Your own predictions\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (line,) = re.findall(r"^    hartransfer (import .*)$", text, re.MULTILINE)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copytree(results / "spar-quick", "Results/spar-quick")
        shutil.copy(rows, "rows.csv")
        os.symlink(features, "features")
        exec(compile(block, str(PAGE), "exec"), found)
        subprocess.run([program, *shlex.split(line)], check=True)
        board = subprocess.run(
            [program, "leaderboard", "Results/spar-quick", "--format", "csv"], check=True, capture_output=True, text=True)
        subprocess.run([program, "verify", "Results/spar-quick", "--trials", "0"], check=True)
        os.chdir("/")
    (row,) = [row for row in csv.DictReader(board.stdout.splitlines()) if row["alignment"] == "imported"]
    with h5py_file(features, found) as file:
        labels, names = file["labels"][:], file["class_names"].asstr()[:]
    truth = {name: names[label] for name, label in zip(found["ids"], labels)}
    right = [truth[name] == predicted for name, predicted in zip(found["test"].id, found["predicted"])]
    accuracy = sum(right) / len(right)
    assert abs(accuracy - float(row["accuracy"])) < 1e-12, f"{accuracy} and {row['accuracy']}"
    assert row["targetSeen"] == "unlabelled pairs" and row["rank"], "ranked by what its author says"
    print(f"a method of one's own, imported: accuracy {accuracy:.3f}, rank {row['rank']}")


def h5py_file(features, found):
    return found["h5py"].File(next(features.glob("*.h5")))


if __name__ == "__main__":
    main()
