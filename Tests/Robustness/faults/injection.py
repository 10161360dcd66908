"""Every fault so many times, some side by side."""
import shutil
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults.disks import has_mounts
from faults.everything import FAULTS, NEEDS_MOUNTS
from faults.scene import Scene, reference


def inject(program, times, jobs, kept, say, seed=0, only=None):
    """How often each fault was injected, and what went wrong."""
    with tempfile.TemporaryDirectory(prefix="robustness-") as home:
        undisturbed = reference(program, home)
        undisturbed["folder"] = Path(home) / "reference" / "results"
        mounts = has_mounts()
        out = {}
        with ThreadPoolExecutor(jobs) as pool:
            for name, fault in FAULTS.items():
                if only and name not in only:
                    continue
                if name in NEEDS_MOUNTS and not mounts:
                    out[name] = {"times": 0, "skipped": "no name spaces of mounts here", "findings": [], "endings": {}}
                    continue
                scenes = [Scene(program, undisturbed, home, f"{name} {seed} {number}") for number in range(times)]
                findings = list(pool.map(lambda scene: injected(scene, fault, kept), scenes))
                out[name] = summary(scenes, findings)
                say(f"{name}: {times} times, {sum(map(bool, findings))} with findings")
        return out


def injected(scene, fault, kept):
    try:
        fault(scene)
    except Exception as error:  # noqa: BLE001: a fault of the test is a finding too
        scene.findings.append(f"{type(error).__name__}: {error} {traceback.format_exc().splitlines()[-3].strip()}")
    if scene.findings:
        place = Path(kept) / scene.folder.name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(scene.folder, place, symlinks=True)
        (place / "findings.txt").write_text("\n".join(scene.findings) + "\n")
    shutil.rmtree(scene.folder, ignore_errors=True)
    return scene.findings


def summary(scenes, findings):
    skipped = [scene.skipped for scene in scenes if scene.skipped]
    endings = {}
    for scene in scenes:
        if scene.ended_by is not None:
            endings[str(scene.ended_by)] = endings.get(str(scene.ended_by), 0) + 1
    return {
        "times": len(scenes) - len(skipped), "skipped": skipped[0] if skipped else "", "endings": endings,
        "findings": [{"scene": scene.folder.name, "what": found} for scene, found in zip(scenes, findings) if found]}
