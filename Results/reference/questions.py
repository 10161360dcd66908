"""Questions over data sets: `questions.toml` names two rows and benchmarks, `hartransfer compare --across` answers.

An answer is kept as the program printed it, in `boards/across/<question>.md`, so that pages are filled without records.
"""
import subprocess
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "boards" / "across"


def all_questions():
    return tomllib.loads((HERE / "questions.toml").read_text())


def answer(name):
    """What the program printed for a question, but for its heading and the differences board by board."""
    there = KEPT / f"{name}.md"
    if not there.exists():
        raise SystemExit(f"question '{name}' has no answer in {KEPT.relative_to(HERE)}; run 'make reference'")
    told = there.read_text().partition("\nDifferences by board:")[0]
    return told.partition("\n")[2].strip()  # The page has a heading of its own.


def boards():
    """The benchmarks that answers rest on."""
    return {board for question in all_questions().values() for board in question["across"]}


def collect(results, program):
    """Asks all questions again of the results in DIR/<benchmark>."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for file in KEPT.glob("*.md"):
        file.unlink()
    for name, question in all_questions().items():
        command = [program, "compare", question["first"], question["second"], "--format", "markdown", "--across"]
        command += [str(results / board) for board in question["across"]]
        for renamed in question.get("on", []):
            command += ["--on", *renamed]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        (KEPT / f"{name}.md").write_text(text)
