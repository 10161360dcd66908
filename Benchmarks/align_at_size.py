"""How long `hartransfer align` takes with many samples, and what memory, beside the same job in NumPy, by turns.

    python3 Benchmarks/align_at_size.py .build/release/hartransfer [--samples 10000 30000 100000] [--folder FOLDER]

The job: read a feature file of two modalities in single precision, standardise every feature, find the k maps of perfect
alignment, and measure errors on all pairs and retrieval among at most 10,000 of them, both ways. NumPy does it by the SVD of
the stack, and by the eigenvectors of its Gram matrix. Both sides are whole processes.

Prints a table of Markdown with medians, and the exponent of the time in the number of samples. Times never decide: the exit
code is 1 only where errors disagree or a side fails. It needs h5py and NumPy, and 0.5 GB of disk for 100,000 samples.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np

SEED = 20240601
SAMPLE = 10_000
BLOCK = 4096


def write(path, samples, features):
    """Two modalities that share a quarter of their dimensions, with noise, block by block."""
    rng = np.random.default_rng(SEED)
    shared = max(features // 4, 1)
    maps = [rng.standard_normal((shared, features)) / math.sqrt(shared) for _ in range(2)]
    text = h5py.string_dtype("utf-8")
    with h5py.File(path, "w") as file:
        file.attrs.update(
            schema="hartransfer-features/1", dataset="at-size", dataset_version="1", created_by="align_at_size.py",
            licence="CC0-1.0", citation="none")
        file["labels"] = (np.arange(samples) % 27).astype(np.int32)
        file["subjects"] = (np.arange(samples) % 8 + 1).astype(np.int32)
        file.create_dataset("class_names", data=[f"class {i}" for i in range(27)], dtype=text)
        file.create_dataset("sample_ids", data=[f"sample-{i}" for i in range(samples)], dtype=text)
        modalities = file.create_group("modalities")
        rows = max(1, min(samples, 2**20 // (4 * features)))
        sets = []
        for name in ("a", "b"):
            data = modalities.create_group(name).create_dataset(
                "features", (samples, features), dtype=np.float32, chunks=(rows, features))
            data.attrs.update(encoder="drawn", encoder_parameters="{}", pretrained_on="", fitted_on="none", units="")
            sets.append(data)
        for first in range(0, samples, BLOCK):
            count = min(BLOCK, samples - first)
            latent = rng.standard_normal((count, shared))
            for data, map_ in zip(sets, maps):
                data[first : first + count] = latent @ map_ + 0.5 * rng.standard_normal((count, features))


def nearest(queries, candidates):
    """The share of queries whose partner is nearest among all candidates, a block of queries at a time."""
    squares = (candidates**2).sum(1)
    found = 0
    for first in range(0, len(queries), 1024):
        block = queries[first : first + 1024]
        distances = squares - 2 * block @ candidates.T
        found += int((distances.argmin(1) == np.arange(first, first + len(block))).sum())
    return found / len(queries)


def peer(path, k, way):
    """The job in NumPy; prints what was measured as JSON."""
    with h5py.File(path) as file:
        views = [file[f"modalities/{name}/features"][:].astype(np.float64) for name in ("a", "b")]
    for view in views:
        view -= view.mean(0)
        view /= view.std(0)
    stack = np.hstack([views[0], -views[1]])
    if way == "svd":
        _, _, rows = np.linalg.svd(stack, full_matrices=False)
        vectors = rows[-k:].T
    else:
        _, vectors = np.linalg.eigh(stack.T @ stack)
        vectors = vectors[:, :k]
    split = views[0].shape[1]
    first, second = views[0] @ vectors[:split], views[1] @ vectors[split:]
    distances = np.linalg.norm(first - second, axis=1)
    rows = np.arange(len(first))
    if len(rows) > SAMPLE:
        rows = np.random.default_rng(SEED).choice(rows, SAMPLE, replace=False)
    print(json.dumps({
        "cmaeFrobenius": float(np.sqrt((distances**2).sum())), "cmae": float(distances.mean()),
        "recallAt1": nearest(first[rows], second[rows]), "recallAt1Back": nearest(second[rows], first[rows]),
    }))


def timed(command, threads):
    """Seconds, peak memory in bytes and output of a process."""
    limits = {name: str(threads) for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, env={**os.environ, **limits})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
        output.seek(0)
        return seconds, usage.ru_maxrss * 1024, json.loads(output.read())


def exponent(points):
    """The slope of log seconds over log samples."""
    x, y = [math.log(n) for n, _ in points], [math.log(seconds) for _, seconds in points]
    mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)


def main():
    if sys.argv[1:2] == ["--peer"]:
        return peer(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--samples", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--features", type=int, default=512, help="of each modality")
    parser.add_argument("--k", type=int, default=128)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of NumPy's BLAS; ours takes all cores")
    parser.add_argument("--metrics", nargs="+", choices=["fast", "all"], default=["fast"])
    parser.add_argument("--peers", nargs="*", choices=["svd", "gram"], default=["svd", "gram"])
    parser.add_argument("--folder", type=Path, help="where files are written; a temporary one where left out")
    options = parser.parse_args()
    if os.environ.get("OPENBLAS_CORETYPE"):
        print(f"OPENBLAS_CORETYPE is set to {os.environ['OPENBLAS_CORETYPE']}", file=sys.stderr)
    agree = True
    times = {}
    print("| samples | side | seconds | peak memory, GB | cmaeFrobenius | recall at 1, back |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for samples in options.samples:
            path = Path(folder) / f"{samples}.h5"
            write(path, samples, options.features)
            sides = {
                f"align --metrics {metrics}": [
                    options.program, "align", path, "--modalities", "a,b", "--method", "perfect", "--parameters",
                    f"{{k: {options.k}}}", "--metrics", metrics, "--format", "json",
                ] for metrics in options.metrics
            } | {
                f"NumPy, {way}": [sys.executable, __file__, "--peer", path, str(options.k), way] for way in options.peers
            }
            runs = {name: [] for name in sides}
            for _ in range(options.repetitions):
                for name, command in sides.items():
                    runs[name].append(timed(command, options.threads))
            errors = []
            for name, found in runs.items():
                seconds = statistics.median(run[0] for run in found)
                memory = max(run[1] for run in found)
                scores = found[0][2]
                scores = scores["pairs"]["scores"] if "pairs" in scores else scores
                errors.append(scores["cmaeFrobenius"])
                times.setdefault(name, []).append((samples, seconds))
                print(
                    f"| {samples} | {name} | {seconds:.2f} | {memory / 1e9:.2f} | {scores['cmaeFrobenius']:.8g} | "
                    f"{scores['recallAt1']:.4f}, {scores['recallAt1Back']:.4f} |", flush=True)
            if max(errors) > min(errors) * (1 + 1e-6):
                agree = False
                print(f"{samples} samples: errors disagree", file=sys.stderr)
            path.unlink()
    if len(options.samples) > 1:
        print()
        for name, points in times.items():
            print(f"{name}: time grows with the number of samples to the power of {exponent(points):.2f}")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
