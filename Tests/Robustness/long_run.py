"""Ten thousand tiny trials in one process: resident memory and open files must not grow."""
import os
import tempfile
import threading
import time
from pathlib import Path

from faults.scene import Started
from harness.program import limits

# 7 alignments and 5 bounds a direction, two directions, two classifiers: 40 trials a draw and more.
CONFIGURATION = """benchmark: long
dataset: {{synthetic: {{samples: 200, dimensions: [6, 5], latentDimension: 3, noise: 0.3}}}}
protocols: [{{random-40-40-10-10: {{draws: {draws}}}}}]
alignments:
  - perfect: {{k: [1, 2, 3], scaling: [raw, standardised]}}
  - ridge-cca: {{k: [1, 2, 3], ridge: [0.01, 0.1, 1]}}
  - cca: {{k: [1, 2, 3]}}
  - pls-svd: {{k: [1, 2, 3]}}
  - procrustes: {{}}
classifiers: [nearest-centroid, ridge-classifier]
"""
STEP = 0.1
# Growth from the first tenth to the last that is allowed.
ALLOWED = 0.05


def long_run(program, trials, say):
    """Samples of the memory and the open files of one run, by the share of its trials that were done."""
    with tempfile.TemporaryDirectory(prefix="robustness-") as home:
        folder = Path(home)
        one = planned(program, folder, 1)
        draws = max(1, -(-trials // one))
        (folder / "c.yaml").write_text(CONFIGURATION.format(draws=draws))
        # The one shard of all trials: no board is made at the end, which takes memory of its own.
        process = Started(
            [program, "run", "c.yaml", "--results", "results", "--cache", "cache", "--quiet", "--shard", "1/1"], folder,
            limits(), None, seconds=24 * 3600)
        samples = []
        records = folder / "results" / "long" / "records"
        counter = Counter(records)
        while process.is_running():
            sample = looked_at(process.process.pid)
            if sample:
                samples.append((counter.count, *sample))
            time.sleep(STEP)
        counter.stop()
        process.ended()
        done = sum(1 for name in os.listdir(records) if name.endswith(".json"))
        say(f"long run: {done} trials, exit code {process.code}")
        return {**judged(samples, done), "trials": done, "code": process.code, "error": process.err[:500]}


def planned(program, folder, draws):
    import json
    import subprocess

    from harness.program import environment
    (folder / "c.yaml").write_text(CONFIGURATION.format(draws=draws))
    out = subprocess.run(
        [program, "plan", "c.yaml", "--results", "results", "--format", "json", "--quiet"], cwd=folder, env=environment(),
        capture_output=True, check=True, text=True).stdout
    return sum(part["trials"] for part in json.loads(out)["parts"])


class Counter(threading.Thread):
    """Counts records now and then: to list a folder of ten thousand files takes a while."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.count, self.ended = folder, 0, threading.Event()
        self.start()

    def run(self):
        while not self.ended.wait(1):
            try:
                self.count = len(os.listdir(self.folder))
            except OSError:
                pass

    def stop(self):
        self.ended.set()


def looked_at(process):
    """Resident bytes and open files."""
    try:
        pages = int(open(f"/proc/{process}/statm").read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir(f"/proc/{process}/fd"))
    except (OSError, IndexError):
        return None


def judged(samples, done):
    """The median of the first tenth of the trials against that of the last. What comes before the first record is
    loading and is left out."""
    running = [sample for sample in samples if sample[0] > 0]
    if len(running) < 20:
        return {"samples": len(running), "holds": None}
    tenth = max(5, len(running) // 10)
    first, last = running[:tenth], running[-tenth:]
    memory = [median([sample[1] for sample in part]) for part in (first, last)]
    files = [median([sample[2] for sample in part]) for part in (first, last)]
    growth = memory[1] / memory[0] - 1
    return {
        "samples": len(running), "memory": memory, "files": files, "growth": growth,
        "largest": max(sample[1] for sample in running), "holds": growth <= ALLOWED and files[1] <= files[0]}


def median(values):
    return sorted(values)[len(values) // 2]
