"""REPORT.md, from what was measured and nothing else."""
import os
import platform
import subprocess
from pathlib import Path

from cost import SHARE, START
from faults.promises import PROMISES
from harness.judge import FAULTS, OUTCOMES

ROOT = Path(__file__).resolve().parents[2]


def written(measured):
    parts = [head(measured)]
    for name, part in PARTS.items():
        parts.append(part(measured[name]) if measured.get(name) else f"## {TITLES[name]}\n\nNot part of this run.\n")
    return "\n".join(parts)


TITLES = {
    "mutants": "Mutated inputs", "faults": "Faults injected", "long": "Long run", "degenerate": "Degenerate numbers",
    "cost": "What checking costs", "sanitizers": "Sanitisers"}


def head(measured):
    rows = [
        [TITLES[name], about["revision"], about["date"], minutes(about["seconds"])]
        for name in TITLES if (about := measured["about"].get(name))]
    rows += [
        [f"{each['sanitizer']} sanitiser", each["revision"], each["date"], minutes(each["seconds"])]
        for each in measured["sanitizers"]]
    return f"""# Robustness, measured

`make robustness` writes this page from what it measures, and from what `make sanitize` left. `README.md` beside it says
what each number means. The machine has {processor()}, {os.cpu_count()} processors, {memory() >> 30} GiB, and
{platform.platform()}.

{table(['part', 'revision', 'date', 'took'], rows)}
"""


def minutes(seconds):
    return f"{seconds / 60:.0f} min"


def mutants(result):
    rows, total = [], {name: 0 for name in [*OUTCOMES, *FAULTS]}
    for form, counts in result["counts"].items():
        for name, count in counts.items():
            total[name] += count
        rows.append([form, sum(counts.values()), *(counts.get(name, 0) for name in [*OUTCOMES, *FAULTS])])
    rows.append(["**all**", sum(total.values()), *total.values()])
    text = f"""## {TITLES['mutants']}

{result['count']:,} mutants with the seed {result['seed']}, {result['jobs']} side by side. A mutant may take 10 s of computing or of waiting.
It may take 2 GiB of resident memory. The longest took {result['longest']:.1f} s from start to end beside the others.
The largest took {result['largest'] >> 20} MiB.

{table(['format', 'mutants', *OUTCOMES, *FAULTS], rows)}
"""
    return text + found("mutants", [
        f"{fault['format']} {fault['number']} (seed {fault['seed']}; {fault['how']}): {fault['outcome']}, {plain(fault['why'])}"
        for fault in result["faults"]])


def faults(result):
    rows = []
    for name, measured in result.items():
        ended = ", ".join(f"{code}: {count}" for code, count in sorted(measured["endings"].items()))
        rows.append([
            name, measured["times"], len(measured["findings"]), PROMISES[name],
            measured["skipped"] or (f"exit codes {ended}" if ended else "")])
    text = f"""## {TITLES['faults']}

After each one the same command goes on. Records and boards must then be those of an undisturbed run, byte for byte
but for times.

{table(['fault', 'times', 'broken', 'promise', ''], rows)}
"""
    return text + found("faults", [
        f"{name}, {finding['scene']}: {plain('; '.join(finding['what']))}"
        for name, measured in result.items() for finding in measured["findings"]])


def long_run(result):
    if result["holds"] is None:
        return f"## {TITLES['long']}\n\n{result['trials']} trials, too short to be judged ({result['samples']} samples).\n"
    first, last = (bytes_ / 2**20 for bytes_ in result["memory"])
    return f"""## {TITLES['long']}

{result['trials']:,} trials in one process, exit code {result['code']}. Memory and files were looked at {result['samples']:,} times.
The first tenth of these has the median {first:.1f} MiB of resident memory, the last {last:.1f} MiB ({100 * result['growth']:+.1f} %).
The most was {result['largest'] / 2**20:.1f} MiB. Open files: {result['files'][0]} and {result['files'][1]}.
Growth of at most 5 %, and no file more: **{'holds' if result['holds'] else 'broken'}**.
"""


def degenerate(result):
    rows = [[name, case["records"], case["failed"], len(case["findings"])] for name, case in result["cases"].items()]
    cores = [[name, core["note"], "" if core["largest"] is None else f"{core['largest']:.2g}",
              {True: "yes", False: "**no**", None: "not run"}[core["holds"]]] for name, core in result["cores"].items()]
    text = f"""## {TITLES['degenerate']}

{result['alignments']} alignments x {len(result['classifiers'])} classifiers x 3 reductions on made-up features. Each is run by one thread,
by two jobs, and by two threads of BLAS, which must leave the same records. A score is a number or empty.

{table(['features', 'records', 'of failed trials', 'broken'], rows)}

Kernels of other processors, on the usual features: the largest difference of any score, relative above 1, may be 0.02.

{table(['OPENBLAS_CORETYPE', 'used', 'largest difference', 'holds'], cores)}
"""
    return text + found("numbers", [
        f"{name}: {plain(finding)}" for name, case in result["cases"].items() for finding in case["findings"]])


def cost(result):
    rows = []
    for name, layout in result["layouts"].items():
        share = layout["check"] / layout["reading"]
        rows.append([
            name, f"{layout['bytes'] / 1e6:.0f}", f"{layout['reading']:.2f}", f"{1000 * layout['check']:.0f}", f"{100 * share:.1f}",
            "yes" if share <= SHARE else "**no**"])
    start = result["start"]
    return f"""## {TITLES['cost']}

A file is read in a process of its own before the program reads it. That process takes {1000 * start:.0f} ms to start (wanted:
{1000 * START:.0f} ms, {'met' if start <= START else '**missed**'}), once for many files. Two modalities of {result['samples']:,} samples and
{result['dimensions']} dimensions in Float; medians of {result['rounds']} rounds. Reading is `hartransfer inspect` without start and check.

{table(['features', 'MB', 'reading, s', 'check, ms', 'share, %', f'at most {100 * SHARE:.0f} %'], rows)}
"""


def sanitizers(outcomes):
    rows = [
        [each["sanitizer"], each["filter"] or "all", each["tests"], each["skipped"], each["failed"], each["reports"],
         "yes" if each["clean"] else "**no**"]
        for each in outcomes]
    return f"""## {TITLES['sanitizers']}

`make sanitize` runs the tests under each, and the programs that they start. The thread sanitiser reports memory that
two threads use at once, the address sanitiser memory that is not one's own.

{table(['sanitiser', 'which tests', 'tests', 'skipped', 'failed', 'reports', 'clean'], rows)}
"""


PARTS = {
    "mutants": mutants, "faults": faults, "long": long_run, "degenerate": degenerate, "cost": cost,
    "sanitizers": sanitizers}


# What a reader looks at; the folder of kept faults has them all.
SHOWN = 60


def found(what, lines):
    """An indented block, in which nothing is markup."""
    if not lines:
        return f"\nNo fault was found in these {what}.\n"
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\nFound:\n\n" + "\n".join("    " + line for line in [*lines[:SHOWN], *more]) + "\n"


def table(names, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [names, ["---"] * len(names), *rows])


def plain(text):
    """Text of anyone, on one line."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:300])


def processor():
    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory():
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def revision():
    out = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=12"], capture_output=True, text=True)
    return out.stdout.strip() or "unknown"
