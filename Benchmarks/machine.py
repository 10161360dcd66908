"""What a measurement was made on: processor, cores, libraries and revision; nothing that names a host."""

import os
import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ["numpy", "scipy", "scikit-learn", "cca-zoo", "aeon", "torch", "POT"]


def processor():
    """As the system calls it."""
    information = Path("/proc/cpuinfo")
    for line in information.read_text().splitlines() if information.exists() else []:
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def cores():
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def name(model=None, count=None):
    """A name for files, made of the processor and the number of cores."""
    model = re.sub(r"\((r|tm)\)|\bcpu\b|\bprocessor\b|@", " ", (model or processor()).lower())
    words = re.findall(r"[a-z0-9]+", model)
    count = count or cores()
    return "-".join([*words, str(count), "core" if count == 1 else "cores"])


def memory():
    """Bytes of the machine's memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def peers():
    """The versions of the peers, and of the BLAS that NumPy has."""
    import numpy  # noqa: F401  (its BLAS is looked at)
    from threadpoolctl import threadpool_info

    blas = [each for each in threadpool_info() if each["user_api"] == "blas"]
    found = {"Python": platform.python_version()}
    for library in LIBRARIES:
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            pass
    if blas:
        parts = [blas[0].get(name) or "" for name in ("internal_api", "version", "architecture")]
        found["BLAS of NumPy"] = " ".join(parts).strip()
    return found


def revision():
    """The commit that is measured, and whether files differ from it."""

    def git(*arguments):
        done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    commit = git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return "unknown"
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!Benchmarks/results", ":!*.md")
    return f"{commit} with changes" if changed else commit


def description():
    """All of it that does not change from measure to measure."""
    return {
        "processor": processor(), "cores": cores(), "memory": memory(),
        "system": f"{platform.system()} {platform.machine()}", "peers": peers()}


if __name__ == "__main__":
    print(name(), description(), revision(), file=sys.stdout)
