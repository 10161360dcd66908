"""Records and plans, read by `verify`, which checks all that can be checked without data."""
import json
import shutil
import tempfile
from pathlib import Path

from harness.form import Form, Seed
from harness.lines import TEXT
from harness.mutate import ANY
from harness.small import small_results

# What no other part of a record determines, beside the scores that `verify` says it takes as they are stored.
# The names of the samples and their subjects stand in the data alone.
TAKEN = {"run", "provenance", "latent", "preparation", "training", "predictions.ids", "predictions.subjects"}


def other_leaf(random, data, seeds):
    """One value of the document replaced, doubled or taken away, and the document written as JSON again."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    places = [(holder, key) for holder, key in walk(document)]
    if not places:
        return None
    holder, key = random.choice(places)
    what = random.randrange(8)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif what == 2 and isinstance(holder, dict):
        # The same key twice cannot be said by a dictionary.
        text = json.dumps(document)
        place = text.find(json.dumps(key))
        return (text[:place] + f"{json.dumps(key)}: 0, " + text[place:]).encode()
    else:
        holder[key] = random.choice([
            0, 1, -1, 2, 1e308, -0.0, 1e-320, 2**63, 2**64, 10**400, None, True, "", "a", "nan", [], {}, [0], {"a": 0}, "../x",
            "\x1b[31m", 0.5, 1.5, holder[key]])
    return json.dumps(document).encode()


def walk(value):
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for key, item in items:
        yield value, key
        yield from walk(item)


class Records(Form):
    name = "records"
    refusals = {1, 2}
    mutations = [*ANY, *TEXT, *[other_leaf] * 12]
    share = 2

    def seeds(self):
        with tempfile.TemporaryDirectory() as place:
            results = small_results(self.program, place)
            self.whole = {str(file.relative_to(place)): file.read_bytes() for file in results.rglob("*") if file.is_file()}
            self.taken = None
        records = sorted((name, data) for name, data in self.whole.items() if name.startswith("small/records/"))
        return [Seed(f"record {number}", data, name) for number, (name, data) in enumerate(records)]

    def prepare(self, folder, seed):
        for name, data in self.whole.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def command(self, case):
        return [self.program, "verify", "small", "--trials", "0", "--format", "json", "--quiet"]

    def says_in_result(self, ending):
        return bool(faults(ending))

    def observe(self, case, ending):
        result = json.loads(ending.out)["results"][0]
        return {"faults": result["faults"], "planned": result["planned"], "taken": result["takenAsStored"]}

    def independent(self, case):
        """The parts of the record that differ from the seed's."""
        document = json.loads(case.file.read_text("utf-8"), object_pairs_hook=unique, parse_constant=refused)
        return differing(json.loads(case.seed.data), document)

    def agree(self, seen, other, case):
        taken = TAKEN | {f"scores.{name}" for name in seen["taken"]} if isinstance(seen, dict) else TAKEN
        return not seen["faults"] and all(
            any(part == name or part.startswith(name + ".") for name in taken) or is_score_left_out(part, case) for part in other)

    def is_changed(self, case, seen, other):
        return bool(other)

    def difference(self, seen, other):
        return f"no fault is told, and these differ: {other[:8]}"


def is_score_left_out(part, case):
    """A record may lack a score: those of versions without it do. Boards have an empty cell there."""
    return part.startswith("scores.") and part[7:] not in json.loads(case.file.read_text("utf-8"))["scores"]


def unique(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def refused(name):
    raise ValueError(name)


def faults(ending):
    try:
        results = json.loads(ending.out)["results"]
    except (ValueError, KeyError):
        return []
    return [fault for result in results for fault in result["faults"]] or [1 for result in results if result["isUnreadable"]]


def differing(one, two, place=""):
    """The paths, joined by dots, at which two documents differ."""
    if isinstance(one, dict) and isinstance(two, dict):
        return [path for key in {**one, **two} for path in (
            differing(one[key], two[key], f"{place}.{key}".lstrip(".")) if key in one and key in two else [f"{place}.{key}".lstrip(".")])]
    if isinstance(one, bool) != isinstance(two, bool) or one != two:
        return [place]
    return []


class ResultsArchive(Form):
    """Every byte of an archive of results is under a checksum, but for the packing itself."""
    name = "results archive"
    refusals = {1, 2}
    mutations = ANY

    def seeds(self):
        from harness.program import run
        from harness.small import checked
        with tempfile.TemporaryDirectory() as place:
            small_results(self.program, place)
            checked(run([self.program, "export", "small", "--archive", "small.tar.xz", "--quiet"], place, 120))
            return [Seed("tar.xz", (Path(place) / "small.tar.xz").read_bytes(), "small.tar.xz")]

    def prepare(self, folder, seed):
        shutil.rmtree(folder, ignore_errors=True)

    def command(self, case):
        return [self.program, "verify", "small.tar.xz", "--trials", "0", "--format", "json", "--quiet"]

    def says_in_result(self, ending):
        return bool(faults(ending))

    def observe(self, case, ending):
        return json.loads(ending.out)

    def independent(self, case):
        """The content of every member, or none where all are those of the seed."""
        return contents(case.file.read_bytes()) != contents(case.seed.data)

    def agree(self, seen, other, case):
        return seen == (case.expected or seen) and not other

    def difference(self, seen, other):
        return "no fault is told, and members differ"


def contents(data):
    import io
    import tarfile
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:xz") as archive:
        return {member.name: archive.extractfile(member).read() for member in archive.getmembers() if member.isfile()}
