#!/usr/bin/env python3
"""Put known faults into a copy of the sources and see which tests notice; README.md beside this file says how."""

import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
SWITCH_FILE = "Sources/Randomness/Mutated.swift"
SWITCH = """import Foundation

private let activeMutant = Int(ProcessInfo.processInfo.environment["HT_MUTANT"] ?? "") ?? 0

/// Whether the fault with this number is switched on.
public func mutated(_ number: Int) -> Bool { activeMutant == number }
"""
# Tests that see the work of all modules; run where those of the fault's own module notice nothing.
DOWNSTREAM = ["BenchmarkingTests", "LeaderboardsTests"]
BUILD = ["swift", "build", "-c", "release", "-Xswiftc", "-enable-testing", "--build-tests"]
TEST = [".build/release/HARTransferPackageTests.xctest", "--testing-library", "swift-testing"]


def mutants():
    listed = tomllib.loads((HERE / "mutants.toml").read_text())["mutant"]
    if [m["number"] for m in listed] != list(range(1, len(listed) + 1)):
        sys.exit("mutants.toml: numbers are not 1, 2, 3, ...")
    return listed


def apply(tree):
    """Write the switches into a tree; nothing is written unless every place is found exactly once."""
    if (tree / SWITCH_FILE).exists():
        sys.exit(f"{tree}: the faults are there already")
    texts, stale = {}, []
    for m in mutants():
        file = tree / "Sources" / m["file"]
        text = texts.get(file) or (file.read_text() if file.exists() else "")
        if text.count(m["from"]) != 1:
            stale.append(f"  {m['number']}: {m['file']}, {m['place']}: found {text.count(m['from'])} times: {m['from']}")
            continue
        texts[file] = text.replace(m["from"], m["to"])
    if stale:
        sys.exit("mutants.toml does not fit these sources; mend 'from' and 'to' of\n" + "\n".join(stale))
    for file, text in texts.items():
        imported = re.search(r"^import Randomness$", text, re.MULTILINE)
        file.write_text(text if imported else "import Randomness\n" + text)
    (tree / SWITCH_FILE).write_text(SWITCH)


def run_tests(tree, number, targets, limit, nice):
    """The names of the tests that fail, or None where the time ran out."""
    environment = dict(os.environ, HT_MUTANT=str(number), OPENBLAS_NUM_THREADS="1")
    command = ["nice", "-n", nice, *TEST, "--filter", "^(" + "|".join(targets) + r")\."]
    with subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
    output = re.sub(r"\x1b\[[0-9;]*m", "", output)
    failed = list(dict.fromkeys(re.findall(r"✘ Test (\S.*?)(?: with \d+ test cases)? failed after", output)))
    failed = [name for name in failed if not name.startswith("run with ")]
    if process.returncode == 0 and re.search(r"Test run with [1-9]\d* tests? .*passed", output):
        return []
    if not failed and "unexpected signal" in output:
        started = re.findall(r"◇ Test (.*?) started\.", output)
        ended = set(re.findall(r"[✘✔] Test (.*?)(?: with \d+ test cases)? (?:passed|failed) after", output))
        failed = ["a crash in one of " + ", ".join(t for t in started if t not in ended)[:300]]
    return failed or sys.exit(f"no test ran to its end: {' '.join(command)}\n{output[-3000:]}")


def run(tree, only, results_file, limit, nice):
    results = json.loads(results_file.read_text()) if results_file.exists() else {}
    listed = [m for m in mutants() if not only or m["number"] in only]
    own = {m["file"].split("/")[0] + "Tests" for m in listed}
    for target in sorted(own | set(DOWNSTREAM)):
        start = time.monotonic()
        if failed := run_tests(tree, 0, [target], limit, nice):
            sys.exit(f"{target} fails without any fault: {failed}")
        print(f"{target}: passes, {time.monotonic() - start:.0f} s", flush=True)
    for m in listed:
        target = m["file"].split("/")[0] + "Tests"
        start = time.monotonic()
        stages = [[target]] + ([others] if (others := [t for t in DOWNSTREAM if t != target]) else [])
        for targets in stages:
            failed = run_tests(tree, m["number"], targets, limit, nice)
            if failed is None or failed:
                break
        found = "survived" if failed == [] else "killed"
        by = ["the time limit"] if failed is None else failed
        results[str(m["number"])] = {"found": found, "targets": targets, "by": by}
        results_file.write_text(json.dumps(results, indent=1, ensure_ascii=False))
        print(f"{m['number']} {found} {time.monotonic() - start:.0f} s {by[:2]}", flush=True)


def table(results_file):
    """One row a fault: where, what, and the test that noticed it."""
    results = json.loads(results_file.read_text())
    print("| | where | fault | noticed by |\n| --- | --- | --- | --- |")
    for m in mutants():
        found = results.get(str(m["number"]), {"found": "not run", "by": []})
        others = f" and {len(found['by']) - 1} more" if len(found["by"]) > 1 else ""
        by = found["by"][0].replace("|", "\\|") + others if found["found"] == "killed" else found["found"]
        print(f"| {m['number']} | `{m['file'].split('/')[0]}`: {m['place']} | {m['fault']} | {by} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["apply", "build", "run", "table"])
    parser.add_argument("tree", type=pathlib.Path, nargs="?", help="a copy of this package, which is changed")
    parser.add_argument("--only", type=lambda text: [int(n) for n in text.split(",")], help="numbers of faults")
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path("mutants.json"))
    parser.add_argument("--nice", default="10", help="niceness of the tests")
    parser.add_argument("--limit", type=float, default=900, help="seconds for one run of tests")
    options = parser.parse_args()
    if options.action == "table":
        return table(options.results)
    if options.tree is None or options.tree.resolve() == HERE.parent.parent:
        sys.exit("name a copy of this package: its sources are changed")
    tree = options.tree.resolve()
    if options.action == "apply":
        apply(tree)
    elif options.action == "build":
        sys.exit(subprocess.run(BUILD, cwd=tree).returncode)
    elif options.action == "run":
        run(tree, options.only, options.results.resolve(), options.limit, options.nice)


main()
