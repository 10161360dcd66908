"""Questions over data sets: `questions.toml` names two rows and benchmarks, `hartransfer compare --across` answers.

An answer is kept as the program printed it, in `boards/across/<question>.txt`, so that pages are filled without records.
"""
import subprocess
import textwrap
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "boards" / "across"


def all_questions():
    return tomllib.loads((HERE / "questions.toml").read_text())


def answer(name):
    """What the program printed for a question, but for its heading and the differences board by board."""
    there = KEPT / f"{name}.txt"
    if not there.exists():
        raise SystemExit(f"question '{name}' has no answer in {KEPT.relative_to(HERE)}; run 'make reference'")
    told = there.read_text().partition("\nDifferences by board:")[0]
    lines = told.partition("\n")[2].strip().split("\n")  # The page has a heading of its own.
    return "\n".join(wrapped(line) if line.startswith("- ") else line for line in lines)


def wrapped(line):
    return textwrap.fill(line, 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def boards():
    """The benchmarks that answers rest on."""
    return {board for question in all_questions().values() for board in question["across"]}


def collect(results, program):
    """Asks all questions again of the results in DIR/<benchmark>."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for file in KEPT.glob("*.txt"):
        file.unlink()
    for name, question in all_questions().items():
        command = [program, "compare", question["first"], question["second"], "--format", "markdown", "--across"]
        command += [str(results / board) for board in question["across"]]
        for renamed in question.get("on", []):
            command += ["--on", *renamed]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        (KEPT / f"{name}.txt").write_text(text)
