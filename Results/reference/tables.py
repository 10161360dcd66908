"""The tables of pages, each from the rows of a board in `boards/`."""
import csv
import gzip
import json
import re
import textwrap
from pathlib import Path

import claims

HERE = Path(__file__).resolve().parent
HEADS = ["rank", "group", "method", "accuracy", "95 % interval", "ratio", "CMAE", "norm.", "R@1"]


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


def of_board(board, options):
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


def matrix(board, options):
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


def source(board, _):
    told = json.loads((HERE / "boards" / "sources.json").read_text())[board]
    line = (
        f"`hartransfer run {told['configuration']}`, revision {told['revision']}, {told['date']}, "
        f"{told['processor']}; raw: `boards/{board}.csv.gz`.")
    return textwrap.fill(line, 120, break_long_words=False, break_on_hyphens=False)


def of_claims(group, _):
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
