"""Mutants of one format after another, several processes side by side."""
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from harness import judge as judgement
from harness.form import Case
from harness.program import SECONDS, run


class Campaign:
    """Mutants are known by (seed of the campaign, format, number): each can be made again alone."""

    def __init__(self, forms, seed, kept, home=None, seconds=SECONDS):
        self.forms = {form.name: form for form in forms}
        self.seed, self.kept, self.seconds = seed, Path(kept), seconds
        self.home = Path(home) if home else None
        self.cases, self.data = {}, {}

    def mutant(self, name, number):
        """The seed and the bytes of a mutant, and which mutation made them."""
        form = self.forms[name]
        if name not in self.data:
            self.data[name] = form.seeds()
        seeds = self.data[name]
        text = f"{self.seed}/{name}/{number}"
        choice = random.Random(hashlib.sha256(text.encode()).digest())
        seed = seeds[choice.randrange(len(seeds))]
        pieces, data, names = [other.data for other in seeds], seed.data, []
        for _ in range(choice.choice([1, 1, 1, 2, 3])):
            mutation = choice.choice(list(form.mutations))
            try:
                new = mutation(choice, data, pieces) if data else None
            except (ValueError, IndexError):  # nothing of its kind is left to change
                new = None
            if new is not None and len(new) <= 4 << 20:
                data, names = new, [*names, mutation.__name__]
        return seed, data, "+".join(names) or "as it is"

    def case(self, name, seed):
        """A folder with all but the mutated file, and what the program makes of the seed."""
        key = (name, seed.name)
        if key not in self.cases:
            form = self.forms[name]
            folder = self.home / f"{os.getpid()}-{len(self.cases)}"
            form.prepare(folder, seed)
            folder.mkdir(parents=True, exist_ok=True)
            case = Case(folder, seed)
            case.file.parent.mkdir(parents=True, exist_ok=True)
            form.reset(case)
            case.file.write_bytes(seed.data)
            ending = run(form.command(case), folder, 120, form.environment(case))
            if ending.code != 0:
                raise RuntimeError(f"{name}, {seed.name}: the seed itself ends with {ending.code}: {ending.err[-600:]}")
            case.expected = form.observe(case, ending)
            if not form.agree(case.expected, form.independent(case), case):
                raise RuntimeError(
                    f"{name}, {seed.name}: the program and the other reader differ on the seed: "
                    + form.difference(case.expected, form.independent(case)))
            self.cases[key] = case
        return self.cases[key]

    def __call__(self, task):
        name, number = task
        form = self.forms[name]
        seed, data, how = self.mutant(name, number)
        case = self.case(name, seed)
        form.reset(case)
        case.file.write_bytes(data)
        ending = run(form.command(case), case.folder, self.seconds, form.environment(case))
        outcome, why = judgement.judge(form, case, ending)
        if outcome in judgement.FAULTS:
            self.keep(case, form, name, number, how, outcome, why, ending)
        return {
            "format": name, "number": number, "seed": seed.name, "how": how, "outcome": outcome, "why": why,
            "seconds": ending.seconds, "memory": ending.memory}

    def keep(self, case, form, name, number, how, outcome, why, ending):
        """What is needed to see the fault again: the whole folder, and the command."""
        folder = self.kept / f"{name.replace(', ', '-').replace(' ', '-')}-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(case.folder, folder, symlinks=True)
        said = {
            "format": name, "number": number, "campaign": self.seed, "seed": case.seed.name, "mutations": how,
            "file": case.seed.path, "command": [str(word) for word in form.command(case)], "outcome": outcome, "why": why,
            "code": ending.code, "stderr": ending.err[:4000], "stdout": ending.out[:2000]}
        (folder / "fault.json").write_text(json.dumps(said, indent=1))


def shares(forms, count):
    """How many mutants of each format."""
    whole = sum(form.share for form in forms)
    numbers = [count * form.share // whole for form in forms]
    for place in range(count - sum(numbers)):
        numbers[place % len(numbers)] += 1
    return {form.name: number for form, number in zip(forms, numbers)}


def campaign(forms, count, seed, jobs, kept, say, seconds=SECONDS):
    """All results: counts by format and outcome, faults one by one, the slowest and the largest."""
    Path(kept).mkdir(parents=True, exist_ok=True)
    tasks = [(name, number) for name, most in shares(forms, count).items() for number in range(most)]
    counts, faults, most = defaultdict(Counter), [], Counter()
    begun = time.monotonic()
    work = Campaign(forms, seed, kept, seconds=seconds)
    for form in forms:
        # Made once: some are made by the program.
        work.data[form.name] = form.seeds()
    with tempfile.TemporaryDirectory(prefix="robustness-") as home, multiprocessing.get_context("fork").Pool(
            jobs, begin, (work, home)) as pool:
        for done, result in enumerate(pool.imap_unordered(step, tasks, chunksize=8), 1):
            counts[result["format"]][result["outcome"]] += 1
            most["seconds"] = max(most["seconds"], result["seconds"])
            most["memory"] = max(most["memory"], result["memory"])
            if result["outcome"] in judgement.FAULTS:
                faults.append(result)
            if done % 500 == 0 or done == len(tasks):
                say(f"{done} of {len(tasks)} mutants, {len(faults)} faults, {time.monotonic() - begun:.0f} s")
        pool.close()
        pool.join()
    return {
        "count": len(tasks), "seconds": time.monotonic() - begun, "counts": {name: dict(count) for name, count in counts.items()},
        "faults": sorted(faults, key=lambda fault: (fault["format"], fault["number"])), "longest": most["seconds"],
        "largest": most["memory"]}


WORK = None


def begin(work, home):
    global WORK
    WORK = work
    WORK.home = Path(home)


def step(task):
    return WORK(task)
