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

Every other part is a filter, `column=value`; alternatives are joined by `/`.
"""
import csv
import gzip
import io
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import claims
import figures
import questions

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BLOCK = re.compile(r"<!-- (board|matrix|source|figure|claims|across): ([^\n]*?) -->\n.*?<!-- end -->", re.S)
HEADS = ["rank", "group", "method", "accuracy", "95 % interval", "ratio", "CMAE", "norm.", "R@1"]


def pages():
    """The files whose tables are filled."""
    articles = ROOT / "Sources/HARTransfer/HARTransfer.docc"
    return [ROOT / "README.md", *sorted(HERE.glob("*.md")), *sorted(articles.glob("*.md"))]


def rows(board):
    """The rows of a board as its CSV has them, and their chosen parameters apart."""
    with gzip.open(HERE / "boards" / f"{board}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    for row in found:
        fixed, _, chosen = row["alignmentParameters"].partition("select=")
        row["parameters"] = dict(re.findall(r"([A-Za-z]+)=(\[[^\]]*\]|[^ ]+)", fixed))
        row["isSelected"] = bool(chosen)
    return found


def number(text, digits=3):
    value = round(float(text), digits)
    return f"{value + 0.0:.{digits}f}"


def short(text):
    return number(text).replace("0.", ".", 1) if text else ""


def interval(row):
    if not row["accuracyLow"]:
        return short(row["accuracy"])
    ends = [f"{float(row[f'accuracy{end}']):.2f}".replace("0.", ".", 1) for end in ("Low", "High")]
    return f"{short(row['accuracy'])} [{', '.join(ends)}]"


def names(selected):
    """A name for each row: the alignment, and the parameters in which rows of that name differ."""
    values = {}
    for row in selected:
        for key, value in row["parameters"].items():
            values.setdefault((row["alignment"], key), set()).add(value)
    result = []
    for row in selected:
        told = [
            f"{key} {value}" for key, value in sorted(row["parameters"].items())
            if len(values[row["alignment"], key]) > 1 or key == "k" and row["alignment"] not in LEARNED]
        result.append(f"`{row['alignment']}`" + (" " + ", ".join(told) if told else ""))
    return result


LEARNED = {"infonce", "siglip", "vicreg", "barlow-twins", "deep-cca"}
BOUNDS = {"chance", "majority", "source-on-source", "target-supervised"}


def table(heads, lines, text_columns):
    rule = ["---" if place < text_columns else "---:" for place in range(len(heads))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, rule, *lines])


def rendered_board(board, options):
    selected = select(board, options)
    lines = []
    for row, name in zip(selected, names(selected)):
        ends = [row["accuracyLow"], row["accuracyHigh"]]
        lines.append([
            f"{row['rank']} ({row['rankLow']}-{row['rankHigh']})" if row["rank"] else "",
            row["tieGroup"], name,
            number(row["accuracy"]), " - ".join(number(end) for end in ends) if all(ends) else "",
            number(row["transferRatio"]) if row["transferRatio"] else "",
            *(f"{float(row[name]):.3g}" if row[name] else "" for name in ("cmae", "cmaeNormalised")),
            number(row["recallAt1"]) if row["recallAt1"] else ""])
    return table(HEADS, lines, 3)


def column(row, key):
    if ">" in key:
        return " -> ".join(row[part] for part in key.split(">"))
    if "." in key:
        # A parameter inside a column of parameters.
        return f"{key.partition('.')[2]} {value_of(row, key)}"
    return row[key] or {"decoding": "no decoding", "condition": "default"}.get(key, "")


def rendered_matrix(board, options):
    keys = options.pop("columns").split("+")
    value = options.pop("value", "interval")
    row_keys = options.pop("rows", "method").split("+")
    selected = select(board, options)
    labels = names(selected)
    columns, cells = [], {}
    for row, label in zip(selected, labels):
        head = ", ".join(column(row, key) for key in keys)
        if head not in columns:
            columns.append(head)
        own = tuple(label if key == "method" else column(row, key) for key in row_keys)
        text = interval(row) if value == "interval" else short(row[value])
        there = cells.setdefault(own, {}).setdefault(head, [])
        there.append((text, row["accuracy" if value == "interval" else value]))
    if any(len(found) > 1 for row in cells.values() for found in row.values()):
        raise SystemExit(f"{board}: several rows in one cell of {options}; name more filters")

    def mean(own):
        scores = [float(found[0][1]) for found in cells[own].values() if found[0][1]]
        return sum(scores) / len(scores) if scores else -1.0

    order = sorted(cells, key=lambda own: -mean(own))
    lines = [
        [*(("*bound* " if part.strip("`") in BOUNDS else "") + part for part in own),
         *(cells[own][head][0][0] if head in cells[own] else "" for head in columns)]
        for own in order]
    heads = ["alignment" if key == "method" else key for key in row_keys] + columns
    return table(heads, lines, len(row_keys))


def rendered_source(board, _):
    told = json.loads((HERE / "boards" / "sources.json").read_text())[board]
    line = (
        f"`hartransfer run {told['configuration']}`, revision {told['revision']}, {told['date']}, "
        f"{told['processor']}; raw: `boards/{board}.csv.gz`.")
    return textwrap.fill(line, 120, break_long_words=False, break_on_hyphens=False)


def rendered_claims(group, _):
    lines = []
    for claim in claims.of(group):
        measured = []
        for row in claim["measured"]:
            options = dict(row)
            board, value, text = options.pop("board"), options.pop("value", "interval"), options.pop("text")
            found = select(board, options)
            if len(found) != 1:
                raise SystemExit(f"claims.toml, '{text}': {len(found)} rows of {board} pass; name one")
            measured.append(f"{text} {interval(found[0]) if value == 'interval' else significant(found[0][value])}")
        lines.append([claim["says"], claim["where"], "; ".join(measured), claim["here"]])
    return table(["what is said", "where", "measured here", "so, here"], lines, 4)


def significant(text):
    return f"{float(text):.3g}"


def value_of(row, key):
    """A column, or `column.parameter`: a parameter inside a column of parameters, empty where a row has none."""
    whole, _, parameter = key.partition(".")
    if not parameter:
        return row[key]
    there = re.search(rf"(?:^| )(?:parameters=)?{parameter}=(\[[^\]]*\]|\S+)", row[whole])
    return there.group(1) if there else ""


def select(board, options):
    found = rows(board)
    for key, wanted in options.items():
        known = {value_of(row, key) for row in found}
        # What is at its default has no value.
        values = ["" if value == "default" else value for value in wanted.split("/")]
        for value in values:
            if value not in known:
                raise SystemExit(f"{board}: no row has {key}={value}; there are {sorted(known)}")
        found = [row for row in found if value_of(row, key) in values]
    if not found:
        raise SystemExit(f"{board}: no row is left of {options}")
    return found


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
        "board": rendered_board, "matrix": rendered_matrix, "source": rendered_source,
        "claims": rendered_claims, "across": lambda name, _: questions.answer(name)}[kind]
    return f"<!-- {kind}: {text} -->\n\n{make(board, options)}\n\n<!-- end -->"


def named_boards():
    """The benchmarks that a page names."""
    blocks = [block for page in pages() for block in BLOCK.finditer(page.read_text())]
    named = {
        parsed(block.group(2))[0].split("/")[0] for block in blocks if block.group(1) not in ("claims", "across")}
    return named | claims.boards() | questions.boards()


def collect(results, benchmarks):
    """Takes the boards of the benchmarks (all that a page names where none is given), and where they come from."""
    sources = HERE / "boards" / "sources.json"
    told = json.loads(sources.read_text()) if benchmarks else {}
    named = named_boards()
    if unknown := set(benchmarks) - named:
        raise SystemExit(f"no page names {', '.join(sorted(unknown))}")
    wanted = set(benchmarks) or named
    configurations = {}
    for path in sorted(ROOT.glob("Configs/**/*.yaml")):
        if name := re.search(r"^benchmark: *(\S+)", path.read_text(), re.M):
            configurations[name.group(1)] = path.relative_to(ROOT)
    (HERE / "boards").mkdir(exist_ok=True)
    program = str(ROOT / ".build/release/hartransfer")
    for board in sorted(wanted):
        command = [program, "leaderboard", str(results / board), "--format", "csv"]
        text = subprocess.run(command, check=True, capture_output=True).stdout
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
            file.write(text)
        (HERE / "boards" / f"{board}.csv.gz").write_bytes(packed.getvalue())
        record = json.loads(min((results / board / "records").glob("*.json")).read_text())
        told[board] = {
            "configuration": str(configurations[board]), "date": record["run"]["startedAt"][:10],
            "processor": record["provenance"]["processor"],
            "revision": (record["provenance"]["revision"] or "unknown")[:12]}
    shown = figure_names()
    figures.collect(
        [name for name in shown if name.split("/")[0] in wanted], results, program,
        kept={name.split("/")[0] for name in shown} - wanted)
    sources.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")
    if wanted >= questions.boards():
        questions.collect(results, program)


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
    faults = [fault for name in figure_names() for fault in figures.faults(name, rows(name.split("/")[0]))]
    if faults:
        raise SystemExit("figures that their boards do not bear out: " + "; ".join(faults))
    changed = figures.redraw(figure_names(), write=arguments == ["--redraw"])
    if changed and arguments != ["--redraw"]:
        raise SystemExit(f"not as their numbers and scripts draw them: {', '.join(changed)}; run render.py --redraw")
    print(f"{len(pages())} pages of tables, {len(stale)} of them changed")


if __name__ == "__main__":
    main(sys.argv[1:])
