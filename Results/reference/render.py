#!/usr/bin/env python3
"""Fills the tables of the pages in this folder, of the README and of the articles from the boards in `boards/`.

    render.py                 fill every table anew
    render.py --check         fail where a page and its boards disagree
    render.py --redraw        draw the figures again from their numbers and scripts, without records
    render.py --collect DIR [BENCHMARK...]   first take boards and figures of DIR/<benchmark>, results of
                              `hartransfer run`; of these benchmarks, or of all that a page names

A page holds, between comments that GitHub does not show, what stands in a table:

    <!-- board: spar | source=accelerometer | target=gyroscope -->       one board, row by row
    <!-- matrix: utd-mhad | columns=source>target | value=accuracy -->   methods by columns
    <!-- source: spar -->                                                where a board comes from
    <!-- figure: spar/accuracy-a-to-b | text=What it shows -->           a picture, `figures/spar/accuracy-a-to-b.svg`
    <!-- across: perfect-or-ridge-cca -->                                two rows over data sets: `questions.toml`
    <!-- claims: paper -->                                               what others say beside rows of boards: `claims.toml`
    <!-- parts: recipe -->                                               the parts of `Configs/recipes/best.yaml`

Every other part is a filter, `column=value`; alternatives are joined by `/`.
"""
import csv
import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import claims
import figures
import parts
import questions
import tables

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# The column of a board that differs from run to run.
TIMES = "fitSeconds"
BLOCK = re.compile(r"<!-- (board|matrix|source|figure|claims|across|parts): ([^\n]*?) -->\n.*?<!-- end -->", re.S)


def pages():
    """The files whose tables are filled."""
    articles = ROOT / "Sources/HARTransfer/HARTransfer.docc"
    return [ROOT / "README.md", *sorted(HERE.glob("*.md")), *sorted(articles.glob("*.md"))]


def parsed(text):
    """What a comment names first, and its other parts."""
    name, *parts = [part.strip() for part in text.split("|")]
    return name, dict(part.split("=", 1) for part in parts)


def figure_names():
    """The figures that pages show."""
    blocks = [block for page in pages() for block in BLOCK.finditer(page.read_text())]
    return sorted({parsed(block.group(2))[0] for block in blocks if block.group(1) == "figure"})


def filled(match, page):
    kind, text = match.groups()
    board, options = parsed(text)
    if kind == "figure":
        return f"<!-- figure: {text} -->\n\n{figures.picture(board, options['text'], page)}\n\n<!-- end -->"
    make = {
        "board": tables.of_board, "matrix": tables.matrix, "source": tables.source, "claims": tables.of_claims,
        "across": lambda name, _: questions.answer(name), "parts": lambda name, _: parts.table()}[kind]
    return f"<!-- {kind}: {text} -->\n\n{make(board, options)}\n\n<!-- end -->"


def configurations():
    """The configuration of each benchmark, from the root."""
    found = {}
    for path in sorted(ROOT.glob("Configs/**/*.yaml")):
        if name := re.search(r"^benchmark: *(\S+)", path.read_text(), re.M):
            found[name.group(1)] = path.relative_to(ROOT)
    return found


def named_boards():
    """The benchmarks that a page names."""
    blocks = [block for page in pages() for block in BLOCK.finditer(page.read_text())]
    named = {
        parsed(block.group(2))[0].split("/")[0] for block in blocks
        if block.group(1) not in ("claims", "across", "parts")}
    if any(block.group(1) == "parts" for block in blocks):
        named |= parts.boards(configurations().keys())
    return named | claims.boards() | questions.boards()


def same_but_times(packed, board):
    """Whether the committed board says the same as the packed one, times of fits apart."""
    there = HERE / "boards" / f"{board}.csv.gz"
    if not there.exists():
        return False
    old, new = (
        [{name: cell for name, cell in row.items() if name != TIMES} for row in csv.DictReader(io.StringIO(text))]
        for text in (gzip.decompress(bytes).decode() for bytes in (there.read_bytes(), packed)))
    return old == new


def collect(results, benchmarks):
    """Takes the boards of the benchmarks (all that a page names where none is given), and where they come from.

    A board that says the same as the committed one stays as it is, with where and when it was made, and so do its
    figures: seconds that a run took stand in both.
    """
    sources = HERE / "boards" / "sources.json"
    before = json.loads(sources.read_text()) if sources.exists() else {}
    told = dict(before) if benchmarks else {}
    named = named_boards()
    if unknown := set(benchmarks) - named:
        raise SystemExit(f"no page names {', '.join(sorted(unknown))}")
    wanted = set(benchmarks) or named
    known = configurations()
    (HERE / "boards").mkdir(exist_ok=True)
    program = str(ROOT / ".build/release/hartransfer")
    changed = set()
    for board in sorted(wanted):
        command = [program, "leaderboard", str(results / board), "--format", "csv"]
        text = subprocess.run(command, check=True, capture_output=True).stdout
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
            file.write(text)
        if board in before and same_but_times(packed.getvalue(), board):
            told[board] = before[board]
            continue
        changed.add(board)
        (HERE / "boards" / f"{board}.csv.gz").write_bytes(packed.getvalue())
        record = json.loads(min((results / board / "records").glob("*.json")).read_text())
        told[board] = {
            "configuration": str(known[board]), "date": record["run"]["startedAt"][:10],
            "processor": record["provenance"]["processor"],
            "revision": (record["provenance"]["revision"] or "unknown")[:12]}
    shown = {name: name.split("/")[0] for name in figure_names()}
    redrawn = {
        board for name, board in shown.items()
        if board in wanted and (board in changed or figures.faults(name, tables.rows(board)))}
    figures.collect(
        [name for name, board in shown.items() if board in redrawn], results, program,
        kept=set(shown.values()) - redrawn)
    sources.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")
    if wanted >= questions.boards():
        questions.collect(results, program)
    if wanted >= (recipe := parts.boards(known.keys())) and recipe:
        parts.collect(results)


def main(arguments):
    if arguments[:1] == ["--collect"]:
        collect(Path(arguments[1]), arguments[2:])
    elif arguments not in ([], ["--check"], ["--redraw"]):
        raise SystemExit(__doc__)
    stale = []
    for page in pages():
        text = page.read_text()
        new = BLOCK.sub(lambda match: filled(match, page), text)
        if new != text:
            stale.append(page.name)
            if arguments != ["--check"]:
                page.write_text(new)
    if arguments == ["--check"] and stale:
        raise SystemExit(f"not as their boards say: {', '.join(stale)}; run 'make reference-pages'")
    faults = [fault for name in figure_names() for fault in figures.faults(name, tables.rows(name.split("/")[0]))]
    if faults:
        raise SystemExit("figures that their boards do not bear out: " + "; ".join(faults))
    changed = figures.redraw(figure_names(), write=arguments == ["--redraw"])
    if changed and arguments != ["--redraw"]:
        raise SystemExit(f"not as their numbers and scripts draw them: {', '.join(changed)}; run render.py --redraw")
    print(f"{len(pages())} pages of tables, {len(stale)} of them changed")


if __name__ == "__main__":
    main(sys.argv[1:])
