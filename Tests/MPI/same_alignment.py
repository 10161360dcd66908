"""Whether ranks came to the alignment of one process: scores and latents equal up to rounding.

Usage: same_alignment.py <one.json> <many.json> <one.h5> <many.h5> <ranks>
"""
import json
import sys

import h5py
import numpy as np

one, many = (json.load(open(name)) for name in sys.argv[1:3])
ranks = int(sys.argv[5])
assert many["reading"]["ranks"] == ranks, many["reading"]
assert "ranks" not in one["reading"], one["reading"]
for key in ["alignment", "latentDimension", "incompleteSamples"]:
    assert one[key] == many[key], key
known, own = one["pairs"], many["pairs"]
assert known["count"] == own["count"] and known["scores"].keys() == own["scores"].keys()
worst = 0
for name, value in known["scores"].items():
    if value is None:
        assert own["scores"][name] is None, name
        continue
    worst = max(worst, abs(own["scores"][name] - value) / (abs(value) or 1))
with h5py.File(sys.argv[3]) as a, h5py.File(sys.argv[4]) as b:
    for name in a["modalities"]:
        x, y = (file[f"modalities/{name}/features"][:] for file in (a, b))
        worst = max(worst, np.linalg.norm(x - y) / np.linalg.norm(x))
    assert list(a["sample_ids"][:]) == list(b["sample_ids"][:])
assert worst < 1e-9, f"they differ by {worst}"
print(f"{one['alignment']['name']} on {ranks} ranks: within {worst:.1e}")
