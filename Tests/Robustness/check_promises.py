"""Whether the table of README.md is that of the program: each fault, its promise and its test."""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from faults.everything import FAULTS  # noqa: E402
from faults.promises import PROMISES  # noqa: E402


def main():
    page = (Path(__file__).resolve().parent / "README.md").read_text()
    found = {name: (promise, test) for name, promise, test in re.findall(r"^\| (.*?) \| (.*?) \| `(\w+\.\w+)` \|$", page, re.M)}
    wanted = {
        name: (PROMISES[name], f"{fault.__module__.split('.')[-1]}.{fault.__name__}") for name, fault in FAULTS.items()}
    for name in sorted({**found, **wanted}):
        if found.get(name) != wanted.get(name):
            print(f"error: README.md, '{name}': found {found.get(name)}; expected {wanted.get(name)}.", file=sys.stderr)
    return 0 if found == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
