"""A small results folder that is the same every time: what tells the time of its run is set."""
import json
from pathlib import Path

from harness.program import run

CONFIGURATION = """benchmark: small
dataset: {synthetic: {samples: 200, dimensions: [3, 3], latentDimension: 2, noise: 0.3}}
protocols: [{random-40-40-10-10: {draws: 1}}]
directions: [modality-1 -> modality-2]
alignments:
  - perfect: {k: 2}
  - ridge-cca: {k: 2, ridge: 0.1}
classifiers: [nearest-centroid]
"""
RUN = {"fitSeconds": 0, "seconds": 0, "startedAt": "2026-01-01T00:00:00Z"}


def small_results(program, folder):
    """Makes `folder/small`, and returns it."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.yaml").write_text(CONFIGURATION)
    checked(run([program, "run", "small.yaml", "--results", ".", "--cache", "cache", "--quiet"], folder, 300))
    results = folder / "small"
    for file in (results / "records").iterdir():
        record = json.loads(file.read_text())
        record["run"] = RUN
        file.write_text(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    for file in results.glob("leaderboard.*"):
        file.unlink()
    return results


def checked(ending):
    if ending.code != 0:
        raise RuntimeError(f"exit code {ending.code}: {ending.err}")
    return ending
