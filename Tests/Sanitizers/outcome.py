"""What one run under a sanitiser found, kept as JSON. The report of Tests/Robustness shows it.

    outcome.py BUILD SANITIZER REVISION FILTER

BUILD holds `tests.xml` of the test runner, which is missing where the tests did not come to their end, and `reports`.
It gets `outcome.json`. Exit code 0: clean; 1: a test failed, or the sanitiser reported something.
"""
import datetime
import json
import sys
from pathlib import Path
from xml.etree import ElementTree


def outcome(build, sanitizer, revision, only):
    tests = build / "tests.xml"
    suites = list(ElementTree.parse(tests).iter("testsuite")) if tests.exists() else []

    def count(name):
        return sum(int(suite.get(name, 0)) for suite in suites)

    # A process that reads files of others may write none, so a report of it stays empty; its test says how it ended.
    reports = [file for file in (build / "reports").iterdir() if file.stat().st_size > 0]
    found = {
        "sanitizer": sanitizer, "revision": revision, "filter": only, "tests": count("tests"),
        "skipped": count("skipped"), "failed": count("failures") + count("errors"), "reports": len(reports),
        "seconds": sum(float(suite.get("time", 0)) for suite in suites), "date": datetime.date.today().isoformat()}
    return {**found, "clean": found["tests"] > 0 and found["failed"] == 0 and found["reports"] == 0}


def main(build, sanitizer, revision, only):
    found = outcome(Path(build), sanitizer, revision, only)
    (Path(build) / "outcome.json").write_text(json.dumps(found, indent=1) + "\n")
    return 0 if found["clean"] else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
