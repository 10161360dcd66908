#!/usr/bin/env python3
"""What hostile files, faults of the machine and degenerate numbers do to the program; writes a report.

    robustness.py .build/release/hartransfer --count 20000 --times 20 --trials 10000 --report Tests/Robustness/REPORT.md
    robustness.py .build/release/hartransfer --parts mutants --format npz --count 500
    robustness.py .build/release/hartransfer --again .build/robustness/npz-17

Exit code 0: nothing was found; 1: something was.
"""
import argparse
import datetime
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cost import cost  # noqa: E402
from degenerate.check import check  # noqa: E402
from faults.injection import inject  # noqa: E402
from formats.everything import FORMATS  # noqa: E402
from harness.campaign import campaign  # noqa: E402
from harness.program import SECONDS, run  # noqa: E402
from long_run import long_run  # noqa: E402
from report import revision, written  # noqa: E402

PARTS = ["mutants", "faults", "long", "degenerate", "cost"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--parts", nargs="*", default=PARTS, choices=PARTS)
    parser.add_argument("--count", type=int, default=20_000, help="mutants, over all formats")
    parser.add_argument("--format", nargs="*", help="only these formats", choices=[form.name for form in FORMATS])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--times", type=int, default=20, help="how often each fault is injected")
    parser.add_argument("--fault", nargs="*", help="only these faults")
    parser.add_argument("--trials", type=int, default=10_000, help="of the long run")
    parser.add_argument("--case", nargs="*", help="only these degenerate features")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    parser.add_argument("--kept", default=".build/robustness", help="the folder for what was found")
    parser.add_argument("--sanitized", default=".build", help="the folder in which `make sanitize` builds")
    parser.add_argument("--report", help="the page that is written")
    parser.add_argument("--again", help="the folder of a fault that was kept: its command runs again")
    return parser.parse_args()


def main():
    asked = arguments()
    if asked.again:
        return again(asked)
    say = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731
    kept = Path(asked.kept).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    work = {
        "mutants": lambda: mutants(asked, kept, say),
        "faults": lambda: inject(
            asked.program, asked.times, max(1, asked.jobs // 2), kept, say, asked.seed, asked.fault),
        "degenerate": lambda: check(asked.program, kept, say, asked.case),
        "long": lambda: long_run(asked.program, asked.trials, say) if asked.trials > 0 else None,
        "cost": lambda: cost(asked.program, say)}
    for part in asked.parts:
        begun = time.monotonic()
        if (found := work[part]()) is not None:
            keep(kept, part, found, time.monotonic() - begun)
    measured = together(asked, kept)
    page = written(measured)
    if asked.report:
        Path(asked.report).write_text(page)
    else:
        print(page)
    return 1 if is_broken(measured) else 0


def mutants(asked, kept, say):
    forms = [form(asked.program) for form in FORMATS if not asked.format or form.name in asked.format]
    return {**campaign(forms, asked.count, asked.seed, asked.jobs, kept, say), "seed": asked.seed, "jobs": asked.jobs}


def keep(kept, part, found, seconds):
    """A part is kept once it is measured, beside those that were before, with the revision that it was measured at."""
    about = {"revision": revision(), "date": datetime.date.today().isoformat(), "seconds": seconds}
    measured = known(kept)
    measured = {**measured, part: found, "about": {**measured["about"], part: about}}
    (kept / "measured.json").write_text(json.dumps(measured, indent=1))


def known(kept):
    """What was measured before. A file without revisions of parts is of an earlier form, and is not taken."""
    file = kept / "measured.json"
    before = json.loads(file.read_text()) if file.exists() else {}
    return before if "about" in before else {"about": {}}


def together(asked, kept):
    """All parts that were measured, and what `make sanitize` left."""
    outcomes = sorted(Path(asked.sanitized).glob("*/outcome.json"))
    return {**known(kept), "sanitizers": [json.loads(outcome.read_text()) for outcome in outcomes]}


def is_broken(measured):
    degenerate = measured.get("degenerate", {"cases": {}, "cores": {}})
    return bool(
        measured.get("mutants", {}).get("faults") or any(fault["findings"] for fault in measured.get("faults", {}).values())
        or measured.get("long", {}).get("holds") is False or any(case["findings"] for case in degenerate["cases"].values())
        or any(core["holds"] is False for core in degenerate["cores"].values())
        or not all(outcome["clean"] for outcome in measured["sanitizers"]))


def again(asked):
    """The command of a kept fault, and all that it says."""
    folder = Path(asked.again).resolve()
    kept = json.loads((folder / "fault.json").read_text())
    ending = run([asked.program, *kept["command"][1:]], folder, SECONDS)
    print(kept["outcome"], "-", kept["why"])
    print(f"exit code {ending.code}, {ending.seconds:.1f} s, {ending.memory >> 20} MiB", ending.out, ending.err, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
