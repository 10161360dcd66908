"""Benchmarks of degenerate features: no score that is no number, and the same records whatever threads and cores."""
import json
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

from degenerate.data import cases, write
from harness.judge import RAW, RUNTIME
from harness.program import environment, limits, run

CONFIGURATION = """benchmark: degenerate
dataset: {{features: {{files: [{file}]}}}}
protocols: [{{cross-subject: {{overlap: disjoint}}}}]
reduction: {reduction}
alignments: [{alignments}]
classifiers: [{classifiers}]
"""
ALIGNMENTS = [
    "perfect: {k: 2}", "perfect: {k: 2, scaling: standardised}", "ridge-cca: {k: 2, ridge: 0.1}", "cca: {k: 2}", "pls-svd: {k: 2}",
    "procrustes: {}", "pca-cca: {k: 2}", "gcca: {k: 2}", "mcca: {k: 2}", "ridge-map: {}", "reduced-rank-ridge: {k: 2}", "coral: {}",
    "subspace-alignment: {k: 2}", "random-projection: {k: 2}", "infonce: {k: 2, epochs: 5}"]
CLASSIFIERS = ["nearest-centroid", "gaussian-mixture", "ridge-classifier", "knn", "linear-svm", "logistic-regression", "lda"]
REDUCTIONS = ["{}", "{standardise: false}", "{pca: 3}"]
SETTINGS = {
    "one thread, one job": (["--jobs", "1"], {}),
    "two jobs": (["--jobs", "2"], {}),
    "two threads": (["--jobs", "1"], {"OPENBLAS_NUM_THREADS": "2"}),
}
# Largest difference of a score that another kind of processor may make on data that are not degenerate.
TOLERANCE = 0.02
CORES = ["Haswell", "SkylakeX", "Zen"]


def known(program, wanted, command):
    """Those of the list that this version has."""
    said = subprocess.run([program, command], env=environment(), capture_output=True, text=True).stdout
    names = {line.split()[0] for line in said.splitlines() if line[:1].isalpha()}
    return [name for name in wanted if name.split(":")[0] in names]


def check(program, kept, say, only=None):
    alignments, classifiers = known(program, ALIGNMENTS, "alignments"), known(program, CLASSIFIERS, "classifiers")
    out = {"alignments": len(alignments), "classifiers": classifiers, "cases": {}, "cores": {}}
    with tempfile.TemporaryDirectory(prefix="robustness-") as home:
        for name, data in cases().items():
            if only and name not in only:
                continue
            folder = Path(home) / name.replace(" ", "-")
            folder.mkdir()
            write(folder / "a.h5", *data)
            result = case(program, folder, alignments, classifiers)
            out["cases"][name] = result
            if result["findings"]:
                place = Path(kept) / f"degenerate-{folder.name}"
                shutil.rmtree(place, ignore_errors=True)
                shutil.copytree(folder, place)
                (place / "findings.txt").write_text("\n".join(result["findings"]))
            say(f"{name}: {result['records']} records, {result['failed']} failed trials, {len(result['findings'])} findings")
        out["cores"] = other_cores(program, Path(home), alignments, classifiers)
        for name, result in out["cores"].items():
            say(f"{name}: {result}")
    return out


def case(program, folder, alignments, classifiers):
    findings, records, failed = [], 0, 0
    for place, reduction in enumerate(REDUCTIONS):
        (folder / f"{place}.yaml").write_text(CONFIGURATION.format(
            file=f"{folder}/a.h5", reduction=reduction, alignments=", ".join(f"{{{text}}}" for text in alignments),
            classifiers=", ".join(classifiers)))
        found = {}
        for setting, (options, surroundings) in SETTINGS.items():
            results = f"{place}-{setting.replace(' ', '-').replace(',', '')}"
            ending = run(
                [program, "run", f"{place}.yaml", "--results", results, "--cache", "cache", "--quiet", *options], folder, 120,
                surroundings)
            if ending.is_late or ending.signal or RUNTIME.search(ending.err) or RAW.search(ending.err):
                findings.append(f"{reduction}, {setting}: exit code {ending.code}: {ending.err[:300]}")
            if ending.code == 2 and not ending.err.startswith("error: "):
                findings.append(f"{reduction}, {setting}: no plain message: {ending.err[:300]}")
            found[setting] = (ending.code, read(folder / results / "degenerate" / "records"))
        first = next(iter(found.values()))
        if folder.name == "usual" and not first[1]:
            findings.append(f"{reduction}: nothing was measured: {ending.err[:300]}")
        for setting, other in found.items():
            if other != first:
                names = [key for key in {**first[1], **other[1]} if first[1].get(key) != other[1].get(key)]
                findings.append(f"{reduction}, {setting}: {len(names)} records differ from those of one thread, such as {names[:2]}")
        for key, text in first[1].items():
            records += 1
            record = json.loads(text)
            failed += record.get("error") is not None
            findings += [f"{reduction}: {key}: {odd}" for odd in not_numbers(record)]
    return {"records": records, "failed": failed, "findings": findings}


def read(folder):
    """Records without what is of their run."""
    out = {}
    for file in folder.glob("*.json") if folder.exists() else []:
        record = json.loads(file.read_text())
        del record["run"]
        out[file.stem] = json.dumps(record, sort_keys=True)
    return out


def not_numbers(record):
    """Scores that are neither a number nor empty; Python reads NaN and Infinity, which JSON does not have."""
    for name, value in record.get("scores", {}).items():
        if value is not None and not (isinstance(value, (int, float)) and math.isfinite(value)):
            yield f"score {name} is {value}"
    if record.get("error") is None and record["scores"].get("accuracy") is None:
        yield "neither an error nor an accuracy"


def other_cores(program, home, alignments, classifiers):
    """The usual data with the kernels of other processors, as far as this one can run them."""
    folder = home / "cores"
    folder.mkdir()
    write(folder / "a.h5", *cases()["usual"])
    (folder / "c.yaml").write_text(CONFIGURATION.format(
        file=f"{folder}/a.h5", reduction="{}", alignments=", ".join(f"{{{text}}}" for text in alignments),
        classifiers=", ".join(classifiers)))
    scores = {}
    for core in [None, *CORES]:
        name = core or "this machine's own"
        surroundings = {"OPENBLAS_CORETYPE": core} if core else {}
        ending = run(
            [program, "run", "c.yaml", "--results", name, "--cache", "cache", "--quiet"], folder, 120, surroundings)
        if ending.code not in (0, 1):
            scores[name] = f"not run: exit code {ending.code}"
            continue
        records = [json.loads(file.read_text()) for file in (folder / name / "degenerate" / "records").glob("*.json")]
        used = {record["provenance"]["blas"].rsplit("(", 1)[-1].rstrip(")") for record in records}
        scores[name] = ({record["key"]: record["scores"] for record in records}, sorted(used))
    own = scores["this machine's own"]
    return {name: compared(own, found) for name, found in scores.items()}


def compared(own, found):
    if isinstance(found, str) or isinstance(own, str):
        return {"note": found if isinstance(found, str) else own, "largest": None, "holds": None}
    largest, where = 0.0, ""
    for key, scores in own[0].items():
        for name, value in scores.items():
            other = found[0].get(key, {}).get(name)
            distance = math.inf if (value is None) != (other is None) else 0.0 if value is None else abs(value - other) / max(1, abs(value))
            if distance > largest:
                largest, where = distance, f"{name} of {key[:8]}"
    return {"note": f"kernels {', '.join(found[1])}", "largest": largest, "where": where, "holds": largest <= TOLERANCE}
