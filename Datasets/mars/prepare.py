#!/usr/bin/env python3
"""Puts the published files of MARS together and writes them as recordings.h5.

    prepare.py OUTPUT --published FOLDER

FOLDER holds `synced_data/wooutlier`, as published. There the radar has one file a person and movement, a row a point.
The skeletons of a person stand in three files of text, a row a radar frame. Each movement is cut in time: the first
ceil(.6 n) of its n frames are in `train`, the next ceil(.2 n) in `validate`, the rest in `test`. In each file the
movements follow one another. So the skeletons of a movement are put together again from the three.

Where the file of `train` is missing, the first part of each movement becomes a recording without a skeleton. The output
appears as a whole or not at all; the same files give the same bytes.
"""

import argparse
import os
import re
import sys
from pathlib import Path

RATE = 10.0
ATTRIBUTES = ["x", "y", "z", "doppler", "intensity"]
MOVEMENTS = [
    "left-upper-limb-extension", "right-upper-limb-extension", "both-upper-limb-extension", "left-front-lunge",
    "right-front-lunge", "squat", "left-side-lunge", "right-side-lunge", "left-limb-extension", "right-limb-extension",
]
JOINTS = [
    "SpineBase", "SpineMid", "Neck", "Head", "ShoulderLeft", "ElbowLeft", "WristLeft", "HandLeft", "ShoulderRight",
    "ElbowRight", "WristRight", "HandRight", "HipLeft", "KneeLeft", "AnkleLeft", "FootLeft", "HipRight", "KneeRight",
    "AnkleRight", "FootRight", "SpineShoulder", "HandTipLeft", "ThumbLeft", "HandTipRight", "ThumbRight",
]
PARTS = ["train", "validate", "test"]


def channel(joint: str, axis: str) -> str:
    """spine-base-x for SpineBase and X: the names of `joints: kinect-v2`."""
    return "-".join(word.lower() for word in re.findall("[A-Z][a-z]+", joint)) + "-" + axis.lower()


