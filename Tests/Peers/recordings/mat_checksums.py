"""Compares the numbers of every MATLAB file of UTD-MHAD as this package and as SciPy read them.

    python mat_checksums.py <executable mat-checksums> <folder of UTD-MHAD>

Compared are the shape and the SHA-256 of the numbers in little-endian double precision, the first index fastest, so a
single other bit is a difference. Exit code 1 where there is one, or where one side has a file that the other lacks.
"""

import hashlib
import pathlib
import subprocess
import sys

import numpy as np
from scipy.io import loadmat

VARIABLES = {"Inertial": "d_iner", "Skeleton": "d_skel", "Depth": "d_depth"}


def checksum(path, variable):
    numbers = loadmat(path)[variable]
    digest = hashlib.sha256(numbers.astype("<f8").tobytes(order="F")).hexdigest()
    return f"{digest} {'x'.join(map(str, numbers.shape))}"


def main(executable, folder):
    lines = subprocess.run([executable, folder], check=True, capture_output=True, text=True).stdout.splitlines()
    ours = {name: f"{digest} {shape}" for digest, shape, name in (line.split(" ", 2) for line in lines)}
    theirs = {
        f"{kind}/{path.name}": checksum(path, variable)
        for kind, variable in VARIABLES.items()
        for path in sorted(pathlib.Path(folder, kind).glob("*.mat"))
    }
    differing = [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
    print(f"UTD-MHAD: {len(theirs)} MATLAB files read by SciPy, {len(ours)} by this package, {len(differing)} differ")
    for name in differing[:10]:
        print(f"  {name}: {ours.get(name)} against {theirs.get(name)}")
    sys.exit(1 if differing or not theirs else 0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
