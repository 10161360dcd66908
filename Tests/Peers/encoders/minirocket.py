"""Fixtures of MiniRocket: what aeon 1.6.0 fits and computes on small inputs.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/minirocket.py Tests/EncodersTests/Fixtures/minirocket.json

All inputs are multiples of 1/16 of small size, so that every convolution is exact in single precision whatever the order
of its sums: the proportions of positive values must then agree exactly.
"""

import json
import sys

import aeon
import numpy as np
from aeon.transformations.collection.convolution_based import MiniRocket
from aeon.transformations.collection.convolution_based._minirocket import _fit_dilations


def series(rng, cases, channels, frames):
    walk = np.cumsum(rng.integers(-8, 9, size=(cases, channels, frames)), axis=2)
    return (walk / 16).astype(np.float32)


def case(rng, name, train_cases, channels, frames, kernels):
    train = series(rng, train_cases, channels, frames)
    test = series(rng, 2, channels, frames)
    rocket = MiniRocket(n_kernels=kernels, random_state=7).fit(train)
    counts, indices, dilations, per_dilation, biases = rocket.parameters
    return {
        "name": name,
        "frames": frames,
        "channels": channels,
        "features": kernels,
        # One training case is what every bias is drawn from, so the biases themselves can be compared.
        "training": [case.astype(float).tolist() for case in train] if train_cases == 1 else None,
        "input": [case.astype(float).tolist() for case in test],
        "channelCounts": counts.tolist(),
        "channelIndices": indices.tolist(),
        "dilations": dilations.tolist(),
        "featuresPerDilation": per_dilation.tolist(),
        "biases": [float(f"{b:.9g}") for b in biases],
        "output": [[float(f"{v:.9g}") for v in row] for row in rocket.transform(test)],
    }


def main(path):
    assert aeon.__version__ == "1.6.0", aeon.__version__
    rng = np.random.default_rng(1)
    spread = []
    for frames in [9, 10, 16, 17, 24, 25, 33, 64, 65, 100, 107, 129, 180, 200, 326, 500, 1000]:
        for features, maximum in [(84, 32), (1000, 32), (10000, 32), (10000, 5)]:
            dilations, shares = _fit_dilations(frames, features, maximum)
            spread.append([frames, features, maximum, dilations.tolist(), shares.tolist()])
    fixture = {
        "source": f"aeon {aeon.__version__}, numpy {np.__version__}",
        "cases": [
            case(rng, "univariate", 1, 1, 30, 504),
            case(rng, "multivariate", 4, 12, 41, 420),
        ],
        "spread": spread,
    }
    with open(path, "w") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
