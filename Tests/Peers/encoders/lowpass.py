"""Fixtures of low-passes: what scipy designs, and computes forwards and backwards, on short series.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/lowpass.py Tests/EncodersTests/Fixtures/lowpass.json
"""

import json
import sys

import numpy as np
import scipy
from scipy.signal import butter, filtfilt


def main(path):
    rng = np.random.default_rng(11)
    cases = []
    # The last of each kind is just longer than the continuation at the ends, 3 (order + 1).
    for order, cutoff, frames in [
        (1, 0.12, 30), (2, 0.12, 60), (2, 0.12, 10), (2, 0.012, 120), (2, 0.9, 40), (3, 0.3, 40), (4, 0.12, 50),
        (4, 0.02, 16)]:
        b, a = butter(order, cutoff)
        values = 5 + np.cumsum(rng.standard_normal(frames))
        cases.append({
            "order": order, "cutoff": cutoff, "numerator": b.tolist(), "denominator": a.tolist(),
            "values": values.tolist(), "filtered": filtfilt(b, a, values).tolist(),
            "gradient": np.gradient(values, 1 / 50).tolist(),
        })
    with open(path, "w") as file:
        json.dump({"version": f"scipy {scipy.__version__}, numpy {np.__version__}", "cases": cases}, file,
                  separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
