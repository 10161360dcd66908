#!/usr/bin/env python3
"""Collects the licences of all that a wheel bundles: libraries of the system, Swift's runtime, and Swift packages.

    licences.py PROGRAM CHECKOUTS OUTPUT --policy manylinux_2_36_x86_64

A library that the policy expects on every system is not bundled. Others come from Debian's packages, each of which says
its licence. A library that no package owns is an error.
"""
import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from policy import expected_libraries

COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.+-]+[A-Za-z0-9])")
LICENCE_FILES = re.compile(r"(?i)^(licen[cs]e|notice|copying)(\.[a-z]+)?$")


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def libraries(program, policy):
    """The files of the libraries that go into the wheel, by the names that they are asked for by."""
    found = {}
    for line in output("ldd", program).splitlines():
        match = re.match(r"\s*(\S+) => (\S+)", line)
        if match and match[2] == "not":
            sys.exit(f"{program}: found no library {match[1]}; expected all of them installed.")
        if match and match[1] not in expected_libraries(policy) and not match[1].startswith("ld-linux"):
            found[match[1]] = Path(match[2]).resolve()
    return found


def owner(file):
    """The Debian package of a file. Old packages name files of /lib that lie in /usr/lib now."""
    for path in (str(file), str(file).removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    sys.exit(f"{file}: found no package that owns it; expected one, which says its licence.")


def debian(files, folder):
    """Copies the licence of each package; lines of a table."""
    rows, common = [], set()
    for name, file in sorted(files.items()):
        package = owner(file)
        version, source = output("dpkg-query", "--show", "--showformat", "${Version} ${source:Package}", package).split(" ")
        text = Path("/usr/share/doc", package, "copyright").read_text(errors="replace")
        common |= set(COMMON.findall(text))
        place = folder / "debian" / package / "copyright"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        rows.append(f"| `{name}` | {package} {version} | {source} | [copyright](debian/{package}/copyright) |")
    for name in sorted(common):
        file = Path("/usr/share/common-licenses", name)
        if file.exists():
            (folder / "common-licenses").mkdir(exist_ok=True)
            shutil.copyfile(file.resolve(), folder / "common-licenses" / name)
    return rows


def swift(checkouts, folder):
    """Copies the licences of Swift's runtime and of the packages; lines of a list."""
    runtime = Path(shutil.which("swift")).resolve().parents[1] / "share/swift/LICENSE.txt"
    if not runtime.exists():
        sys.exit(f"{runtime}: found no licence of Swift; expected that of the toolchain.")
    homes = {"swift-runtime": [runtime]}
    for package in sorted(Path(checkouts).iterdir()):
        files = [file for file in sorted(package.rglob("*")) if file.is_file() and LICENCE_FILES.match(file.name)]
        if not files:
            sys.exit(f"{package}: found no licence; expected one.")
        homes[package.name] = files
    rows = []
    for name, files in homes.items():
        root = files[0].parent if name == "swift-runtime" else Path(checkouts) / name
        for file in files:
            place = folder / "swift" / name / file.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
            rows.append(f"- {name}: [{file.relative_to(root)}](swift/{name}/{file.relative_to(root)})")
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("checkouts")
    parser.add_argument("output", type=Path)
    parser.add_argument("--policy", required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True)
    rows = debian(libraries(options.program, options.policy), options.output)
    shutil.copyfile(Path(__file__).resolve().parents[2] / "LICENSE", options.output / "LICENSE")
    packages = swift(options.checkouts, options.output)
    (options.output / "README.md").write_text(
        "# What this wheel bundles, and under which licences\n\n"
        "HARTransfer itself: [MIT](LICENSE).\n\n"
        "## Shared libraries\n\n"
        "They are those of Debian as they are, under other file names. Their sources are Debian's source packages of "
        "these versions. Texts that a licence names stand in `common-licenses`.\n\n"
        "| library | package | source package | licence |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
        "## Inside the program\n\n"
        "Swift's runtime holds ICU, whose licence is that of the package libicu above.\n\n" + "\n".join(packages) + "\n")
    print(f"licences of {len(rows)} libraries and {len(packages)} files of Swift packages", file=sys.stderr)


if __name__ == "__main__":
    main()
