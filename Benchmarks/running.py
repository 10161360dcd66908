"""Runs one side of a measure in a process of its own: what it prints, how long it took, and the most memory it held.

The process is started by a small one: the system counts what the starting process held as if the new one had held it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

NAMES = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]


@dataclass
class Finished:
    """A process that ended well."""

    output: str
    seconds: float
    # Of the process and of those that it waited for, whichever held most: resident bytes.
    peak: int
    processor_seconds: float


def environment(threads, **more):
    """Both sides' libraries held to the same number of threads."""
    return os.environ | {name: str(threads) for name in NAMES} | more


def run(command, threads, bind=True, **more):
    """Runs a command to its end.

    bind: whether libraries are held to the number of threads; a program that lays out its threads itself is not.
    """
    command = [str(part) for part in command]
    variables = environment(threads, **more) if bind else os.environ | more
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("output", "errors", "usage")]
        with open(places[0], "w") as output, open(places[1], "w") as errors:
            starter = [sys.executable, "-I", __file__, places[2], *command]
            done = subprocess.run(starter, env=variables, stdout=output, stderr=errors)
        if done.returncode != 0:
            lines = places[1].read_text(errors="replace").strip().splitlines()
            raise RuntimeError(f"{Path(command[0]).name}: {lines[-1] if lines else f'exit {done.returncode}'}")
        return Finished(places[0].read_text(), **json.loads(places[2].read_text()))


def start(usage_file, *command):
    """Starts the command from this small process, and writes what it took."""
    begin = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    # Linux gives kibibytes.
    told = {
        "seconds": time.perf_counter() - begin, "peak": usage.ru_maxrss * 1024,
        "processor_seconds": usage.ru_utime + usage.ru_stime}
    Path(usage_file).write_text(json.dumps(told))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(start(*sys.argv[1:]))
