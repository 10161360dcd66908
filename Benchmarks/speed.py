"""Speed against peers: the same data, the same threads, by turns; prints a Markdown table and keeps the numbers.

    python speed.py <path of the Swift executable `speed`> [measure ...] [--program hartransfer] [--rounds N] [--small]

Numbers go to `results/<machine>.json`, and the pages that show them are rendered anew. `--small` is a try on small
sizes of the measures that have them (`perfect` and its kin, `grid`): nothing is kept. Exit code 1 where the results
of a measure disagree or a side fails, else 0: a time never decides.
"""

import argparse
import datetime
import json
import os
import sys
import tempfile
from pathlib import Path

import machine
import matrices
import measures
import recordings
import results
import running
import texts
import whole

THREADS = 2
HERE = Path(__file__).parent


def compared(measure, executable, folder, rounds, small):
    """Runs both sides by turns and gives their numbers, and whether the results agree."""
    data, outcome = folder / "data", [folder / "ours", folder / "peer"]
    made = measure.data(measures.SMALL) if small and measure.has_small else measure.data()
    matrices.write(data, made)
    made = made if measure.sees_data else None
    more = {texts.VARIABLE: str(measure.files(folder / "files"))} if measure.files else {}
    other = [executable, measure.other] if measure.other else [sys.executable, HERE / "peers.py", measure.name]
    rest = [THREADS, measure.repetitions]
    reports, peaks = ([], []), ([], [])
    for turn in range(rounds):
        print(f"{measure.name}: round {turn + 1} of {rounds}", file=sys.stderr)
        for side, command in enumerate(([executable, measure.name], other)):
            done = running.run([*command, data, outcome[side], *rest], THREADS, **more)
            reports[side].append(json.loads(done.output))
            peaks[side].append(done.peak)
    sides = []
    for told, peak in zip(reports, peaks):
        extras = [each["extraBytes"] for each in told if each.get("extraBytes") is not None]
        sides.append(
            results.entry(
                [second for each in told for second in each["seconds"]], max(peak), max(extras) if extras else None,
                told[-1].get("note"), [second for each in told for second in each.get("withoutExtras", [])]))
    found = [matrices.read(path) for path in outcome]
    agree, how = measure.agree(*found, made) if measure.sees_data else measure.agree(*found)
    told = reports[0][-1]
    return {
        "ours": sides[0], "peer": sides[1], "agree": bool(agree), "results": how, "core": told["core"],
        "blas": told["blas"]}


def measured(measure, options):
    """The entry of one measure."""
    rounds = options.rounds or (1 if options.small else measure.rounds)
    with tempfile.TemporaryDirectory() as folder:
        if measure.name == "grid":
            found = whole.measured(Path(folder), THREADS, rounds, options.program, options.small)
        else:
            found = compared(measure, options.executable.resolve(), Path(folder), rounds, options.small)
    load = round(os.getloadavg()[0], 1)
    found |= {
        "measure": measure.name, "sizes": f"a try, less than {measure.sizes}" if options.small else measure.sizes,
        "peerName": measure.peer, "goal": measure.goal,
        "threads": THREADS, "date": datetime.date.today().isoformat(), "revision": machine.revision(), "load": load}
    if pinned := os.environ.get("OPENBLAS_CORETYPE"):
        found["openblasCoreType"] = pinned
    return found


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("executable", type=Path, help="the Swift executable 'speed'")
    parser.add_argument("measures", nargs="*", help="all but those on request where none is named")
    parser.add_argument("--program", type=Path, help="the program 'hartransfer' that 'grid' runs")
    parser.add_argument("--rounds", type=int, help="how often both sides run, in place of each measure's number")
    parser.add_argument("--small", action="store_true", help="a try on small sizes, of which nothing is kept")
    return parser.parse_args()


def main(asked):
    known = {measure.name: measure for measure in measures.ALL}
    unknown = [name for name in asked.measures if name not in known]
    if unknown:
        print(f"unknown measure {unknown[0]}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    wanted = [known[name] for name in asked.measures] or [each for each in known.values() if not each.on_request]
    made, failed = [], False
    print(results.table([]), flush=True)
    for measure in wanted:
        try:
            found = measured(measure, asked)
        except recordings.Absent as reason:
            print(f"{measure.name}: skipped: {reason}", flush=True)
            continue
        except RuntimeError as error:
            print(f"{measure.name}: **failed**: {error}", flush=True)
            failed = True
            continue
        failed |= not found["agree"]
        made.append(found)
        print(results.table([results.row(found)]).splitlines()[-1], flush=True)
        for text in found.get("named", []):
            print(f"{measure.name}: {text}", file=sys.stderr)
        # Kept at once: a later measure may fail or be stopped.
        if not asked.small:
            results.add(machine.name(), machine.description(), [found])
    if made and not asked.small:
        results.stale(write=True)
    print(
        f"\nSeconds and ratios are of medians. {machine.processor()}, {machine.cores()} cores, {THREADS} threads each, "
        f"load {os.getloadavg()[0]:.1f}.")
    if pinned := os.environ.get("OPENBLAS_CORETYPE"):
        print(f"\nOPENBLAS_CORETYPE is set to {pinned}: both sides may run on kernels older than this processor's.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(options()))
