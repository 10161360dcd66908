#!/usr/bin/env python3
"""Tests a wheel in a minimal Debian without Swift, compilers and -dev packages; see README.md.

    run.py WHEEL PROGRAM --root FOLDER --auditwheel PYTHON [--benchmark spar-quick]

PROGRAM is the build from source that the records are compared with. PYTHON has auditwheel.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1]
sys.path.insert(0, str(PACKAGE / "Results" / "reference"))
import study  # noqa: E402

RELEASE = "bookworm"
# The versions that the checksums of prepared recordings hold for stand in Datasets/requirements.txt.
OTHERS = ["pandas", "tqdm"]
SEGLEARN = "seglearn==1.2.5"


def fail(text):
    sys.exit(f"error: {text}")


def ok(text):
    print(f"ok: {text}", flush=True)


def run(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, text=True, **options)


def make_root(root):
    """A minimal Debian, made once."""
    if (root / "made").exists():
        return
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        fail("debootstrap: found no root rights or no program; expected both. As root: .ci/setup debootstrap")
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    print(f"making a root of {RELEASE} in {root}", flush=True)
    run("debootstrap", "--variant=minbase", "--include=python3,python3-venv", RELEASE, root / "system",
        stdout=subprocess.DEVNULL)
    (root / "made").touch()


def download(folder):
    """What pip installs in the root, which has no network."""
    folder.mkdir(parents=True, exist_ok=True)
    pins = (PACKAGE / "Datasets" / "requirements.txt").read_text()
    needs = [line for line in pins.splitlines() if line and not line.startswith("#")] + OTHERS
    # The Python of the root, whatever that of this machine is.
    tags = ["manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(17, 37)), "any"]
    platforms = [word for tag in tags for word in ("--platform", tag)]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", folder]
    run(*pip, "--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp", *platforms, *needs)
    run(*pip, "--no-deps", "--only-binary=:all:", SEGLEARN)


def check_root(system, wheel):
    """That the root has nothing that the wheel could lean on."""
    found = run("chroot", system, "dpkg-query", "--show", "--showformat", "${Package}\n", capture_output=True).stdout
    odd = [name for name in found.split() if name.endswith("-dev") or re.match(r"(gcc|g\+\+|clang|swift)(-|$)", name)
           and not name.endswith("-base")]
    if odd:
        fail(f"{system}: found the packages {', '.join(odd)}; expected none that builds programs")
    if (system / "opt" / "swift").exists():
        fail(f"{system}: found Swift; expected none")
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    stems = {re.sub(r"-[0-9a-f]{8}", "", Path(name).name).split(".so")[0].split("-")[0]
             for name in names if name.startswith("hartransfer.libs/")}
    there = {path.name.split(".so")[0] for path in system.glob("usr/lib/x86_64-linux-gnu/*.so*")}
    for name in ("libopenblas", "libopenblasp", "libhdf5_serial", "libmatio", "liblinear", "libzip", "libsimdjson"):
        if name in there:
            fail(f"{system}: found {name}; expected that the wheel alone has it")
    ok(f"the root has no Swift, no compiler, no -dev package; of the {len(stems)} libraries of the wheel it has "
       f"{len(stems & there)}, which Debian's base system needs")


def inside(system, test, words):
    """Runs inside.py in the root: own processes, own mounts, no network."""
    script = (
        'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/dev/shm" && '
        'exec chroot "$0" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/test/home LANG=C.UTF-8 TERM=dumb '
        'python3 -u /test/inside.py "$@"')
    home = test / "home"
    home.mkdir()
    code = subprocess.run(["unshare", "--mount", "--pid", "--fork", "--net", "bash", "-c", script, str(system), *words])
    if code.returncode != 0:
        fail(f"in the root: exit code {code.returncode}; see above")


def same_records(program, archive, scratch, benchmark):
    """Compares the records of the wheel with those of the build from source, which runs here and now."""
    data = scratch / "data"
    run(program, "run", f"Configs/{benchmark}.yaml", "--results", scratch / "results", "--cache", scratch / "cache",
        "--data", data, "--quiet", cwd=PACKAGE, stdout=subprocess.DEVNULL)
    own = scratch / "own.tar.xz"
    run(program, "export", scratch / "results" / benchmark, "--archive", own, stdout=subprocess.DEVNULL)
    ours, theirs = study.contents(own), study.contents(archive)
    if not ours or ours.keys() != theirs.keys():
        fail(f"records: found {len(theirs)} in the root; expected the {len(ours)} of the build from source by name")
    differ = [name for name in ours if ours[name] != theirs[name]]
    if differ:
        fail(f"records: found {len(differ)} of {len(ours)} that differ, such as {differ[0]}; expected none")
    scored = sum(bool(record.get("scores")) for record in ours.values())
    ok(f"{len(ours)} records of {benchmark} are those of the build from source, {scored} of them with scores")


def policy(python, wheel):
    """What auditwheel says of the wheel."""
    expected = re.search(r"(manylinux_\d+_\d+_x86_64)\.whl$", wheel.name)[1]
    # A line may break anywhere.
    said = " ".join(run(python, "-m", "auditwheel", "show", wheel, capture_output=True).stdout.split())
    if f'is consistent with the following platform tag: "{expected}"' not in said:
        fail(f"auditwheel show: found '{said}'; expected {expected}")
    # It names libraries of the wheel too, by the names that they have there.
    with zipfile.ZipFile(wheel) as file:
        bundled = {Path(name).name for name in file.namelist() if name.startswith("hartransfer.libs/")}
    known = run(
        python, "-c", f"import policy; print(*policy.expected_libraries({expected!r}))", capture_output=True,
        cwd=PACKAGE / "Python" / "tools").stdout.split()
    others = set(re.findall(r"\b(lib[\w.+-]+\.so[\w.]*)", said)) - bundled - set(known)
    if others or "external shared libraries are required" in said:
        fail(f"auditwheel show: found libraries outside the wheel: {', '.join(sorted(others)) or said}")
    ok(f"auditwheel show: {expected}, no library outside the wheel and the policy")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("program", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--auditwheel", required=True)
    parser.add_argument("--benchmark", default="spar-quick")
    options = parser.parse_args()
    # Not resolved: a link is what makes it the Python of its environment.
    python = Path(options.auditwheel).absolute()
    wheel, program, root = options.wheel.resolve(), options.program.resolve(), options.root.resolve()
    make_root(root)
    check_root(root / "system", wheel)
    download(root / "packages")
    with tempfile.TemporaryDirectory(dir=root) as scratch:
        scratch = Path(scratch)
        system, test = scratch / "system", scratch / "system" / "test"
        # The root stays as debootstrap left it.
        run("cp", "-a", "--reflink=auto", root / "system", system)
        shutil.copytree(root / "packages", test / "packages")
        shutil.copytree(PACKAGE / "Python" / "tests", test / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PACKAGE / "Python" / "README.md", test)
        shutil.copy(wheel, test)
        shutil.copy(HERE / "inside.py", test)
        libraries = run(
            python, "-c", "import policy, sys; print('\\n'.join(policy.expected_libraries(sys.argv[1])))",
            re.search(r"(manylinux\w+)\.whl$", wheel.name)[1], capture_output=True,
            env={**os.environ, "PYTHONPATH": str(PACKAGE / "Python" / "tools")}).stdout
        (test / "policy.txt").write_text(libraries)
        inside(system, test, [f"/test/{wheel.name}", options.benchmark])
        shutil.copytree(test / "home/.local/share/hartransfer/Datasets/spar/data", scratch / "data")
        same_records(program, test / "records.tar.xz", scratch, options.benchmark)
    policy(python, wheel)
    ok(f"{wheel.name} works where nothing else is")


if __name__ == "__main__":
    main()
