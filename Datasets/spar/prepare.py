#!/usr/bin/env python3
"""Takes the SPAR recordings out of the Python package seglearn and writes them as recordings.h5.

    prepare.py OUTPUT --version 1.2.5 --sha256 DIGEST [--wheel PATH]

Without --wheel, pip downloads the package. The recordings are a pickle, and unpickling runs what is inside, so the
checksum of the wheel is compared before anything of it is read. The output appears as a whole or not at all; the
same wheel gives the same bytes.
"""

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MEMBER = "seglearn/data/watch_dataset.npy"
RATE = 50.0
MODALITIES = {
    "accelerometer": (slice(0, 3), "g", ["acceleration-x", "acceleration-y", "acceleration-z"]),
    "gyroscope": (slice(3, 6), "rad/s", ["angular-rate-x", "angular-rate-y", "angular-rate-z"]),
}
SIDES = ["left", "right"]


def download(version: str, folder: str) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--quiet", "--disable-pip-version-check", "--dest", folder, f"seglearn=={version}"]
    if subprocess.run(command, stdout=sys.stderr).returncode != 0:
        sys.exit(f"prepare.py: pip could not download seglearn=={version}; is the network there? "
                 "A wheel that you have can be given with --wheel.")
    return next(Path(folder).glob("*.whl"))


def checked(wheel: Path, sha256: str) -> bytes:
    content = wheel.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"prepare.py: {wheel}: found SHA-256 {found}; expected {sha256}. Nothing of it was read.")
    return content


def recordings(content: bytes) -> tuple[list[dict], list[str]]:
    import numpy as np

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        data = np.load(io.BytesIO(package.read(MEMBER)), allow_pickle=True).item()
    rows = []
    for frames, exercise, subject, side in zip(data["X"], data["y"], data["subject"], data["side"], strict=True):
        name, exercise, subject, side = data["y_labels"][int(exercise)], int(exercise), int(subject), int(side)
        rows.append({
            "id": f"{name.lower()}_s{subject}_{SIDES[side]}",
            "label": exercise,
            "subject": subject,
            # One recording a side: which of the two is trial 1 alternates, so that no trial number means one side.
            "trial": 1 + (side + subject + exercise) % 2,
            "frames": frames,
        })
    rows.sort(key=lambda row: (row["label"], row["subject"], row["trial"]))
    if len({(row["label"], row["subject"], row["trial"]) for row in rows}) != len(rows) or len(rows) != 140:
        sys.exit(f"prepare.py: {MEMBER}: found {len(rows)} recordings; expected one of 7 exercises x 10 persons x 2 sides.")
    return rows, data["y_labels"]


def write(rows: list[dict], class_names: list[str], target: Path) -> None:
    import h5py
    import numpy as np

    with h5py.File(target, "w", libver="earliest") as file:
        file.attrs["schema"] = np.bytes_("hartransfer-recordings/1")
        file.attrs["dataset"] = np.bytes_("spar")
        file["ids"] = np.array([row["id"] for row in rows], dtype="S")
        file["class_names"] = np.array(class_names, dtype="S")
        for column in ("label", "subject", "trial"):
            file[column + "s"] = np.array([row[column] for row in rows], dtype="<i4")
        lengths = [len(row["frames"]) for row in rows]
        for name, (columns, unit, channels) in MODALITIES.items():
            group = file.create_group(f"modalities/{name}")
            group["frames"] = np.concatenate([row["frames"][:, columns] for row in rows]).astype("<f4")
            group["offsets"] = np.concatenate([[0], np.cumsum(lengths)]).astype("<i8")
            group.attrs["rate"] = np.float64(RATE)
            group.attrs["units"] = np.bytes_(unit)
            group.attrs["channels"] = np.array(channels, dtype="S")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the file to write, recordings.h5")
    parser.add_argument("--version", required=True, help="the version of seglearn")
    parser.add_argument("--sha256", required=True, help="SHA-256 of its wheel")
    parser.add_argument("--wheel", type=Path, help="a wheel at hand instead of a download")
    arguments = parser.parse_args()
    try:
        import h5py  # noqa: F401
        import numpy  # noqa: F401
    except ImportError as error:
        sys.exit(f"prepare.py: {sys.executable} has no {error.name}. Make an environment that has it: "
                 "python3 -m venv .venv && .venv/bin/pip install -r Datasets/requirements.txt")

    with tempfile.TemporaryDirectory() as folder:
        wheel = arguments.wheel or download(arguments.version, folder)
        rows, class_names = recordings(checked(wheel, arguments.sha256))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    temporary = arguments.output.with_name(f".{arguments.output.name}.{os.getpid()}.tmp")
    try:
        write(rows, class_names, temporary)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, arguments.output)
    finally:
        temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
