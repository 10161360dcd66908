"""What it costs to read a sound file in a process of its own first: beside reading it, and to start that process."""
import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import h5py
import numpy

from harness.program import environment

SAMPLES, DIMENSIONS = 100_000, 512
LAYOUTS = {
    "contiguous": {},
    "in chunks": {"chunks": (1000, DIMENSIONS)},
    "gzip": {"chunks": (1000, DIMENSIONS), "compression": "gzip", "compression_opts": 1},
    "gzip, shuffled": {"chunks": (1000, DIMENSIONS), "compression": "gzip", "compression_opts": 1, "shuffle": True},
}
# The process that reads must start within this many seconds, and reading first may add this share.
START, SHARE = 0.05, 0.05


def cost(program, say, rounds=5):
    """Medians of so many rounds, the file in the memory of the machine."""
    with tempfile.TemporaryDirectory(prefix="robustness-") as home:
        starts = [Reader(program).ended() for _ in range(rounds)]
        layouts = {}
        for name, options in LAYOUTS.items():
            file = Path(home) / "a.h5"
            write(file, options)
            checks, wholes = [], []
            for _ in range(rounds):
                wholes.append(timed(lambda: subprocess.run(
                    [program, "inspect", file], check=True, capture_output=True, env=environment())))
                reader = Reader(program)
                checks.append(timed(lambda: reader.read(file)))
                reader.ended()
            check, whole = median(checks), median(wholes)
            layouts[name] = {
                "bytes": file.stat().st_size, "check": check, "reading": whole - check - median(starts)}
            say(f"cost, {name}: {1000 * check:.0f} ms beside {layouts[name]['reading']:.2f} s")
        return {"start": median(starts), "layouts": layouts, "rounds": rounds, "samples": SAMPLES, "dimensions": DIMENSIONS}


def write(file, options):
    drawn = numpy.random.default_rng(0)
    with h5py.File(file, "w", libver=("v108", "v108")) as opened:
        for name, text in [("schema", "hartransfer-features/1"), ("dataset", "mine"), ("dataset_version", "1"),
                           ("created_by", "cost.py"), ("licence", "none"), ("citation", "none")]:
            opened.attrs[name] = text
        opened["class_names"] = numpy.array(["a", "b"], dtype="S1")
        opened["labels"] = numpy.arange(SAMPLES, dtype="i4") % 2
        opened["subjects"] = numpy.arange(SAMPLES, dtype="i4") % 10
        opened["sample_ids"] = numpy.array([f"s{index}" for index in range(SAMPLES)], dtype="S7")
        for name in ("a", "b"):
            # Few distinct values, so that there is something to pack.
            numbers = drawn.integers(0, 4096, (SAMPLES, DIMENSIONS)).astype("f4") / 4096
            array = opened.create_dataset(f"modalities/{name}/features", data=numbers, **options)
            for key, text in [("encoder", "none"), ("encoder_parameters", "{}"), ("pretrained_on", ""), ("fitted_on", "none"),
                              ("units", "")]:
                array.attrs[key] = text


class Reader:
    """The process that the program starts to read files, started by us."""

    def __init__(self, program):
        begun = time.perf_counter()
        self.ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [program, "__read-files"], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment())
        theirs.close()
        self.lines = self.ours.makefile("rb")
        if self.lines.readline() != b"ready\n":
            raise RuntimeError(f"{program} reads no files")
        self.start = time.perf_counter() - begun

    def read(self, file):
        limits = {"memory": 2 << 30, "processorSeconds": 10, "seconds": 600}
        self.ours.sendall(json.dumps({"path": str(file), "limits": limits}).encode() + b"\n")
        answer = json.loads(self.lines.readline())
        if answer["lacksMemory"]:
            raise RuntimeError(f"{file} needs too much memory")

    def ended(self):
        """Seconds until it could be asked."""
        self.lines.close()
        self.ours.close()
        self.process.wait()
        return self.start


def timed(body):
    begun = time.perf_counter()
    body()
    return time.perf_counter() - begun


def median(values):
    return sorted(values)[len(values) // 2]
