"""The figures of the pages: in `figures/<benchmark>/` the SVG, its numbers (CSV) and its script, drawn by `hartransfer figures`.

Records are not kept here. What a figure says of rows is checked against the committed board, and its SVG is drawn
again from its numbers and script alone.
"""
import csv
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "figures"


def picture(name, text, page):
    """What stands on a page: the picture, its numbers and its script."""
    files = f"{'../' * len(page.relative_to(FOLDER.parents[2]).parts[:-1])}Results/reference/figures/{name}"
    if page.parent == FOLDER.parent:
        files = f"figures/{name}"
    tables = own_tables((FOLDER / name).parent, Path(name).name)
    numbers = " ".join(
        f"[{place if place > 1 else 'numbers'}]({Path(files).parent}/{table.name})"
        for place, table in enumerate(tables, start=1))
    return f"![{text}]({files}.svg)\n\nDrawn again from its {numbers} by its [script]({files}.gp)."


def faults(name, rows):
    """What a figure lacks, and where its numbers are not those of a row of its board."""
    lacking = [f"{name}.{ending}" for ending in ("svg", "gp") if not (FOLDER / f"{name}.{ending}").exists()]
    if lacking:
        return [f"{', '.join(lacking)}: not there"]
    tables = own_tables((FOLDER / name).parent, Path(name).name)
    if not tables:
        return [f"{name}: no table that its script draws from is there"]
    if not (FOLDER / f"{name}.csv").exists():
        return []  # Latents: a table a panel, of points that no board has.
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    columns = compared(name, lines[0], rows[0])
    if not columns:
        return []
    for line in lines:
        if not any(all(same(line[own], row[theirs]) for own, theirs in columns.items()) for row in rows):
            told = {own: line[own] for own in columns}
            return [f"{name}.csv: no row of the board has {told}"]
    return []


def compared(name, line, row):
    """The columns of a figure that a board has too, each with its name there; none of latents and confusions."""
    texts = {"alignment": "alignment", "parameters": "alignmentParameters", "classifier": "classifier"}
    if "score" in line:
        # A curve: one score of many rows, whose parameters are without that of the axis.
        score = next(known for known in ("accuracy", "cmae", "recallAt1") if f"-{known.lower()}" in name)
        ends = {"low": f"{score}Low", "high": f"{score}High"} if f"{score}Low" in row else {}
        return {"alignment": "alignment", "score": score} | ends
    if "person" in line or not {"accuracy", "transferRatio"} & set(line):
        return {}
    numbers = {key: key for key in line if key in row and key not in texts and key != "row"}
    return {key: value for key, value in texts.items() if key in line} | numbers


def same(a, b):
    try:
        return abs(float(a) - float(b)) <= 1e-12 * max(1, abs(float(b)))
    except ValueError:
        return a == b


def redraw(names, write):
    """Draws figures from their numbers and scripts; the SVGs that are others then."""
    version = subprocess.run(["gnuplot", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    changed = []
    for name in names:
        there = FOLDER / f"{name}.svg"
        stem = there.stem
        # Another gnuplot measures text in another way.
        drawn_by = re.search(r"Produced by GNUPLOT (.*?) *<", there.read_text()).group(1)
        if f"gnuplot {drawn_by}" != version and not write:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            for file in [there.with_suffix(".gp"), *own_tables(there.parent, stem)]:
                shutil.copy(file, scratch)
            subprocess.run(["gnuplot", "-d", f"{stem}.gp"], cwd=scratch, check=True)
            new = (Path(scratch) / there.name).read_text()
        if new != there.read_text():
            changed.append(there.name)
            if write:
                there.write_text(new)
    return changed


def own_tables(folder, stem):
    """The tables of a figure: those that its script names."""
    script = (folder / f"{stem}.gp").read_text()
    return [file for file in sorted(folder.glob(f"{stem}*.csv")) if f"'{file.name}'" in script]


def collect(names, results, program, kept):
    """Draws the named figures anew from DIR/<benchmark>; all others but those of the benchmarks `kept` go."""
    for folder in FOLDER.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
    for benchmark in sorted({Path(name).parent.name for name in names}):
        folder = FOLDER / benchmark
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as scratch:
            command = [program, "figures", str(results / benchmark), "--format", "svg", "--output", scratch]
            subprocess.run(command, check=True, capture_output=True)
            drawn = Path(scratch)
            for stem in sorted(Path(name).name for name in names if Path(name).parent.name == benchmark):
                for file in [drawn / f"{stem}.svg", drawn / f"{stem}.gp", *own_tables(drawn, stem)]:
                    shutil.copy(file, folder)
