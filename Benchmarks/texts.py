"""Recordings in tables of text: made-up ones of the layout and the kind of MEx, and MEx where it is found."""

import os
from pathlib import Path

import numpy as np

from recordings import ROOT, Absent

SEED = 20240601
PERSONS, EXERCISES, SECONDS = 4, 7, 60
VARIABLE = "SPEED_FILES"


def stamps(rate, start):
    """Times as MEx writes them: to a microsecond, and without a fraction at whole seconds."""
    steps = (np.arange(SECONDS * rate) / rate * 1e6).astype("timedelta64[us]")
    times = np.datetime64("2018-11-08T11:00:00", "us") + np.timedelta64(start, "s") + steps
    return [text.replace("T", " ").removesuffix(".000000") for text in np.datetime_as_string(times, unit="us")]


def sensors(rng):
    """A recording: folder and kind, frames a second, and frames x channels as the devices round them."""
    def acceleration():
        return np.round(64 * rng.normal(0, 0.6, (SECONDS * 100, 3)).clip(-8, 8)) / 64

    depth = np.round(rng.uniform(0.2, 0.95, (SECONDS * 13, 192)), 4) * (rng.random((SECONDS * 13, 192)) < 0.9)
    mat = rng.integers(1, 3768, (SECONDS * 15, 512)) * (rng.random((SECONDS * 15, 512)) < 0.18)
    yield "act", "act", 100, acceleration()
    yield "acw", "acw", 100, acceleration()
    yield "dc_0.05_0.05", "dc", 13, depth
    yield "pm_1.0_1.0", "pm", 15, mat.astype(float)


def made_up(folder):
    """Writes the files."""
    rng = np.random.default_rng(SEED)
    for person in range(1, PERSONS + 1):
        for exercise in range(1, EXERCISES + 1):
            for place, kind, rate, values in sensors(rng):
                file = folder / place / f"{person:02}" / f"{exercise:02}_{kind}_1.csv"
                file.parent.mkdir(parents=True, exist_ok=True)
                rows = zip(stamps(rate, 100 * exercise), values.tolist())
                file.write_text("".join(f"{time},{','.join(map(repr, row))}\n" for time, row in rows))
    return folder


def mex(_):
    """Where the files of MEx are."""
    places = [Path(os.environ["HARTRANSFER_DATA"], "mex")] if os.environ.get("HARTRANSFER_DATA") else []
    for place in [*places, ROOT / "Datasets/mex/data"]:
        if next(place.glob("**/act/01/01_act_1.csv"), None):
            return place
    raise Absent("MEx was not found; HARTRANSFER_DATA names the folder that holds mex/")


def files():
    """The files that are measured, in the order of their paths."""
    return sorted(Path(os.environ[VARIABLE]).glob("**/*.csv"), key=lambda file: os.fsencode(file))
