#!/usr/bin/env python3
"""Compares what Datasets/mars/prepare.py wrote with the same recordings put together by another program.

    mars.py RECORDINGS.h5 MARS.npz

MARS.npz holds points [n, 5] with point_offsets, kinect [frames, 25, 3] in metres with kinect_present, frame_offsets,
subject, movement and joints. Every number must be equal.
"""

import re
import sys

import h5py
import numpy as np


def require(holds: bool, what: str) -> None:
    if not holds:
        sys.exit(f"mars.py: different: {what}")


def main() -> None:
    prepared, other = h5py.File(sys.argv[1]), np.load(sys.argv[2])
    radar, skeleton = prepared["modalities/radar"], prepared["modalities/skeleton"]
    require(np.array_equal(radar["points"], other["points"]), "the points")
    require(np.array_equal(radar["frame_offsets"], other["point_offsets"]), "where frames begin")
    present = other["kinect_present"]
    require(np.array_equal(skeleton["frames"], other["kinect"][present].reshape(-1, 75)), "the skeletons")
    joints = ["-".join(word.lower() for word in re.findall("[A-Z][a-z]+", joint)) for joint in other["joints"]]
    require([name.decode() for name in skeleton.attrs["channels"]] == [f"{j}-{a}" for j in joints for a in "xyz"],
            "the names of the joints")
    offsets, frames = radar["offsets"][()], other["frame_offsets"]
    require(set(frames) <= set(offsets), "where recordings begin")
    of = np.searchsorted(frames, offsets[:-1], side="right") - 1
    require(np.array_equal(prepared["subjects"], other["subject"][of]), "the persons")
    require(np.array_equal(prepared["labels"][()] + 1, other["movement"][of]), "the movements")
    for i, has in enumerate(skeleton["present"][()]):
        part = present[offsets[i]:offsets[i + 1]]
        require(bool(part.all() if has else not part.any()), f"which skeletons are there, recording {i}")
        require(np.diff(skeleton["offsets"])[i] == (len(part) if has else 0), f"the frames of recording {i}")
    print(f"mars.py: equal: {len(other['points'])} points, {int(present.sum())} skeletons, {len(of)} recordings")


if __name__ == "__main__":
    main()
