"""Several processes and hosts on one folder, what killed ones left behind, and records of another version."""
import json
import os
import shutil


def two_processes(scene, prefixes=((), ())):
    processes = []
    for prefix in prefixes:
        process = scene.start("--jobs", str(scene.random.choice([1, 2])), prefix=prefix)
        processes.append(process)
        if scene.random.random() < 0.5:
            scene.wait_for_records(processes[0], scene.random.randrange(10))
    for process in processes:
        process.ended()
        # One of them may end while the other still runs the last trial.
        scene.expect(process.code in (0, 1), f"exit code {process.code}: {process.err[:300]}")
    scene.expect_whole_records()
    scene.expect_resumed()


def two_hosts(scene):
    two_processes(scene, ([], ["unshare", "--user", "--map-root-user", "--uts", "sh", "-c", 'hostname other && exec "$@"', "sh"]))


def stale_claims(scene):
    """What a process leaves that was killed at the worst moment, here and on another machine."""
    process = scene.start()
    scene.wait_for_records(process)
    process.send(9)
    process.ended()
    scene.records.mkdir(parents=True, exist_ok=True)
    name = "a" * 64
    gone = os.getpid() + 1_000_000
    for space in ("00000000", "ffffffff"):
        (scene.records / f".{name}.json.{space}-{gone}-ABCDEF01.tmp").write_text('{"half": ')
    (scene.results / "small" / ".claims").write_bytes(os.urandom(scene.random.randrange(1, 4096)))
    scene.expect_whole_records()
    ending = scene.run()
    scene.expect(ending.code == 0, f"exit code {ending.code}: {ending.err[:300]}")
    for file in scene.records.glob(".*.tmp"):
        file.unlink()
    (scene.results / "small" / ".claims").unlink()
    scene.expect_resumed()


def half_a_record(scene):
    """A file system that loses what was written: records and plans that are cut, empty or full of zeros."""
    shutil.copytree(scene.reference["folder"], scene.results)
    files = sorted(scene.records.glob("*.json"))
    for file in scene.random.sample(files, 5):
        data = file.read_bytes()
        file.write_bytes(scene.random.choice([b"", data[:len(data) // 2], bytes(len(data)), data[:-1] + b"\0"]))
    if scene.random.random() < 0.5:
        plan = scene.results / "small" / "plan.json"
        plan.write_bytes(plan.read_bytes()[:100])
    ending = scene.run()
    scene.expect_plain(ending, {0})
    scene.expect("warning: " in ending.err, "nothing is said of damaged records")
    scene.expect_resumed()


def newer_version(scene):
    """A record of a later version is kept byte for byte until --force."""
    shutil.copytree(scene.reference["folder"], scene.results)
    kept = {}
    for file in scene.random.sample(sorted(scene.records.glob("*.json")), 3):
        record = json.loads(file.read_text())
        kind, _, number = record["schema"].rpartition("/")
        record["schema"] = f"{kind}/{int(number) + scene.random.randrange(1, 9)}"
        record["unheard"] = {"of": [1]}
        file.write_text(json.dumps(record))
        kept[file] = file.read_bytes()
    ending = scene.run()
    scene.expect_plain(ending, {0, 1})
    scene.expect("newer" in ending.err, f"nothing is said of newer records: {ending.err[:200]}")
    scene.expect(all(file.read_bytes() == data for file, data in kept.items()), "a newer record was written over")
    scene.expect_resumed("--force")
