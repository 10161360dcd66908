"""Drives the pages of a report in a headless browser: `run.py [--report FILE ...] [names of tests]`."""

import argparse
import pathlib
import sys
import unittest

import browser

FOLDER = pathlib.Path(__file__).resolve().parent


class Result(unittest.TextTestResult):
    """A line a test, and what failed."""

    def addSuccess(self, test):
        super().addSuccess(test)
        browser.say(f"  {test.id()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--report", action="append", default=[], type=pathlib.Path, help="a page that the program wrote, to look at too"
    )
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    for path in options.report:
        browser.pages.add(path.stem, path)
    loader = unittest.defaultTestLoader
    loader.testNamePatterns = [f"*{name}*" for name in options.names] or None
    browser.SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    browser.say("Tests in the browser:")
    try:
        result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0, resultclass=Result).run(
            loader.discover(str(FOLDER))
        )
    finally:
        browser.close()
    failures = len(result.failures) + len(result.errors)
    browser.say(f"Browser: {result.testsRun} tests, {failures} failures. Screenshots: {browser.SCREENSHOTS}")
    return 1 if failures or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
