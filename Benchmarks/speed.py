"""Speed against peers: the same data, the same threads, by turns; prints one Markdown table.

    python speed.py <path of the Swift executable `speed`> [measure ...]

Exit code 1 where the results of a measure disagree or a side fails, else 0: a time never decides.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import matrices
import measures
import recordings
import texts

THREADS = 2
HERE = Path(__file__).parent


def environment():
    """Both sides' libraries held to the same number of threads."""
    names = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]
    return os.environ | {name: str(THREADS) for name in names}


def run(command):
    done = subprocess.run([str(part) for part in command], env=environment(), capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}")
    return json.loads(done.stdout)


def digits(seconds, decimals=3):
    """Seconds with some decimals, and two digits that count where that leaves none."""
    return f"{seconds:.{decimals}f}" if seconds >= 10 ** (1 - decimals) else f"{seconds:.2g}"


def compare(measure, executable, folder):
    """Runs both sides by turns and gives the row of the table, and whether the results agree."""
    data, results = folder / "data", [folder / "ours", folder / "peer"]
    matrices.write(data, measure.data())
    if measure.files:
        os.environ[texts.VARIABLE] = str(measure.files(folder / "files"))
    ours, theirs, bare = [], [], []
    core = None
    for turn in range(measure.rounds):
        print(f"{measure.name}: round {turn + 1} of {measure.rounds}", file=sys.stderr)
        arguments = [measure.name, data]
        rest = [THREADS, measure.repetitions]
        report = run([executable, *arguments, results[0], *rest])
        core = report["core"]
        ours += report["seconds"]
        report = run([sys.executable, HERE / "peers.py", *arguments, results[1], *rest])
        theirs += report["seconds"]
        bare += report.get("withoutExtras", [])
    agree, how = measure.agree(*(matrices.read(path) for path in results))
    mine, other = statistics.median(ours), statistics.median(theirs)
    goal = f", goal {measure.goal:g}" if measure.goal else ""
    cell = f"{digits(other, 2)} ({digits(min(theirs), 2)})"
    ratio = f"{other / mine:.1f} ({min(theirs) / min(ours):.1f}){goal}"
    if note := report.get("note"):
        cell += f"; {note}"
    if bare:
        cell += f"; weights alone {statistics.median(bare):.2f} ({min(bare):.2f})"
        ratio += f"; weights alone {statistics.median(bare) / mine:.1f} ({min(bare) / min(ours):.1f})"
    row = [
        measure.name, measure.sizes, f"{digits(mine)} ({digits(min(ours))})", f"{measure.peer}: {cell}", ratio,
        how if agree else f"**disagree**: {how}",
    ]
    return row, agree, core


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def main(executable, names):
    known = {measure.name: measure for measure in measures.ALL}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"unknown measure {unknown[0]}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    core, failed = None, False
    print("| measure | sizes | ours, s | peer, s | ratio | results |")
    print("| --- | --- | --- | --- | --- | --- |")
    for measure in [known[name] for name in names] if names else [m for m in measures.ALL if not m.on_request]:
        with tempfile.TemporaryDirectory() as folder:
            try:
                row, agree, core = compare(measure, executable, Path(folder))
            except recordings.Absent as reason:
                row, agree = [measure.name, measure.sizes, "-", measure.peer, "-", f"skipped: {reason}"], True
            except RuntimeError as error:
                row, agree = [measure.name, measure.sizes, "-", measure.peer, "-", f"**failed**: {error}"], False
        print("| " + " | ".join(row) + " |", flush=True)
        failed |= not agree
    print(f"\nSeconds and ratios: of the medians (of the least). {processor()}, {os.cpu_count()} cores, {THREADS} threads "
          f"each, OpenBLAS core of ours {core or 'unknown'}, load {os.getloadavg()[0]:.1f}.")
    if pinned := os.environ.get("OPENBLAS_CORETYPE"):
        print(f"\nOPENBLAS_CORETYPE is set to {pinned}: both sides may run on kernels older than this processor's.")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
