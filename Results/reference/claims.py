"""What others say of methods, beside what was measured: `claims.toml`, one group a table."""
import tomllib
from pathlib import Path

FILE = Path(__file__).resolve().parent / "claims.toml"


def of(group):
    """The claims of a group, in their order."""
    found = tomllib.loads(FILE.read_text()).get(group)
    if not found:
        raise SystemExit(f"claims.toml has no group '{group}'")
    return found


def boards():
    """The benchmarks whose rows stand beside claims."""
    groups = tomllib.loads(FILE.read_text()).values() if FILE.exists() else []
    return {row["board"] for claims in groups for claim in claims for row in claim["measured"]}
