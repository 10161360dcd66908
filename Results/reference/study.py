#!/usr/bin/env python3
"""Makes the reference study: runs every configuration that a page names, packs the records, and fills the pages.

    study.py PROGRAM [--results DIR] [--cache DIR] [--only BENCHMARK...] [--run-only]

Results go to DIR (`Results` where left out) and are reused there. Each benchmark's records are packed into
`records/<benchmark>.tar.xz`. Where these say the same as those that are committed, the committed file stays: records
differ from run to run in times alone. A benchmark whose data or weights are not at hand is left out by name, and its
committed records and board stay. Records of some large benchmarks are not packed, so that all take less than 20 MB: their
boards are committed alone.
"""
import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import render

HERE = Path(__file__).resolve().parent
# What a record says of its run and of the machine, and not of the trial.
OF_THE_RUN = ("run", "provenance")
# Benchmarks whose records are not packed: together they would take as much room as all others.
UNPACKED = re.compile(r"ablation-.*|(mex|spar|mars|isl)-full|mex-even-persons")
# The exit code of `hartransfer run` where the configuration or its data are not usable.
NOT_USABLE = 2


def contents(archive):
    """The records of an archive by their names, without what is of the run alone."""
    records = {}
    with tarfile.open(archive) as file:
        for member in file:
            if "/records/" in f"/{member.name}" and member.name.endswith(".json"):
                record = json.load(file.extractfile(member))
                records[Path(member.name).name] = {
                    key: value for key, value in record.items() if key not in OF_THE_RUN}
    return records


def packed(program, results, board):
    """Packs the records of a benchmark; what became of the committed archive."""
    if UNPACKED.fullmatch(board):
        return "records not packed"
    there = HERE / "records" / f"{board}.tar.xz"
    there.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=there.parent) as scratch:
        new = Path(scratch) / there.name
        subprocess.run(
            [program, "export", str(results / board), "--archive", str(new)], check=True, stdout=subprocess.DEVNULL)
        if there.exists():
            old, own = contents(there), contents(new)
            if old == own:
                return "the same records"
            changed = sum(old[name] != own[name] for name in old.keys() & own.keys())
            state = (
                f"{len(own.keys() - old.keys())} new records, {len(old.keys() - own.keys())} gone, "
                f"{changed} of the same name differ")
        else:
            state = "new"
        new.replace(there)
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--results", type=Path, default=render.ROOT / "Results")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--only", nargs="+", metavar="BENCHMARK")
    parser.add_argument("--run-only", action="store_true", help="run, and neither pack records nor fill pages")
    options = parser.parse_args()
    known = render.configurations()
    study = {board: known[board] for board in sorted(render.named_boards())}
    if unknown := set(options.only or []) - study.keys():
        sys.exit(f"no page names {', '.join(sorted(unknown))}")
    wanted = [board for board in study if not options.only or board in options.only]
    told, done = [], []
    begin = time.monotonic()
    for board in wanted:
        print(f"== {board}", file=sys.stderr, flush=True)
        command = [options.program, "run", str(study[board]), "--results", str(options.results), "--quiet"]
        if options.cache:
            command += ["--cache", str(options.cache)]
        began = time.monotonic()
        code = subprocess.run(command, cwd=render.ROOT, stdout=subprocess.DEVNULL).returncode
        seconds = time.monotonic() - began
        if code == NOT_USABLE:
            told.append((board, seconds, "left out: see above"))
            continue
        if code:
            sys.exit(f"{board}: 'hartransfer run' ended with {code}; its trials that failed stand in its records")
        done.append(board)
        told.append((board, seconds, "" if options.run_only else packed(options.program, options.results, board)))
    for board, seconds, state in told:
        print(f"{board:42} {seconds:7.1f} s  {state}")
    print(f"{len(done)} of {len(wanted)} benchmarks in {(time.monotonic() - begin) / 60:.1f} min")
    # Without a name 'render' would take every board of the study.
    if done and not options.run_only:
        render.main(["--collect", str(options.results), *done])
        size = sum(file.stat().st_size for file in (HERE / "records").glob("*.tar.xz"))
        print(f"records: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
