"""Files of the cache of features: sealed by a checksum, so that no mutant may change a result."""
from harness.form import Seed
from harness.hdf5_structure import HDF5
from harness.mutate import ANY
from formats.recordings import Recordings, TS
from harness.program import run

import tempfile
from pathlib import Path


class CachedFeatures(Recordings):
    name = "cache"
    manifest = TS.manifest
    refusals = set()
    mutations = [*ANY, *HDF5]

    def seeds(self):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "made"
            self.prepare(folder, None)
            ending = run([*self.command(None)], folder, 120)
            if ending.code != 0:
                raise RuntimeError(ending.err)
            files = sorted((folder / "cache").glob("mine-acc-*.h5"))
            return [Seed("sealed", files[0].read_bytes(), f"cache/{files[0].name}")]

    def prepare(self, folder, seed):
        super().prepare(folder, seed)
        (folder / "data" / "a_x.ts").write_bytes(TS(self.program).seeds()[0].data)

    def reset(self, case):
        super().reset(case)
        case.file.parent.mkdir(parents=True, exist_ok=True)

    def independent(self, case):
        return TS(self.program).independent(_TableBeside(case))


class _TableBeside:
    """The recordings that the cache was made of, which no mutant touches."""
    def __init__(self, case):
        self.file = case.folder / "data" / "a_x.ts"
