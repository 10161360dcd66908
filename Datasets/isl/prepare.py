#!/usr/bin/env python3
"""Puts the recordings of ISL together and writes them as arrays of NumPy in one file, isl.npz.

    prepare.py OUTPUT --published FOLDER

FOLDER holds the published files: a folder for each letter, and each of these a JSON file for each recording, named by
its id. The recordings are sorted by letter and id. OUTPUT appears as a whole or not at all; the same files give the
same bytes.
"""

import argparse
import json
import os
import sys
from pathlib import Path

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FRAMES, RATE = 400, 200
IMU = [("gyroscope", 3), ("acceleration", 3), ("rotation", 4)]


def recording(file: Path) -> dict:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        emg, imu = content["emg"], content["imu"]
        for part, rate in [("emg", emg["frequency"]), ("imu", imu["frequency"])]:
            if rate != RATE:
                sys.exit(f"prepare.py: {file}: {part}: found {rate} Hz; expected {RATE} Hz.")
        rows = []
        for row in imu["data"]:
            values = []
            for key, count in IMU:
                part = row[key]
                if len(part) != count:
                    sys.exit(f"prepare.py: {file}: {key}: found {len(part)} numbers; expected {count}.")
                values += part
            rows.append(values)
        if len(emg["data"]) != FRAMES or len(rows) != FRAMES or any(len(row) != 8 for row in emg["data"]):
            sys.exit(f"prepare.py: {file}: found {len(emg['data'])} rows of EMG and {len(rows)} of the IMU; expected "
                     f"{FRAMES} of each, 8 numbers a row of EMG.")
        return {"id": file.stem, "timestamp": content["timestamp"], "emg": emg["data"], "imu": rows}
    except (KeyError, TypeError, ValueError) as error:
        sys.exit(f"prepare.py: {file}: cannot be read ({error!r}); expected timestamp, emg and imu.")


def put_together(published: Path, np) -> dict:
    folders = {folder.name.upper(): folder for folder in published.rglob("*")
               if folder.is_dir() and len(folder.name) == 1 and folder.name.upper() in LETTERS}
    missing = [letter for letter in LETTERS if letter not in folders]
    if missing:
        sys.exit(f"prepare.py: {published}: no folder {', '.join(missing)}; expected one for each letter.")
    rows = [{"letter": letter, **recording(file)} for letter in LETTERS
            for file in sorted(folders[letter].glob("*.json"))]
    if not rows:
        sys.exit(f"prepare.py: {published}: no JSON file in the folders A to Z.")
    return {
        "emg": np.array([row["emg"] for row in rows], dtype="i1"),
        "imu": np.array([row["imu"] for row in rows], dtype="f4"),
        "letter": np.array([row["letter"] for row in rows]),
        "timestamp": np.array([row["timestamp"] for row in rows]), "id": np.array([row["id"] for row in rows]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the file to write, isl.npz")
    parser.add_argument("--published", type=Path, required=True, help="the folder that holds the folders A to Z")
    arguments = parser.parse_args()
    try:
        import numpy as np
    except ImportError as error:
        sys.exit(f"prepare.py: {sys.executable} has no {error.name}. Make an environment that has it: "
                 "python3 -m venv .venv && .venv/bin/pip install -r Datasets/requirements.txt")
    arrays = put_together(arguments.published, np)

    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    temporary = arguments.output.with_name(f".{arguments.output.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            np.savez_compressed(file, **arrays)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, arguments.output)
    finally:
        temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
