#!/usr/bin/env python3
"""Put every example into a copy of the package, each with its registry line, and see that the program lists it."""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent


def copy(tree):
    """Tracked files and new ones, without what was built."""
    if tree.exists():
        sys.exit(f"{tree} is there already")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=PACKAGE, check=True,
        capture_output=True, text=True).stdout.splitlines()
    for name in listed:
        if (PACKAGE / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PACKAGE / name, tree / name)


def apply(tree, extensions):
    """One new file and one new line for each. The copy's tests of the examples go: a type is declared once."""
    for one in extensions:
        shutil.copy2(HERE / "Examples" / one["file"], tree / one["folder"])
        registry = tree / one["registry"]
        text = registry.read_text()
        if text.count(one["after"]) != 1:
            sys.exit(f"{one['registry']}: '{one['after']}' stands there {text.count(one['after'])} times")
        registry.write_text(text.replace(one["after"], f"{one['after']}\n    {one['line']}"))
    shutil.rmtree(tree / "Tests/Extensions")
    manifest = tree / "Package.swift"
    manifest.write_text(re.sub(r"\n *\.testTarget\(\s*name: \"ExtensionsTests\".*?\]\),", "", manifest.read_text(), flags=re.S))


def listed(tree, extensions):
    """Whether the program lists every extension."""
    subprocess.run(["swift", "build", "--product", "hartransfer"], cwd=tree, check=True)
    failed = False
    for one in extensions:
        command = [str(tree / ".build/debug/hartransfer"), *one["lists"]]
        found = one["listed"] in subprocess.run(command, cwd=tree, capture_output=True, text=True).stdout
        failed |= not found
        print(f"{one['kind']}: {'listed' if found else 'NOT LISTED'} by hartransfer {' '.join(one['lists'])}", flush=True)
    return not failed


def contracts(tree, extensions):
    """Whether the contract tests pass with the new entries."""
    subprocess.run(["swift", "build", "--build-tests"], cwd=tree, check=True)
    names = "|".join(sorted({one["contract"] for one in extensions}))
    test = ["swift", "test", "--skip-build", "--disable-xctest", "--filter", names]
    return subprocess.run(test, cwd=tree).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=pathlib.Path, help="the folder of the copy; it must not exist yet")
    parser.add_argument("--tests", action="store_true", help="run the contract tests there too")
    arguments = parser.parse_args()
    extensions = json.loads((HERE / "extensions.json").read_text())
    copy(arguments.tree)
    apply(arguments.tree, extensions)
    passed = listed(arguments.tree, extensions)
    if arguments.tests:
        passed = contracts(arguments.tree, extensions) and passed
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
