"""A folder in which the commands of the documentation can be executed."""
import re
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parent.parent


def prepare(folder, program):
    """The program on the path, the package's configurations and data sets, and data as the pages describe them."""
    (folder / "bin").mkdir()
    (folder / "bin/hartransfer").symlink_to(program)
    for name in ["Configs", "Datasets", "Tests"]:
        (folder / name).symlink_to(ROOT / name)
    random = np.random.default_rng(1)
    features(folder / "clips.h5", random)
    recordings(folder / "gym", random)
    kitchen = folder / "sets/kitchen"
    (kitchen / "data").mkdir(parents=True)
    (kitchen / "data/clips.h5").write_bytes((folder / "clips.h5").read_bytes())
    page = (ROOT / "CONTRIBUTING.md").read_text()
    (kitchen / "manifest.yaml").write_text(re.search(r"```yaml\n(id: kitchen\n.*?)```", page, re.S).group(1))


def features(file, random):
    """96 clips of three classes and eight persons: video as rows, the sensor as columns."""
    classes = ["pour", "stir", "cut"]
    labels = random.integers(0, 3, 96)
    latents = 3 * np.eye(4)[labels] + random.normal(size=(96, 4))
    video = latents @ random.normal(size=(4, 16)) + 0.3 * random.normal(size=(96, 16))
    imu = latents @ random.normal(size=(4, 8)) + 0.3 * random.normal(size=(96, 8))
    persons = np.arange(96) % 8 + 1
    with h5py.File(file, "w") as contents:
        contents["/emb/video"], contents["/emb/imu"] = video, imu.T
        contents["/clip"] = [f"{classes[c]}_s{p}_t{1 + row // 8}" for row, (c, p) in enumerate(zip(labels, persons))]
        contents["/action"] = [classes[c] for c in labels]
        contents["/person"] = persons


def recordings(folder, random):
    """Four persons, three exercises, four repetitions: six channels at 50 a second."""
    for person in range(1, 5):
        (folder / f"person-{person}").mkdir(parents=True)
        for place, exercise in enumerate(["squat", "curl", "press"]):
            for repetition in range(1, 5):
                phase = 2 * np.pi * np.arange(450) / (25 + 15 * place) + person
                axes = np.stack([np.sin(phase + axis * place) * (9.8 if axis < 3 else 100) for axis in range(6)], axis=1)
                table = np.column_stack([np.arange(450) * 20, axes + 0.5 * random.normal(size=axes.shape)])
                np.savetxt(
                    folder / f"person-{person}/{exercise}_{repetition}.csv", table, fmt="%.4f", delimiter=",",
                    header="t_ms,ax,ay,az,gx,gy,gz", comments="")
