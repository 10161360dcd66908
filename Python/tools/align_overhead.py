#!/usr/bin/env python3
"""How long `hartransfer.align` takes beyond the arithmetic: medians of some runs, printed and not judged.

    HARTRANSFER_PROGRAM=.build/release/hartransfer PYTHONPATH=Python/src python3 Python/tools/align_overhead.py

Overhead is the time of the call less `computeSeconds` of its report: what the program spends on features that stand in
its memory until it knows all that it says of them (reduction, fit, latents of all rows, metrics). So all of the rest
counts: the checks in Python, the start of the program and the file, which is written meanwhile, reading, writing and
reading back.
"""
import argparse
import json
import statistics
import time

import numpy as np

import hartransfer
from hartransfer import alignment


def parts(x1, x2, **options):
    """Milliseconds of one call: in all, in the program, its arithmetic and its fit, and of writing the file."""
    spent = {}

    def timed(name, function):
        def call(*words, **more):
            began = time.perf_counter()
            try:
                return function(*words, **more)
            finally:
                spent[name] = (time.perf_counter() - began) * 1000
        return call

    originals = alignment.result, alignment._write
    alignment.result, alignment._write = timed("program", originals[0]), timed("write", originals[1])
    try:
        began = time.perf_counter()
        measures = hartransfer.align(x1, x2, **options).report.measures
        spent["all"] = (time.perf_counter() - began) * 1000
    finally:
        alignment.result, alignment._write = originals
    spent["compute"], spent["fit"] = measures["computeSeconds"] * 1000, measures["fitSeconds"] * 1000
    spent["overhead"] = spent["all"] - spent["compute"]
    return spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--features", type=int, default=512)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--type", choices=["float32", "float64"], default="float32")
    parser.add_argument("--options", type=json.loads, default={}, help='of align, as in \'{"metrics": "none"}\'')
    chosen = parser.parse_args()
    random = np.random.default_rng(0)
    latent = random.normal(size=(chosen.rows, 64))
    size = (chosen.rows, chosen.features)
    x1, x2 = ((latent @ random.normal(size=(64, chosen.features)) + random.normal(size=size)).astype(chosen.type)
              for _ in range(2))
    runs = [parts(x1, x2, **chosen.options) for _ in range(chosen.runs)]
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    print(f"hartransfer.align of two {chosen.rows} x {chosen.features} of {chosen.type}, options "
          f"{chosen.options or 'left out'}: medians of {chosen.runs} runs")
    for name, meaning in [
        ("all", "the call"), ("compute", "arithmetic in the program"), ("fit", "of which the fit"),
        ("program", "from the start of the program to its end"),
        ("write", "of which the file, written while the program starts"),
    ]:
        print(f"  {found[name]:8.1f} ms  {meaning}")
    least = min(run["overhead"] for run in runs)
    share = found["overhead"] / found["compute"]
    print(f"  {found['overhead']:8.1f} ms  overhead, {share:.2f} times the arithmetic; at least {least:.1f} ms")


if __name__ == "__main__":
    main()