def part_lengths(frames: int) -> list[int]:
    """How many of a movement's frames are in train, validate and test: ceil(.6 n), ceil(.2 n), the rest."""
    train, validate = -(-frames * 3 // 5), -(-frames // 5)
    return [train, validate, frames - train - validate]


def radar(file: Path):
    """Points [total, 5] and where each frame begins; a frame is a run of one frame number."""
    import h5py
    import numpy as np

    with h5py.File(file, "r") as mat:
        names = [name for name in mat if not name.startswith("#")]
        if len(names) != 1 or mat[names[0]].ndim != 2 or mat[names[0]].shape[0] != 8:
            sys.exit(f"prepare.py: {file}: found {', '.join(names) or 'nothing'}; expected one table of 8 columns: "
                     "frame, number of points, x, y, z, Doppler, intensity, time.")
        table = mat[names[0]][()]
    numbers = table[0]
    if np.any(np.diff(numbers) < 0):
        sys.exit(f"prepare.py: {file}: frame numbers go back at row {int(np.argmin(np.diff(numbers))) + 1}.")
    begins = np.flatnonzero(np.r_[True, np.diff(numbers) != 0])
    return table[2:7].T.astype("<f4"), np.r_[begins, table.shape[1]].astype("<i8")


def skeletons(folder: Path, person: int) -> dict:
    """For each part the rows of its file, [frames, 75]; None where there is no file."""
    import numpy as np

    found = {}
    for part in PARTS:
        file = folder / "timesplit" / f"kinect_data_{part}.csv"
        if not file.exists():
            if part != "train":
                sys.exit(f"prepare.py: {file}: no such file; expected the skeletons of person {person}.")
            found[part] = None
            continue
        with open(file, encoding="utf-8-sig") as text:
            head = text.readline().strip().split(",")
            expected = [f"{joint}_{axis}" for axis in "XYZ" for joint in JOINTS]
            if head != expected:
                different = next((a for a, b in zip(head, expected) if a != b), f"{len(head)} columns")
                sys.exit(f"prepare.py: {file}: found '{different}' in the head; expected 25 joints, x, then y, then z.")
            found[part] = np.loadtxt(text, delimiter=",", dtype="f8", ndmin=2)
    return found


def in_channels(rows):
    """Joint after joint, x, y, z of each together."""
    return rows.reshape(len(rows), 3, 25).transpose(0, 2, 1).reshape(len(rows), 75).astype("<f4")


def recordings(root: Path) -> list[dict]:
    import numpy as np

    rows = []
    for person in range(1, 5):
        folder = root / f"subject{person}"
        files = {m: folder / f"radar_data{m}.mat" for m in range(1, 11)}
        files = {movement: file for movement, file in files.items() if file.exists()}
        if not files:
            sys.exit(f"prepare.py: {folder}: no file radar_data1.mat to radar_data10.mat; expected those of person {person}.")
        parts = skeletons(folder, person)
        used = dict.fromkeys(PARTS, 0)
        for movement, file in files.items():
            points, begins = radar(file)
            lengths = part_lengths(len(begins) - 1)
            pieces = []
            for part, length in zip(PARTS, lengths):
                if parts[part] is not None:
                    pieces.append(parts[part][used[part]:used[part] + length])
                used[part] += length
            skeleton = np.concatenate(pieces)
            bare = 0 if parts["train"] is not None else lengths[0]
            base = {"label": movement - 1, "subject": person, "trial": 1}
            name = f"s{person}_m{movement:02}"
            if bare > 0:
                rows.append({**base, "id": name + "_p0", "skeleton": None, "points": points[:begins[bare]],
                             "begins": begins[:bare + 1]})
                name += "_p1"
            rows.append({**base, "id": name, "skeleton": in_channels(skeleton), "points": points[begins[bare]:],
                         "begins": begins[bare:] - begins[bare]})
            if len(skeleton) != len(rows[-1]["begins"]) - 1:
                sys.exit(f"prepare.py: {file}: {len(begins) - 1} frames of the radar, {len(skeleton)} of the skeleton.")
        for part in PARTS:
            if parts[part] is not None and len(parts[part]) != used[part]:
                sys.exit(f"prepare.py: {folder}: kinect_data_{part}.csv has {len(parts[part])} rows; expected "
                         f"{used[part]}, as the radar's frames say.")
    return rows


def write(rows: list[dict], target: Path) -> None:
    import h5py
    import numpy as np

    def ends(lengths: list[int]):
        return np.concatenate([[0], np.cumsum(lengths)]).astype("<i8")

    with h5py.File(target, "w", libver="earliest") as file:
        file.attrs["schema"] = np.bytes_("hartransfer-recordings/1")
        file.attrs["dataset"] = np.bytes_("mars")
        file["ids"] = np.array([row["id"] for row in rows], dtype="S")
        file["class_names"] = np.array(MOVEMENTS, dtype="S")
        for column in ("label", "subject", "trial"):
            file[column + "s"] = np.array([row[column] for row in rows], dtype="<i4")

        group = file.create_group("modalities/skeleton")
        present = [row["skeleton"] for row in rows if row["skeleton"] is not None]
        group["frames"] = np.concatenate(present)
        group["offsets"] = ends([0 if row["skeleton"] is None else len(row["skeleton"]) for row in rows])
        group["present"] = np.array([row["skeleton"] is not None for row in rows], dtype="u1")
        group.attrs["rate"] = np.float64(RATE)
        group.attrs["units"] = np.bytes_("m")
        group.attrs["channels"] = np.array([channel(joint, axis) for joint in JOINTS for axis in "XYZ"], dtype="S")

        group = file.create_group("modalities/radar")
        group["points"] = np.concatenate([row["points"] for row in rows])
        before = ends([len(row["points"]) for row in rows])
        group["frame_offsets"] = np.concatenate(
            [[0]] + [row["begins"][1:] + at for row, at in zip(rows, before)]).astype("<i8")
        group["offsets"] = ends([len(row["begins"]) - 1 for row in rows])
        group.attrs["rate"] = np.float64(RATE)
        group.attrs["units"] = np.array(["m", "m", "m", "m/s", "unstated"], dtype="S")
        group.attrs["attributes"] = np.array(ATTRIBUTES, dtype="S")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the file to write, recordings.h5")
    parser.add_argument("--published", type=Path, required=True, help="the folder that holds synced_data")
    arguments = parser.parse_args()
    try:
        import h5py  # noqa: F401
        import numpy  # noqa: F401
    except ImportError as error:
        sys.exit(f"prepare.py: {sys.executable} has no {error.name}. Make an environment that has it: "
                 "python3 -m venv .venv && .venv/bin/pip install -r Datasets/requirements.txt")
    root = arguments.published / "synced_data" / "wooutlier"
    if not root.is_dir():
        sys.exit(f"prepare.py: {root}: no such folder; expected the published files of MARS below --published.")

    rows = recordings(root)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    temporary = arguments.output.with_name(f".{arguments.output.name}.{os.getpid()}.tmp")
    try:
        write(rows, temporary)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, arguments.output)
    finally:
        temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
