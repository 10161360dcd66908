#!/usr/bin/env python3
"""Checks a wheel that was built: its size, and that each library it bundles has its licence beside it.

    check_wheel.py WHEEL --policy manylinux_2_36_x86_64

Exit code 1 where something is wrong.
"""
import argparse
import re
import sys
import zipfile
from pathlib import Path

# Below this many bytes.
LIMIT = 80_000_000
EXECUTABLE = 0o111 << 16


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--policy", required=True)
    options = parser.parse_args()
    faults = []
    with zipfile.ZipFile(options.wheel) as wheel:
        members = {member.filename: member for member in wheel.infolist()}
        program = members.get("hartransfer/bin/hartransfer")
        if program is None or not program.external_attr & EXECUTABLE:
            faults.append("hartransfer/bin/hartransfer: found no program that may be executed")
        listed = set(re.findall(r"^\| `([^`]+)` \|", wheel.read("hartransfer/licences/README.md").decode(), re.M))
        bundled = [
            Path(name).name for name in members if name.startswith("hartransfer.libs/") and not name.endswith("/")]
        for name in bundled:
            # auditwheel puts a checksum behind the first part of the name of the file, which may be longer than that
            # by which the library is asked for.
            stem = re.sub(r"-[0-9a-f]{8}", "", name, count=1)
            if not any(stem.startswith(one.split(".so")[0]) for one in listed):
                faults.append(f"{name}: found no licence; expected one in hartransfer/licences")
        if not bundled:
            faults.append("hartransfer.libs: found no library; expected those that the program needs")
        for name in members:
            if "/data/" in name and "/Datasets/" in name:
                faults.append(f"{name}: found recordings; expected none")
    size = options.wheel.stat().st_size
    if size >= LIMIT:
        faults.append(f"{size} bytes; expected fewer than {LIMIT}")
    if not options.wheel.name.endswith(f"-py3-none-{options.policy}.whl"):
        faults.append(f"the name; expected py3-none-{options.policy}")
    for fault in faults:
        print(f"error: {options.wheel.name}: {fault}", file=sys.stderr)
    print(f"{options.wheel}: {size / 1e6:.1f} MB, {len(bundled)} libraries, {len(listed)} of them with a licence listed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
