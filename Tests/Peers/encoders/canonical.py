"""Fixtures of catch22: what pycatch22 computes on varied series.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/encoders/canonical.py Tests/EncodersTests/Fixtures/catch22.json

Values are written as pycatch22 gives them, those that it masks (of constant and of very short series) too; the names of
the masked features are listed with each series.
"""

import json
import sys
from importlib.metadata import version

import numpy as np
import pycatch22


def recursion(rng, count, *weights):
    """An autoregressive series."""
    series = np.zeros(count)
    for i in range(len(weights), count):
        series[i] = sum(w * series[i - k - 1] for k, w in enumerate(weights)) + rng.normal()
    return series


def main(path):
    rng = np.random.default_rng(3)
    t = np.arange(200)
    walk = np.cumsum(rng.normal(size=326))
    inputs = {
        "noise of 100": rng.normal(size=100),
        "noise of 327": rng.normal(size=327),
        "noise of 1000": rng.normal(size=1000),
        "walk of 326": walk,
        "walk of 41": walk[:41],
        "walk of 64": 30 * walk[100:164] + 1000,
        "walk of 1000": np.cumsum(rng.normal(size=1000)),
        "wave": np.sin(t / 7) + 0.1 * rng.normal(size=200),
        "two waves": np.sin(t / 3) + np.sin(t / 11 + 1) + 0.05 * rng.normal(size=200),
        "pure wave": np.sin(2 * np.pi * np.arange(160) / 20),
        "square wave": np.where(np.arange(120) % 12 < 5, 1.0, 0.0),
        "alternating": np.arange(60) % 2,
        "bursts": np.where(t % 60 < 8, 5, 0) + rng.normal(size=200),
        "rare bursts in small noise": np.where(t % 67 < 3, 5, 0) + 0.01 * rng.normal(size=200),
        "heavy tails": rng.standard_t(2, size=150),
        "very heavy tails": rng.standard_t(1.2, size=389),
        "skewed": rng.exponential(size=180) ** 2,
        "trend with noise": 0.1 * t + rng.normal(size=200),
        "parabola": (np.arange(130) - 40.0) ** 2,
        "step": np.where(np.arange(110) < 60, 0.0, 1.0),
        "impulse": np.where(np.arange(85) == 30, 1.0, 0.0),
        "autoregressive": recursion(rng, 256, 1.5, -0.8),
        "slow": recursion(rng, 500, 0.98),
        "two values": rng.integers(0, 2, size=140),
        "few values": rng.integers(0, 6, size=233),
        "rounded walk": np.round(np.cumsum(rng.normal(size=420))),
        "clipped walk": np.clip(np.cumsum(rng.normal(size=180)), -2, 2),
        "held values": np.repeat(rng.normal(size=40), 6),
        "large offset": 1e5 + rng.normal(size=180),
        "65 distances": rng.standard_t(1.5, size=66),
        "79, the least for both fluctuation analyses": rng.normal(size=79),
        "78": rng.normal(size=78),
        "40": rng.normal(size=40),
        "39": rng.normal(size=39),
        "short, 24": rng.normal(size=24),
        "short, 20": np.cumsum(rng.normal(size=20)),
        "short, 12": rng.normal(size=12),
        "short, 9": rng.normal(size=9),
        "short, 5": rng.normal(size=5),
        "short, 3": rng.normal(size=3),
        "constant": np.full(50, 2.5),
    }
    cases = []
    for name, values in inputs.items():
        values = [float(f"{v:.8g}") for v in values]
        result = pycatch22.catch22_all(values, catch24=True, return_masked=True)
        cases.append({
            "name": name,
            "input": values,
            "features": result["names"],
            "masked": [n for n, masked in zip(result["names"], result["masked"]) if masked],
            "output": [float(v) for v in result["values"]],
        })
    with open(path, "w") as file:
        json.dump({"source": f"pycatch22 {version('pycatch22')}", "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
