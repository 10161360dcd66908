"""Results of speed on one machine: a file of numbers, the page and the tables that are rendered from it.

    python3 Benchmarks/results.py            write the pages anew from the files of numbers
    python3 Benchmarks/results.py --check    fail where a page says something else than its file

`results/<machine>.json` has one entry a measure, with the seconds of every run on both sides. A page holds a table
between comments that are not shown; of several measures, joined by `/`, or of all:

    <!-- speed: amd-epyc-2-cores | grid/perfect -->
    <!-- end -->
"""

import json
import re
import statistics
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "results"
PAGES = [HERE / "README.md", HERE.parent / "README.md"]
BLOCK = re.compile(r"<!-- speed: ([^\n|]*?)(?: \| ([^\n]*?))? -->\n.*?<!-- end -->", re.S)
HEAD = ["measure", "sizes", "ours", "peer", "ratio", "memory", "results"]


def digits(seconds):
    """Three digits that count, never an exponent."""
    return f"{seconds:.0f}" if seconds >= 100 else f"{seconds:.3g}" if seconds >= 0.001 else f"{seconds:.2g}"


def bytes_(count):
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def entry(seconds, peak, extra=None, note=None, bare=None):
    """One side of a measure."""
    found = {"seconds": seconds, "median": statistics.median(seconds), "least": min(seconds), "peakBytes": peak}
    if extra is not None:
        found["extraBytes"] = extra
    if note:
        found["note"] = note
    if bare:
        found["weightsAlone"] = bare
    return found


def _memory(side):
    extra = f" ({bytes_(side['extraBytes'])} beyond the data)" if "extraBytes" in side else ""
    return bytes_(side["peakBytes"]) + extra


def row(found):
    """The cells of a measure."""
    ours, peer = found["ours"], found["peer"]
    cell = f"{found['peerName']}: {digits(peer['median'])} s"
    ratio = f"{peer['median'] / ours['median']:.2g}"
    if bare := peer.get("weightsAlone"):
        middle = statistics.median(bare)
        cell += f"; weights alone {digits(middle)} s"
        ratio += f"; weights alone {middle / ours['median']:.2g}"
    if note := peer.get("note"):
        cell += f"; {note}"
    runs = len(ours["seconds"])
    about = [f"goal {found['goal']:.2g}"] if found.get("goal") else []
    about += ["of one run"] if runs == 1 else [f"{runs} runs"]
    ratio += f" ({'; '.join(about)})"
    if "memory" in found:
        memory = found["memory"]
    else:
        memory = f"{_memory(ours)}; peer {_memory(peer)}"
    how = found["results"] if found["agree"] else f"**disagree**: {found['results']}"
    return [found["measure"], found["sizes"], f"{digits(ours['median'])} s", cell, ratio, memory, how]


def _cell(text):
    """Text in a cell of Markdown, whatever it holds; two stars are the only mark-up."""
    for sign, written in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("\n", " "), ("\r", " ")):
        text = text.replace(sign, written)
    return text


def table(rows):
    """Cells as Markdown."""
    lines = [HEAD, ["---"] * len(HEAD), *([_cell(cell) for cell in line] for line in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _point(text):
    """One line of a list, wrapped."""
    return textwrap.fill(f"- {text}.", 100, subsequent_indent="  ", break_on_hyphens=False)


def _source(content, measures):
    """Where the numbers come from: the machine, libraries, and each state of the program."""
    machine = content["machine"]
    cores = f"{machine['cores']} core{'' if machine['cores'] == 1 else 's'}"
    ours = next((each["blas"] for each in measures if each.get("blas")), None)
    libraries = ", ".join(f"{name} {version}" for name, version in machine["peers"].items())
    states = {}
    for each in measures:
        state = states.setdefault((each["date"], each["revision"], each["threads"]), {})
        state[each["measure"]] = each["load"]
    made = [
        f"Measured on {date} at revision {revision}, {threads} threads each, load at most {max(loads.values()):g} at "
        f"the end: {', '.join(loads)}"
        for (date, revision, threads), loads in states.items()]
    points = [f"Machine: {machine['processor']}, {cores}, {bytes_(machine['memory'])} of memory, {machine['system']}"]
    points += [f"BLAS of ours: {ours}"] if ours else []
    points += [f"Peers: {libraries}", *made]
    return "\n".join(_point(point) for point in points)


def rendered(content, names=None):
    """A table with its source; of the measures with these names, in this order."""
    measures = [content["measures"][name] for name in names] if names else list(content["measures"].values())
    parts = [table([row(each) for each in measures])]
    for each in measures:
        if each.get("named"):
            points = [f"What stands out in `{each['measure']}`:", ""]
            parts.append("\n".join(points + [_point(_cell(text)) for text in each["named"]]))
    return "\n\n".join([*parts, _source(content, measures)])


def page(name, content):
    """The whole page of a machine."""
    return (
        f"# Speed on {content['machine']['processor']}, {content['machine']['cores']} cores\n\n"
        "Rendered by `results.py` from the file beside it; what the measures are stands in the\n"
        "[README](../README.md). Seconds are medians, ratios are of these: the peer's over ours.\n\n"
        f"{rendered(content)}\n")


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def add(name, machine, found):
    """Keeps measures in the file of a machine, in place of earlier ones of the same names."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    content = json.loads(path.read_text()) if path.exists() else {"measures": {}}
    content["machine"] = machine
    content["measures"] |= {each["measure"]: each for each in found}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    (FOLDER / f"{name}.md").write_text(page(name, content))


def filled(text):
    """A page with every table as its file says."""

    def replaced(match):
        name, measures = match.group(1).strip(), match.group(2)
        if (FOLDER / f"{name}.json").exists():
            body = rendered(load(name), [part.strip() for part in measures.split("/")] if measures else None)
        else:
            body = f"No results of {name} are kept yet: `make speed` on such a machine writes them."
        head = f"<!-- speed: {name}{f' | {measures}' if measures else ''} -->"
        return f"{head}\n\n{body}\n\n<!-- end -->"

    return BLOCK.sub(replaced, text)


def stale(write):
    """The pages that say something else than their files."""
    wanted = {path.with_suffix(".md"): page(path.stem, load(path.stem)) for path in sorted(FOLDER.glob("*.json"))}
    wanted |= {path: filled(path.read_text()) for path in PAGES if path.exists()}
    found = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in found if write else []:
        path.write_text(wanted[path])
    orphans = [path for path in sorted(FOLDER.glob("*.md")) if not path.with_suffix(".json").exists()]
    return [*found, *([] if write else orphans)]


def main(arguments):
    if arguments not in ([], ["--check"]):
        raise SystemExit(__doc__)
    found = stale(write=not arguments)
    names = ", ".join(str(path.relative_to(HERE.parent)) for path in found)
    if arguments and found:
        raise SystemExit(f"not as their results say: {names}; run 'python3 Benchmarks/results.py'")
    print(f"{len(list(FOLDER.glob('*.json')))} files of speed, {len(found)} pages changed")


if __name__ == "__main__":
    main(sys.argv[1:])
