"""How long the engine itself takes: laying out a large plan, ranking many records, and what sharing saves.

    python3 Benchmarks/engine.py .build/release/hartransfer [--keep FOLDER]

Prints a table of Markdown. Times never decide: the exit code is 1 only where a command fails. The standard library suffices.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATASETS = Path(__file__).resolve().parent.parent / "Datasets"

PLAN = """
benchmark: large-plan
dataset: {synthetic: {samples: 400, dimensions: [8, 8], latentDimension: 4, noise: 0.2}}
protocols: [{random-40-40-10-10: {draws: 100}}]
alignments:
  - ridge-cca: {k: [1, 2, 3, 4, 5, 6, 7, 8], ridge: [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100]}
  - perfect: {k: [1, 2, 3, 4, 5, 6, 7, 8]}
classifiers:
  - gaussian-mixture
  - nearest-centroid
  - {knn: {k: [1, 3, 5]}}
"""

RECORDS = """
benchmark: many-records
dataset: {synthetic: {samples: 400, dimensions: [8, 8], latentDimension: 4, noise: 0.2}}
protocols: [{random-40-40-10-10: {draws: 100}}]
alignments:
  - ridge-cca: {k: [2, 4, 8], ridge: [0.01, 0.1, 1]}
  - perfect: {k: [2, 4, 8]}
  - pls-svd: {k: [2, 4, 8]}
classifiers: [nearest-centroid, {knn: {k: [1, 3]}}]
"""

SYNTHETIC = """
dataset: {synthetic: {samples: 6000, dimensions: [400, 300], latentDimension: 20, noise: 1}}
protocols: [{random-40-40-10-10: {draws: 1}}]
directions: [modality-1 -> modality-2]
"""

RECORDINGS = """
dataset: utd-mhad
protocols: [{cross-subject: {overlap: disjoint}}]
encoders:
  skeleton: [root-relative, {resample: {frames: 64}}, minirocket]
  inertial: [{resample: {frames: 180}}, differences, magnitudes, standardise-channels, minirocket]
directions: [skeleton -> inertial]
reduction: {pca: 128}
"""

SHARING = """
benchmark: {name}
alignments:
  - ridge-cca: {{k: {k}, ridge: 0.1}}
classifiers: {classifiers}
"""


def run(command, folder, *arguments):
    """Seconds, peak bytes and standard output of one run."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen([command, *map(str, arguments)], stdout=output, stderr=subprocess.DEVNULL, cwd=folder)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        output.seek(0)
        text = output.read().decode()
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{' '.join(map(str, arguments))}: exit code {code}")
    return seconds, usage.ru_maxrss * 1024, text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder whose records are kept for the next run")
    options = parser.parse_args()
    command = options.command.resolve()
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    common = ["--results", folder / "results", "--cache", folder / "cache"]

    def write(name, text):
        (folder / f"{name}.yaml").write_text(text)
        return folder / f"{name}.yaml"

    lines = ["| what | size | seconds | peak memory, MB |", "| --- | --- | --- | --- |"]
    try:
        plan = write("plan", PLAN)
        seconds, peak, text = run(command, folder, "plan", plan, *common, "--format", "json")
        trials = sum(part["trials"] for part in json.loads(text)["parts"])
        lines.append(f"| `plan` | {trials:,} trials | {seconds:.2f} | {peak / 1e6:.0f} |")

        records = write("records", RECORDS)
        run(command, folder, "run", records, *common, "--quiet")
        count = len(list((folder / "results/many-records/records").glob("*.json")))
        best = min(
            (run(command, folder, "leaderboard", folder / "results/many-records") for _ in range(3)), key=lambda r: r[0]
        )
        lines.append(f"| `leaderboard` | {count:,} records | {best[0]:.2f} | {best[1] / 1e6:.0f} |")
        seconds, peak, _ = run(command, folder, "run", records, *common, "--quiet")
        lines.append(f"| `run`, nothing to do | {count:,} records | {seconds:.2f} | {peak / 1e6:.0f} |")

        sources = {"synthetic": SYNTHETIC}
        if (Path(os.environ.get("HARTRANSFER_DATA", "")) / "utd-mhad").is_dir():
            sources["UTD-MHAD, features cached"] = RECORDINGS
        for source, data in sources.items():
            sizes = {"1 k, 1 classifier": ("64", "[nearest-centroid]"),
                     "7 k, 3 classifiers": ("[2, 4, 8, 16, 32, 64, 128]", "[nearest-centroid, ridge-classifier, lda]")}
            files = [
                write(f"sharing-{place}", SHARING.format(name=f"sharing-{place}", k=k, classifiers=classifiers) + data)
                for place, (k, classifiers) in enumerate(sizes.values())
            ]

            def once(file):
                return run(command, folder, "run", file, *common, "--datasets", DATASETS, "--quiet", "--force")

            # The first encodes. Then both sizes by turns, so that what else the machine does meets both.
            for file in files:
                once(file)
            pairs = [[once(file) for file in files] for _ in range(9)]
            for place, size in enumerate(sizes):
                seconds = statistics.median(pair[place][0] for pair in pairs)
                lines.append(f"| `run`, {source} | {size} | {seconds:.2f} | {pairs[-1][place][1] / 1e6:.0f} |")
            ratios = sorted(pair[1][0] / pair[0][0] for pair in pairs)
            lines.append(
                f"| sharing: ratio of the last two, pair by pair | median of {len(ratios)}, "
                f"{ratios[0]:.2f} to {ratios[-1]:.2f} | {statistics.median(ratios):.2f} | |"
            )
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
