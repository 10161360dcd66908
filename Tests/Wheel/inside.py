"""What Tests/Wheel/run.py runs in the minimal root: installs a wheel, uses it, and takes it away again.

    inside.py WHEEL BENCHMARK
"""
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

TEST = Path("/test")
VENV = TEST / "venv"
HOME = Path(os.environ["HOME"])
COMMAND = VENV / "bin" / "hartransfer"


def fail(text):
    sys.exit(f"error: {text}")


def ok(text):
    print(f"ok: {text}", flush=True)


def run(*words, code=0, cwd=TEST, **environment):
    """Runs a program, and ends the test where it ends otherwise than expected."""
    ended = subprocess.run([str(word) for word in words], capture_output=True, text=True, cwd=cwd,
                           env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if ended.returncode != code:
        fail(f"{' '.join(str(word) for word in words)}: found exit code {ended.returncode}; expected {code}\n"
             f"{ended.stdout}\n{ended.stderr}")
    return ended


def pip(*words):
    return run(VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", *words)


def state():
    """Every file and folder of the environment, with size and time of its last change."""
    found = {}
    for path in VENV.rglob("*"):
        facts = path.lstat()
        found[str(path)] = None if path.is_dir() else (facts.st_size, facts.st_mtime_ns)
    return found


def differences(before, after):
    return sorted(name for name in before.keys() | after.keys() if before.get(name, 0) != after.get(name, 0))


def install(wheel):
    run("python3", "-m", "venv", VENV)
    packages = ["--no-index", f"--find-links={TEST / 'packages'}"]
    pins = [f"{name}=={version}" for name, version in re.findall(
        r"^(numpy|h5py)-([\d.]+)-", "\n".join(path.name for path in (TEST / "packages").iterdir()), re.M)]
    pip("install", "--quiet", *packages, *pins, "pandas", "tqdm")
    # pip itself leaves compiled files where it runs first.
    pip("list")
    before = state()
    began = time.monotonic()
    pip("install", "--quiet", *packages, f"hartransfer[all] @ file://{wheel}")
    seconds = time.monotonic() - began
    pip("check")
    ok(f"pip install took {seconds:.1f} s and needs nothing else; pip check is clean")
    return before


def command_works(benchmark):
    doctor = run(COMMAND, "doctor", cwd="/")
    if doctor.stderr or "warning" in doctor.stdout:
        fail(f"doctor: found {doctor.stderr or doctor.stdout}; expected no warning")
    print("".join(f"    {line}\n" for line in doctor.stdout.splitlines()), end="")
    ok("hartransfer doctor is clean")
    for name in ("share/man/man1/hartransfer.1", "share/bash-completion/completions/hartransfer",
                 "share/zsh/site-functions/_hartransfer", "share/fish/vendor_completions.d/hartransfer.fish"):
        package = next(VENV.glob("lib/python3*/site-packages/hartransfer"))
        if not (package / name).is_file():
            fail(f"{package / name}: found no file; expected one")
    ok("manual pages and completions are in the package's share")

    seglearn = next((TEST / "packages").glob("seglearn-*.whl"))
    run(COMMAND, "datasets", "fetch", "spar", "--from", seglearn, cwd="/")
    recordings = HOME / ".local/share/hartransfer/Datasets/spar/data/recordings.h5"
    if not recordings.is_file():
        fail(f"{recordings}: found no file; expected what was fetched")
    run(COMMAND, "datasets", "verify", "spar", cwd="/")
    ok(f"datasets fetch spar wrote {recordings.relative_to(HOME)} in the user's home; its checksum is right")

    work = TEST / "work"
    work.mkdir()
    run(COMMAND, "run", benchmark, cwd=work)
    left = sorted(path.name for path in work.iterdir())
    if left != ["Results"]:
        fail(f"{work}: found {', '.join(left)}; expected Results alone")
    if not any((HOME / ".cache/hartransfer/features").rglob("*.h5")):
        fail(f"{HOME}/.cache/hartransfer/features: found no feature file; expected the cache there")
    run(COMMAND, "export", f"Results/{benchmark}", "--archive", TEST / "records.tar.xz", cwd=work)
    ok(f"hartransfer run {benchmark} left Results where it ran, and its cache in the user's cache folder")

    figures = run(COMMAND, "figures", f"Results/{benchmark}", code=2, cwd=work)
    if "gnuplot" not in figures.stderr:
        fail(f"figures: found '{figures.stderr}'; expected that gnuplot is named")
    ok(f"what is lacking is said: {figures.stderr.strip()}")
    run(COMMAND, "report", f"Results/{benchmark}", cwd=work)


def three_lines(benchmark):
    """The three lines of the package's page where the command has run: they give its board and compute nothing."""
    text = (TEST / "README.md").read_text().split("## A board in three lines")[1]
    lines = re.search(r"^```python\n(.*?)^```$", text, re.M | re.S)[1]
    if benchmark not in lines:
        fail(f"README.md: found\n{lines}expected the benchmark {benchmark}")
    work = TEST / "work"

    def records():
        return sorted((path.name, path.stat().st_mtime_ns)
                      for path in (work / "Results" / benchmark / "records").iterdir())

    before = records()
    rows = json.loads(run(COMMAND, "leaderboard", f"Results/{benchmark}", "--format", "json", cwd=work).stdout)
    shown = "print(board.accuracy.to_json(orient='values', double_precision=15))"
    found = json.loads(run(VENV / "bin" / "python", "-c", f"{lines}\n{shown}", cwd=work).stdout.splitlines()[-1])
    expected = [row["accuracy"] for row in rows]
    if [round(one, 12) for one in found] != [round(one, 12) for one in expected]:
        fail(f"{lines}: found the accuracies {found}; expected those of the command, {expected}")
    if not before or records() != before:
        fail(f"{lines}: found records that were written again; expected those of the command")
    ok(f"the three lines of the package's page give the board of the command, {len(found)} rows")


def starts(program):
    """How long the command takes to start, beside the program itself: said, not judged."""
    def least(*words):
        times = []
        for _ in range(20):
            began = time.perf_counter()
            subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - began)
        return min(times) * 1000

    by_pip, itself = least(COMMAND, "--version"), least(program, "--version")
    print(f"    hartransfer --version: {by_pip:.0f} ms, of which the program {itself:.0f} ms (least of 20)")


MEASURE = """
import json, tempfile, time
from statistics import median
import numpy, hartransfer
random = numpy.random.default_rng(0)
latent = random.normal(size=(10_000, 64)).astype("f4")
x1, x2 = (latent @ random.normal(size=(64, 512)).astype("f4") + random.normal(size=(10_000, 512)).astype("f4")
          for _ in range(2))
rows = numpy.zeros(10_000, int)
with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
    # The same work without Python: the command on a file that is there.
    file, latents = f"{folder}/arrays.h5", f"{folder}/latents.h5"
    hartransfer.export_features(range(10_000), rows, rows, x1=x1, x2=x2, path=file, fitted_on="none")
    words = ["align", file, "--modalities", "x1,x2", "--method", "perfect", "--parameters", "{k: 64}", "--output", latents]
    whole, alone = [], []
    for _ in range(7):
        began = time.perf_counter()
        report = hartransfer.align(x1, x2).report
        whole.append((time.perf_counter() - began, report.measures["computeSeconds"]))
        began = time.perf_counter()
        hartransfer.command(*words)
        alone.append(time.perf_counter() - began)
print(json.dumps([median(one for one, _ in whole), median(one - other for one, other in whole), median(alone)]))
"""


def package_works():
    python = VENV / "bin" / "python"
    tests = run(python, "-m", "unittest", "discover", "--start-directory", TEST / "tests", "--top-level-directory",
                TEST / "tests")
    ok(f"the tests of the Python package: {tests.stderr.strip().splitlines()[-3]} {tests.stderr.strip().splitlines()[-1]}")
    whole, overhead, alone = json.loads(run(python, "-c", MEASURE).stdout)
    print(f"    align of 10,000 x 512, k = 64: {whole * 1000:.0f} ms, {overhead * 1000:.0f} ms of them no arithmetic "
          f"(see Python/tools/align_overhead.py); the command on a file {alone * 1000:.0f} ms (medians of 7)")


def libraries_are_here(program):
    expected = set((TEST / "policy.txt").read_text().split())
    own = VENV.resolve() / "lib"
    files = [program, *sorted(program.parents[2].glob("hartransfer.libs/*"))]
    used = set()
    for file in files:
        for line in run("ldd", file).stdout.splitlines():
            match = re.match(r"\s*(\S+) => (.*?)(?: \(0x[0-9a-f]+\))?$", line)
            if match is None:
                continue
            name, place = match.groups()
            used.add(name)
            if name not in expected and not Path(place).is_relative_to(own):
                fail(f"{file.name}: found {name} => {place}; expected it in the wheel")
    system = sorted(name for name in used if name in expected)
    ok(f"ldd of {len(files)} files: {len(used) - len(system)} libraries in the wheel; of the system {', '.join(system)}")


def main():
    wheel, benchmark = sys.argv[1:]
    before = install(wheel)
    installed = state()
    program = next(VENV.glob("lib/python3*/site-packages/hartransfer/bin/hartransfer"))
    command_works(benchmark)
    three_lines(benchmark)
    package_works()
    libraries_are_here(program)
    starts(program)
    if changed := differences(installed, state()):
        fail(f"the environment: found {len(changed)} files that changed in use, such as {changed[0]}; expected none")
    ok(f"nothing of the {len(installed)} files and folders of the environment changed in use")
    pip("uninstall", "--yes", "--quiet", "hartransfer")
    if left := differences(before, state()):
        fail(f"pip uninstall: found {len(left)} files that were left or changed, such as {left[0]}; expected none")
    ok("pip uninstall leaves nothing")


if __name__ == "__main__":
    main()
