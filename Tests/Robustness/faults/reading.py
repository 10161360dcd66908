"""A file that is cut while it is read: it is refused, or was read whole before."""
import os
import time

import h5py
import numpy

from harness.program import limits
from faults.scene import Started

ROWS, WIDTH = 60_000, 32


def cut_while_read(scene):
    kind = scene.random.choice(["h5", "npy", "csv"])
    file = scene.folder / f"large.{kind}"
    made(file, kind)
    size = file.stat().st_size
    process = Started([scene.program, "inspect", str(file), "--format", "json"], scene.folder, limits(), None)
    time.sleep(scene.random.random() * 0.4)
    os.truncate(file, scene.random.randrange(size))
    process.ended()
    scene.expect_plain(process, {0, 2})


def made(file, kind):
    rows = numpy.arange(ROWS * WIDTH, dtype="f8").reshape(ROWS, WIDTH)
    if kind == "npy":
        numpy.save(file, rows)
    elif kind == "h5":
        with h5py.File(file, "w") as opened:
            opened.create_dataset("x", data=rows, chunks=(512, WIDTH))
    else:
        lines = [",".join(f"c{column}" for column in range(WIDTH)), *(",".join(map(str, row)) for row in rows[:6_000].tolist())]
        file.write_text("\n".join(lines) + "\n")
