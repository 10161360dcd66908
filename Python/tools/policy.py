"""What auditwheel's policy expects on every system."""
import json
from pathlib import Path

import auditwheel


def expected_libraries(name: str) -> set[str]:
    """The libraries that a policy such as `manylinux_2_36_x86_64` takes for given."""
    base = name.removesuffix("_x86_64")
    policies = json.loads((Path(auditwheel.__file__).parent / "policy" / "manylinux-policy.json").read_text())
    for policy in policies:
        if policy["name"] == base:
            return set(policy["lib_whitelist"])
    raise SystemExit(f"{name}: found no such policy; expected one that auditwheel knows.")
