"""Computes every reference value again and compares it with the committed one.

    python Tests/Peers/recompute_fixtures.py [--write]

Exit code 1 where a number differs by more than the tolerance (relative above 1, absolute below) or anything else differs.
With --write the fixtures are replaced.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

PEERS = pathlib.Path(__file__).parent
TESTS = PEERS.parent

# script, fixture, tolerance: training is followed in double precision, but over 20 steps.
FIXTURES = [
    ("alignment/reference.py", "AlignmentTests/Fixtures/reference.json", 1e-8),
    ("learned/training.py", "AlignmentTests/Fixtures/learned.json", 1e-8),
    ("classifiers/reference.py", "ClassifiersTests/Fixtures/classifiers.json", 1e-8),
    ("classifiers/decoding.py", "ClassifiersTests/Fixtures/decoding.json", 1e-8),
    ("classifiers/metrics.py", "MetricsTests/Fixtures/metrics.json", 1e-8),
    ("statistics/reference.py", "StatisticsTests/Fixtures/statistics.json", 1e-10),
    ("statistics/across.py", "StatisticsTests/Fixtures/across.json", 1e-10),
    ("encoders/minirocket.py", "EncodersTests/Fixtures/minirocket.json", 1e-8),
    ("encoders/multirocket.py", "EncodersTests/Fixtures/multirocket.json", 1e-8),
    ("encoders/canonical.py", "EncodersTests/Fixtures/catch22.json", 1e-8),
    ("encoders/gradients.py", "EncodersTests/Fixtures/hog.json", 1e-8),
    ("encoders/lowpass.py", "EncodersTests/Fixtures/lowpass.json", 1e-8),
]


def free_of_signs(value):
    """Latents that are compared by inner products become those, all modalities against all."""
    if isinstance(value, dict) and value.get("compare") == "gram":
        columns = [column for name in sorted(value["latents"]) for column in value["latents"][name]]
        gram = [[sum(x * y for x, y in zip(a, b)) for b in columns] for a in columns]
        return {**value, "latents": gram}
    if isinstance(value, dict):
        return {key: free_of_signs(item) for key, item in value.items()}
    return [free_of_signs(item) for item in value] if isinstance(value, list) else value


def differences(new, old, tolerance, place=""):
    """Yields the places at which two JSON values differ."""
    if isinstance(new, dict) and isinstance(old, dict):
        for key in sorted(set(new) | set(old)):
            if key in new and key in old:
                yield from differences(new[key], old[key], tolerance, f"{place}.{key}")
            else:
                yield f"{place}.{key}: only in the {'new' if key in new else 'committed'} values"
    elif isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        for index, pair in enumerate(zip(new, old)):
            yield from differences(*pair, tolerance, f"{place}[{index}]")
    elif isinstance(new, (int, float)) and isinstance(old, (int, float)) and not isinstance(new, bool):
        if not abs(new - old) <= tolerance * max(1, abs(old)):
            yield f"{place}: {new} against {old}"
    elif new != old:
        yield f"{place}: {str(new)[:40]} against {str(old)[:40]}"


def main():
    failed = False
    for script, fixture, tolerance in FIXTURES:
        committed = TESTS / fixture
        with tempfile.TemporaryDirectory() as folder:
            fresh = pathlib.Path(folder, "fixture.json")
            subprocess.run([sys.executable, PEERS / script, fresh], check=True)
            if "--write" in sys.argv:
                committed.write_bytes(fresh.read_bytes())
            new, old = (free_of_signs(json.loads(path.read_text())) for path in (fresh, committed))
            found = list(differences(new, old, tolerance))
        # Versions of the libraries are said in the fixtures and may move.
        found = [line for line in found if not line.startswith((".versions", ".made_with", ".version", ".source"))]
        print(f"{fixture}: {len(found)} differences")
        for line in found[:10]:
            print(f"  {line}")
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
