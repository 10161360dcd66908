"""How long `hartransfer align` takes on a feature file that need not fit into memory, against reading the file alone.

    python Benchmarks/large_file.py .build/release/hartransfer --samples 10000 100000 --folder FOLDER [--rounds 3] [--json FILE] [--keep]

Writes one file a number of samples (two modalities of --dimension / 2 features in float32, piece by piece), and times by turns: `cat`, h5py piece
by piece, and `align` with `--memory 1M`, which reads the file in pieces. Beside them: the time that the products alone take, D² n multiplications
and additions at the rate of numpy's product of one piece with its transpose in double precision. Prints medians, peak memory, and the exponent
of the time in the number of samples. With --keep the fits go to the file of this machine. Times never decide:
the exit code is 1 only where a command fails.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import time

import h5py
import numpy as np

import machine
import results

PIECE = 16384
LATENT = 64
METHODS = {"perfect": "{k: 64}", "ridge-cca": "{k: 64}"}


def write(path, samples, dimension):
    """Two images of one latent with noise, a piece at a time."""
    random = np.random.default_rng(0)
    half = dimension // 2
    maps = [random.standard_normal((LATENT, half), dtype=np.float32) for _ in range(2)]
    names = ["modality-1", "modality-2"]
    with h5py.File(path, "w", libver=("earliest", "v108")) as file:
        for key, text in [("schema", "hartransfer-features/1"), ("dataset", "large"), ("created_by", "large_file.py")]:
            file.attrs[key] = text
        file["class_names"] = np.array(["a", "b"], dtype="S1")
        file["labels"] = (np.arange(samples) % 2).astype(np.int32)
        file["subjects"] = (np.arange(samples) % 10 + 1).astype(np.int32)
        ids = file.create_dataset("sample_ids", (samples,), dtype="S9")
        group = file.create_group("modalities")
        group.attrs["modalities"] = np.array(names, dtype="S10")
        arrays = []
        for name in names:
            array = group.create_dataset(
                f"{name}/features", (samples, half), dtype="f4", chunks=(min(samples, (1 << 20) // (4 * half)), half))
            for key, text in [("encoder", "random"), ("fitted_on", "none")]:
                array.attrs[key] = text
            arrays.append(array)
        for first in range(0, samples, PIECE):
            end = min(first + PIECE, samples)
            ids[first:end] = np.char.encode(np.char.zfill(np.arange(first, end).astype(str), 9))
            latent = random.standard_normal((end - first, LATENT), dtype=np.float32)
            for array, matrix in zip(arrays, maps):
                array[first:end] = latent @ matrix + random.standard_normal((end - first, half), dtype=np.float32)


def run(command):
    """Wall seconds, CPU seconds and peak memory in bytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return {
        "seconds": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024, "output": output}


def read(path):
    """Seconds that h5py takes for all features, piece by piece."""
    start = time.perf_counter()
    with h5py.File(path) as file:
        for group in file["modalities"].values():
            for first in range(0, len(group["features"]), PIECE):
                group["features"][first:first + PIECE]
    return time.perf_counter() - start


def rate(dimension):
    """Multiplications and additions a second of numpy's product of a piece with its transpose: half of them where it is symmetric."""
    x = np.random.default_rng(1).standard_normal((dimension, 4096))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        x @ x.T
        times.append(time.perf_counter() - start)
    return dimension * dimension * 4096 / statistics.median(times)


