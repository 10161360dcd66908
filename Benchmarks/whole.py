"""The whole of a benchmark on both sides: from raw recordings, without a cache, to a board."""

import json
import shutil
import sys
from pathlib import Path

import recordings
import results
import running

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CONFIGURATION = ROOT / "Configs/utd-mhad-full.yaml"
PROGRAM = ROOT / ".build/release/hartransfer"


def small(path):
    """A part of the configuration for a try: one direction, one repetition, alignments with a formula."""
    import yaml

    from grid import configuration, learned

    content = configuration.content(CONFIGURATION)
    content["directions"], content["repetitions"] = content["directions"][:1], 1
    content["alignments"] = [
        each for each in content["alignments"]
        if not (isinstance(each, dict) and next(iter(each)) in learned.METHODS)]
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    return path


def _ours(program, configuration, folder, threads):
    """Runs all trials into an empty folder and prints the board; seconds are those of the process."""
    command = [
        program, "run", configuration, "--results", folder / "results", "--cache", folder / "cache", "--jobs", threads,
        "--format", "csv", "--quiet", "--datasets", ROOT / "Datasets"]
    done = running.run(command, threads, bind=False, HARTRANSFER_DATA=str(recordings.folder().parent))
    (folder / "ours.csv").write_text(done.output)
    return done


def _theirs(configuration, folder, threads):
    command = [
        sys.executable, HERE / "grid.py", configuration, "--output", folder / "theirs.csv", "--threads", threads]
    done = running.run(command, threads, bind=False, HARTRANSFER_DATA=str(recordings.folder().parent))
    return done, json.loads(done.output.splitlines()[-1])


def measured(folder, threads, rounds, program=None, is_try=False):
    """Both sides by turns, and how their boards compare."""
    from grid import compare, table

    program = Path(program or PROGRAM)
    if not program.exists():
        raise RuntimeError(f"{program} is not there: 'make build' makes it")
    recordings.folder()
    configuration = small(folder / "small.yaml") if is_try else CONFIGURATION
    # What the peer's libraries compile once for a machine is compiled beforehand.
    _compile(threads)
    ours, theirs, report = [], [], {}
    for turn in range(rounds):
        print(f"grid: round {turn + 1} of {rounds}", file=sys.stderr)
        for name in ("results", "cache"):
            shutil.rmtree(folder / name, ignore_errors=True)
        ours.append(_ours(program, configuration, folder, threads))
        done, report = _theirs(configuration, folder, threads)
        theirs.append(done)
    found = compare.compared(
        table.read(folder / "ours.csv"), table.read(folder / "theirs.csv"), left_out=report["leftOut"])
    how = str(found)
    if report["leftOut"]:
        how += f"; left out of both: {', '.join(report['leftOut'])}"
    sides = [
        results.entry([each.seconds for each in runs], max(each.peak for each in runs)) for runs in (ours, theirs)]
    for side, runs in zip(sides, (ours, theirs)):
        side["processorSeconds"] = [round(each.processor_seconds, 2) for each in runs]
    sides[1]["stages"] = report["stages"]
    memory = "; ".join(
        f"{name}{results.bytes_(side['peakBytes'])}{more}"
        for name, side, more in (("", sides[0], ""), ("peer ", sides[1], " in its largest process")))
    # One repetition says little of a draw: a try asks only whether the same rows are there.
    return {
        "ours": sides[0], "peer": sides[1], "agree": found.meet if is_try else found.agree, "results": how,
        "named": found.named, "memory": memory}


def _compile(threads):
    """MiniRocket on a few series: numba keeps what it compiles."""
    code = (
        "import numpy as np; from aeon.transformations.collection.convolution_based import MiniRocket; "
        "x = np.random.default_rng(0).standard_normal((8, 3, 64)).astype('float32'); "
        "MiniRocket(n_kernels=84, random_state=0, n_jobs=1).fit_transform(x)")
    running.run([sys.executable, "-c", code], threads)
