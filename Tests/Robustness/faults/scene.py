"""Where a fault is injected: a run of a small benchmark, the undisturbed results, and what may differ from these."""
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from harness.judge import PLAIN, RAW, RUNTIME
from harness.program import end, environment, limits, run

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Slurm"))
from same_results import contents  # noqa: E402

CONFIGURATION = """benchmark: small
dataset: {synthetic: {samples: 240, dimensions: [30, 24], latentDimension: 4, noise: 0.3}}
protocols: [{random-40-40-10-10: {draws: 6}}]
directions: [modality-1 -> modality-2]
alignments:
  - perfect: {k: [2, 4]}
  - ridge-cca: {k: [2, 4], ridge: 0.1}
  - pls-svd: {k: 2}
classifiers: [gaussian-mixture, nearest-centroid]
"""
PATIENCE = 120


class Scene:
    """One injection: a folder of its own below `home`, and random numbers that depend on its name alone."""

    def __init__(self, program, reference, home, name):
        self.program, self.reference = program, reference
        self.folder = Path(home) / name.replace(" ", "-")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "c.yaml").write_text(CONFIGURATION)
        self.random = random.Random(name)
        self.findings, self.skipped, self.ended_by = [], "", None

    def skip(self, why):
        self.skipped = why

    results = property(lambda self: self.folder / "results")
    records = property(lambda self: self.results / "small" / "records")

    def command(self, *more, results="results"):
        return [self.program, "run", "c.yaml", "--results", results, "--cache", "cache", "--quiet", *more]

    def run(self, *more, **options):
        return run(self.command(*more), self.folder, PATIENCE, **options)

    def start(self, *more, prefix=(), before=limits(), surroundings=None, name=""):
        """Starts a run; `Started` can be watched and disturbed. Those that run side by side have names."""
        return Started([*prefix, *self.command(*more)], self.folder, before, surroundings, name=name)

    def whole(self):
        return len(self.reference["records"])

    def wait_for_records(self, process, count=None):
        """Waits until so many records are there, or the run has ended; by default some number between none and all."""
        count = self.random.randrange(0, self.whole()) if count is None else count
        end = time.monotonic() + PATIENCE
        while process.is_running() and self.count() < count and time.monotonic() < end:
            time.sleep(0.001)
        return count

    def count(self):
        try:
            return sum(name.endswith(".json") and not name.startswith(".") for name in os.listdir(self.records))
        except OSError:
            return 0

    # What must hold.

    def expect(self, holds, what):
        if not holds:
            self.findings.append(what)

    def expect_plain(self, ending, codes, said=""):
        """An exit code of those that are documented, and messages that are words."""
        err, code = ending.err, ending.code
        self.expect(code in codes, f"exit code {code} in place of {sorted(codes)}: {err.strip()[:300]}")
        self.expect(not RAW.search(err) and not RUNTIME.search(err), f"no plain message: {err.strip()[:300]}")
        odd = [line for line in err.splitlines() if line.strip() and not PLAIN.match(line)]
        self.expect(not odd, f"a line that is no message: {odd[:2]}")
        if said:
            self.expect(said in err, f"nothing about '{said}': {err.strip()[:300]}")

    def expect_whole_records(self):
        """No record that exists is a part of one, and none differs from the undisturbed run's."""
        import json
        for file in self.records.glob("[!.]*.json") if self.records.exists() else []:
            try:
                record = json.loads(file.read_bytes())
            except ValueError:
                self.findings.append(f"a damaged record {file.name}")
                continue
            record.pop("run", None)
            expected = self.reference["contents"].get(f"records/{file.name}")
            if expected is None:
                self.findings.append(f"a record of no trial {file.name}")
            elif record.get("error") is None:
                self.expect(json.dumps(record, sort_keys=True) == expected, f"another record {file.name}")

    def expect_resumed(self, *more):
        """The same command goes on, and leaves what an undisturbed run leaves."""
        ending = self.run(*more)
        self.expect(ending.code == 0, f"resumed: exit code {ending.code}: {ending.err.strip()[:300]}")
        found = contents(self.results / "small")
        expected = self.reference["contents"]
        differing = sorted(name for name in {**found, **expected} if found.get(name) != expected.get(name))
        self.expect(not differing, f"resumed: differs in {len(differing)} files, such as {differing[:3]}")


class Started:
    """A process of ours that runs beside us."""

    def __init__(self, command, folder, before, surroundings, seconds=PATIENCE, name=""):
        self.seconds = seconds
        self.out, self.err = open(folder / f"out{name}.txt", "w+b"), open(folder / f"err{name}.txt", "w+b")
        self.process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.err,
            env=environment(surroundings), preexec_fn=before, start_new_session=True)

    def is_running(self):
        return self.process.poll() is None

    def send(self, number):
        if self.is_running():
            os.kill(self.process.pid, number)

    def ended(self):
        """Waits for the end; a run that does not end is killed and has the code None."""
        try:
            self.code = self.process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            end(self.process.pid)
            self.process.wait()
            self.code = None
        self.out.close()
        self.err.seek(0)
        text = self.err.read().decode("utf-8", "replace")
        self.err.close()
        self.err = text  # as an `Ending` has it
        return self


def reference(program, home):
    """What a run leaves that nothing disturbs."""
    folder = Path(home) / "reference"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "c.yaml").write_text(CONFIGURATION)
    ending = run([program, "run", "c.yaml", "--results", "results", "--cache", "cache", "--quiet"], folder, PATIENCE)
    if ending.code != 0:
        raise RuntimeError(f"the undisturbed run: exit code {ending.code}: {ending.err}")
    found = contents(folder / "results" / "small")
    return {"contents": found, "records": [name for name in found if name.startswith("records/")]}