def measured(path, samples, options, flops):
    """All times of one file, by turns, in one row of the table; with the seconds of every run."""
    times = {"cat": [], "h5py": []} | {method: [] for method in METHODS}
    for _ in range(options.rounds):
        with open(path, "rb") as file:
            start = time.perf_counter()
            subprocess.run(["cat"], stdin=file, stdout=subprocess.DEVNULL, check=True)
            times["cat"].append({"seconds": time.perf_counter() - start})
        times["h5py"].append({"seconds": read(path)})
        for method, parameters in METHODS.items():
            times[method].append(run([
                options.program, "align", str(path), "--modalities", "modality-1,modality-2", "--method", method,
                "--parameters", parameters, "--memory", "1M", "--format", "json"]))
    products = options.dimension**2 * samples / flops
    row = {"samples": samples, "bytes": path.stat().st_size, "products": products}
    for name, values in times.items():
        row[name] = statistics.median(value["seconds"] for value in values)
        if name in METHODS:
            reports = [json.loads(value["output"]) for value in values]
            fits = [report["fitSeconds"] for report in reports]
            row |= {
                f"{name} cpu": statistics.median(value["cpu"] for value in values),
                f"{name} peak": max(value["peak"] for value in values),
                f"{name} passes": reports[-1]["reading"]["passes"], f"{name} fit": statistics.median(fits),
                f"{name} fits": fits}
    return row


def kept(rows, options):
    """The rows as entries of the file of this machine: the fit against reading or products, whichever takes longer."""
    load = round(os.getloadavg()[0], 1)
    found = []
    for method in METHODS:
        for before, row in zip([None, *rows], rows):
            least = max(row["cat"], row["products"])
            notes = [f"{row[f'{method} passes']} pass", f"whole command {results.digits(row[method])} s"]
            if before:
                notes.append(f"exponent of the fit from n {before['samples']:,}: {exponent(before, row, f'{method} fit'):.2f}")
            found.append({
                "measure": f"{method}-in-pieces-{row['samples']}",
                "sizes": f"n {row['samples']:,}, d {options.dimension // 2} + {options.dimension // 2} in single precision, "
                         f"k 64, {results.bytes_(row['bytes'])} in a file",
                "ours": results.entry(row[f"{method} fits"], row[f"{method} peak"]),
                "peer": results.entry([least], 0),
                "peerName": f"reading ({results.digits(row['cat'])} s) or products ({results.digits(row['products'])} s)",
                "memory": results.bytes_(row[f"{method} peak"]), "results": "; ".join(notes), "agree": True,
                "goal": 1 / 1.3 if row is rows[-1] else None, "threads": machine.cores(), "date": datetime.date.today().isoformat(),
                "revision": machine.revision(), "load": load})
    results.add(machine.name(), machine.description(), found)
    results.stale(write=True)


def exponent(low, high, name):
    """How the time grows with the number of samples."""
    return math.log(high[name] / low[name]) / math.log(high["samples"] / low["samples"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--samples", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--dimension", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true", help="keep the numbers in Benchmarks/results")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    flops = rate(options.dimension)
    rows = []
    for samples in options.samples:
        path = options.folder / f"large-{samples}.h5"
        write(path, samples, options.dimension)
        rows.append(measured(path, samples, options, flops))
        path.unlink()
        print(json.dumps(rows[-1]), file=sys.stderr)
    heads = ["samples", "file, MB", "cat, s", "h5py, s", "products, s"]
    print("| " + " | ".join(heads + [f"{name}, s | fit, s | peak, MB | passes" for name in METHODS]) + " |")
    print("|" + " ---: |" * (len(heads) + 4 * len(METHODS)))
    for row in rows:
        cells = [f"{row['samples']:,}", f"{row['bytes'] / 1e6:.0f}"] + [f"{row[key]:.2f}" for key in ("cat", "h5py", "products")]
        for name in METHODS:
            cells += [f"{row[name]:.2f}", f"{row[name + ' fit']:.2f}", f"{row[name + ' peak'] / 1e6:.0f}", str(row[f"{name} passes"])]
        print("| " + " | ".join(cells) + " |")
    for name in METHODS:
        for low, high in zip(rows, rows[1:]):
            both = ", ".join(f"{exponent(low, high, key):.2f} {of}" for key, of in [(name, "of the command"), (f"{name} fit", "of the fit")])
            print(f"\n{name}, {low['samples']:,} to {high['samples']:,} samples: exponent {both}")
    if options.json:
        options.json.write_text(json.dumps({"dimension": options.dimension, "rows": rows}, indent=1) + "\n")
    if options.keep:
        kept(rows, options)


if __name__ == "__main__":
    main()
