"""Fixtures of MultiRocket: what aeon 1.6.0 fits and computes on small inputs.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/multirocket.py Tests/EncodersTests/Fixtures/multirocket.json

All inputs are multiples of 1/16 of small size, so that every convolution is exact in single precision whatever the order
of its sums. Only the part of the features that comes from the series itself is taken; the part that comes from differences
is compared by giving the differences as series, because aeon shifts them to one side by one frame less than it does
where it fits.
"""

import json
import sys

import aeon
import numpy as np
from aeon.transformations.collection.convolution_based import MultiRocket


def series(rng, cases, channels, frames):
    walk = np.cumsum(rng.integers(-8, 9, size=(cases, channels, frames)), axis=2)
    return (walk / 16).astype(np.float32)


def case(name, train, test, kernels):
    rocket = MultiRocket(n_kernels=kernels, random_state=7).fit(train)
    if train.shape[1] > 1:
        counts, indices, dilations, per_dilation, biases = rocket.parameter
    else:
        dilations, per_dilation, biases = rocket.parameter
        counts = np.ones(84 * len(dilations), dtype=int)
        indices = np.zeros(84 * len(dilations), dtype=int)
    features = rocket.transform(test)
    return {
        "name": name,
        "input": [case.astype(float).tolist() for case in test],
        "channelCounts": counts.tolist(),
        "channelIndices": indices.tolist(),
        "dilations": dilations.tolist(),
        "featuresPerDilation": per_dilation.tolist(),
        "biases": [float(f"{b:.9g}") for b in biases],
        "output": [[float(f"{v:.9g}") for v in row[: features.shape[1] // 2]] for row in features],
    }


def main(path):
    assert aeon.__version__ == "1.6.0", aeon.__version__
    rng = np.random.default_rng(2)
    cases = []
    for channels, frames, kernels in [(1, 30, 252), (12, 41, 252)]:
        train, test = series(rng, 4, channels, frames), series(rng, 2, channels, frames)
        cases.append(case(f"{channels} channels", train, test, kernels))
        cases.append(case(f"differences of {channels} channels", np.diff(train), np.diff(test), kernels))
    with open(path, "w") as file:
        json.dump({"source": f"aeon {aeon.__version__}, numpy {np.__version__}", "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
