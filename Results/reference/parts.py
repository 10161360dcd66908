"""What each part of the recipe is worth: `Configs/ablation/table.py` on the ablation's results, kept as it printed it.

So the page is filled without records.
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parent.parent / "Configs/ablation/table.py"
KEPT = HERE / "boards" / "parts.txt"


def table():
    if not KEPT.exists():
        raise SystemExit(f"{KEPT.relative_to(HERE)} is missing; run 'make reference'")
    return KEPT.read_text().strip()


def boards(configurations):
    """Those of the benchmarks of all configurations that the table reads: a recipe, and the recipe without a part."""
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from table import FOLDERS, SETS
    finally:
        sys.path.pop(0)
    wanted = {f"ablation-{name}{ending}" for name in SETS for ending in ["", *(f"-{folder}" for _, folder in FOLDERS)]}
    return wanted & configurations


def collect(results):
    """Asks the results in DIR/<benchmark> again."""
    command = [sys.executable, str(SCRIPT), str(results)]
    KEPT.write_text(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
