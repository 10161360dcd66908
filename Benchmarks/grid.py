"""The grid of a benchmark on UTD-MHAD the Python way: from raw recordings to a board, with scikit-learn, cca-zoo, aeon,
PyTorch and POT.

    python grid.py Configs/utd-mhad-full.yaml --output board.csv
    python grid.py CONFIGURATION --output board.csv --direction "skeleton -> inertial" --repetitions 1 \\
      --alignments cca,coral

The board has the columns of `hartransfer leaderboard --format csv` that are computed here. Alignments that the
libraries do not have are named on the standard error and left out. `HARTRANSFER_DATA` names the folder of utd-mhad/.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="the board, as CSV")
    parser.add_argument("--threads", type=int, default=2, help="cores to use: processes with one thread of BLAS each")
    parser.add_argument("--direction", action="append", help="only this one; may be given again")
    parser.add_argument("--repetitions", type=int, help="only so many")
    parser.add_argument(
        "--features", type=Path, help="a file of 'hartransfer encode' in place of encoding: one repetition")
    parser.add_argument("--alignments", help="only these, joined by commas")
    return parser.parse_args()


def chosen(options):
    """The configuration with what the options leave of it, and the names of alignments that are not known here."""
    from grid import alignments, configuration

    wanted = configuration.read(options.configuration)
    if options.direction:
        wanted.directions = [pair for pair in wanted.directions if " -> ".join(pair) in options.direction]
    limit = 1 if options.features else options.repetitions or wanted.repetitions
    wanted.repetitions = min(limit, wanted.repetitions)
    if options.alignments:
        wanted.alignments = [row for row in wanted.alignments if row.name in options.alignments.split(",")]
    absent = sorted({row.name for row in wanted.alignments if not alignments.is_known(row.name)})
    wanted.alignments = [row for row in wanted.alignments if row.name not in absent]
    used = {modality for pair in wanted.directions for modality in pair}
    wanted.encoders = {name: chain for name, chain in wanted.encoders.items() if name in used}
    return wanted, absent


def computed(wanted, threads, given):
    """The rows of the board, and seconds by what they were spent on."""
    from joblib import Parallel, delayed

    from grid import classifiers, encoding, loading, reduction, table, work

    seconds, start = {}, time.perf_counter()

    def passed(name):
        nonlocal start
        now = time.perf_counter()
        seconds[name], start = now - start, now

    methods = {name: classifiers.named(name, parameters) for name, parameters in wanted.classifiers}
    if unknown := [name for name, method in methods.items() if method is None]:
        raise SystemExit(f"classifiers that are not known here: {', '.join(unknown)}")
    names = loading.names()
    split = loading.split(names)
    if given:
        features = encoding.given(given, names, wanted.encoders)
    else:
        features = encoding.features(wanted.encoders, split, wanted.repetitions, threads)
    passed("reading and encoding")
    keys = [(modality, place) for modality, tables in features.items() for place in range(len(tables))]
    with Parallel(n_jobs=threads, inner_max_num_threads=1) as parallel:
        made = parallel(
            delayed(reduction.all_reduced)(features[modality][place], split, wanted.components)
            for modality, place in keys)
        reduced = dict(zip(keys, made))
        passed("reduction")
        tasks = [
            (direction, repetition) for repetition in range(wanted.repetitions) for direction in wanted.directions]

        def sides(direction, repetition):
            tables = [
                reduced[modality, min(repetition, len(features[modality]) - 1)] for modality in direction]
            return list(zip(*tables))

        outcomes = parallel(
            delayed(work.trials)(split, sides(direction, repetition), repetition, methods, wanted.alignments)
            for direction, repetition in tasks)
    passed("trials")
    units = [(direction, trials) for (direction, _), (trials, _) in zip(tasks, outcomes)]
    units += [(direction, list(work.floors(split, list(methods)))) for direction in wanted.directions]
    rows = table.rows(wanted, units, split.subjects[split.test])
    passed("board")
    inside = {}
    for _, spent in outcomes:
        for name, value in spent.items():
            inside[name] = inside.get(name, 0) + value
    return rows, seconds, inside


def main():
    options = arguments()
    # Side by side: a process for each core, and one thread of BLAS in each.
    os.environ.update({name: "1" for name in THREADS})
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    start = time.perf_counter()
    from grid import configuration, table
    from recordings import Absent

    try:
        wanted, absent = chosen(options)
        if absent:
            print(f"not known here, and left out: {', '.join(absent)}", file=sys.stderr)
        rows, seconds, inside = computed(wanted, options.threads, options.features)
    except (Absent, OSError, configuration.Unsupported) as fault:
        raise SystemExit(f"{options.configuration}: {fault}") from None
    table.write(options.output, rows)
    report = {
        "rows": len(rows), "leftOut": absent, "seconds": round(time.perf_counter() - start, 2),
        "stages": {name: round(value, 2) for name, value in seconds.items()},
        "insideTrials": {name: round(value, 2) for name, value in sorted(inside.items(), key=lambda pair: -pair[1])}}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
