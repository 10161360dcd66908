"""Whether two results folders hold the same: plan, records and boards byte for byte, but for what tells the time.

Usage: same_results.py <one> <other>
"""
import csv
import json
import sys
from pathlib import Path

# Logs of jobs, and locks.
NO_RESULT = {"slurm", ".claims"}


def contents(folder):
    """The bytes of every file by its path, without times and, of records, without who ran them when."""
    found = {}
    for file in sorted(Path(folder).rglob("*")):
        name = file.relative_to(folder)
        if not file.is_file() or name.parts[0] in NO_RESULT:
            continue
        if name.parts[0] == "records":
            record = json.loads(file.read_text())
            del record["run"]
            found[str(name)] = json.dumps(record, sort_keys=True)
        elif name.name == "leaderboard.json":
            rows = json.loads(file.read_text())
            for row in rows:
                row["fitSeconds"] = None
            found[str(name)] = json.dumps(rows)
        elif name.name == "leaderboard.csv":
            rows = list(csv.DictReader(file.read_text().splitlines()))
            for row in rows:
                row["fitSeconds"] = None
            found[str(name)] = json.dumps(rows)
        else:
            found[str(name)] = file.read_bytes()
    return found


def main(one, other):
    a, b = contents(one), contents(other)
    faults = [f"only in {one}: {name}" for name in a if name not in b]
    faults += [f"only in {other}: {name}" for name in b if name not in a]
    faults += [f"differs: {name}" for name in a if name in b and a[name] != b[name]]
    records = sum(name.startswith("records/") for name in a)
    if records == 0 or "leaderboard.json" not in a:
        faults.append(f"{one}: {records} records, and {'a' if 'leaderboard.json' in a else 'no'} board")
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    print(f"{records} records and the board are the same" if not faults else f"{len(faults)} differences")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
