"""Fixtures of catch22: what pycatch22 computes on varied series.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/canonical.py Tests/EncodersTests/Fixtures/catch22.json

A feature that is not a number, as those of a constant series are, is written as 0.
"""

import json
import math
import sys
from importlib.metadata import version

import numpy as np
import pycatch22


def main(path):
    rng = np.random.default_rng(3)
    t = np.arange(200)
    walk = np.cumsum(rng.normal(size=326))
    inputs = {
        "noise of 100": rng.normal(size=100),
        "noise of 327": rng.normal(size=327),
        "walk of 326": walk,
        "walk of 41": walk[:41],
        "walk of 64": 30 * walk[100:164] + 1000,
        "wave": np.sin(t / 7) + 0.1 * rng.normal(size=200),
        "two waves": np.sin(t / 3) + np.sin(t / 11 + 1) + 0.05 * rng.normal(size=200),
        "bursts": np.where(t % 60 < 8, 5, 0) + rng.normal(size=200),
        "heavy tails": rng.standard_t(2, size=150),
        "skewed": rng.exponential(size=180) ** 2,
        "line with noise": 0.1 * t + rng.normal(size=200),
        "autoregressive": np.array([0.0] * 256),
        "short, 24": rng.normal(size=24),
        "short, 12": rng.normal(size=12),
        "short, 9": rng.normal(size=9),
        "constant": np.full(50, 2.5),
    }
    series = inputs["autoregressive"]
    for i in range(2, 256):
        series[i] = 1.5 * series[i - 1] - 0.8 * series[i - 2] + rng.normal()
    cases = []
    for name, values in inputs.items():
        values = [float(f"{v:.6g}") for v in values]
        result = pycatch22.catch22_all(values, catch24=True)
        cases.append({
            "name": name,
            "input": values,
            "features": result["names"],
            "output": [float(v) if math.isfinite(v) else 0.0 for v in result["values"]],
        })
    with open(path, "w") as file:
        json.dump({"source": f"pycatch22 {version('pycatch22')}", "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
