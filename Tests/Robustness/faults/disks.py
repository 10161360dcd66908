"""Disks and folders that fail: each script has a disk of its own, in a name space of mounts."""
import shutil
import subprocess
import time

from harness.program import run

# As root, or as a user who may make name spaces of their own.
OWN_MOUNTS = ["unshare", "--user", "--map-root-user", "--mount"]


def has_mounts():
    return subprocess.run([*OWN_MOUNTS, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


def on_disk(scene, size, script):
    """A shell script with a disk `results` of so many bytes; what it holds is copied to `kept` at the end."""
    text = f"""mkdir results
mount -t tmpfs -o size={size} none results
{script}
cp -a results kept
"""
    (scene.folder / "inside.sh").write_text(text)
    ending = run([*OWN_MOUNTS, "sh", "inside.sh", *scene.command()], scene.folder, 120)
    scene.expect(ending.code == 0, f"the script: {ending.err.strip()[-300:]}")
    (scene.folder / "results").rmdir()
    shutil.move(scene.folder / "kept", scene.folder / "results")


class Said:
    """What a run inside the script said and how it ended."""
    def __init__(self, scene, name):
        self.err = (scene.folder / f"{name}.err").read_text()
        self.code = int((scene.folder / f"{name}.code").read_text())


RUN = '"$@" > first.out 2> first.err; echo $? > first.code'


def full_disk(scene):
    size = scene.random.randrange(20, 600)
    on_disk(scene, f"{size}k", f"{RUN}\nmount -o remount,size=50m results")
    said = Said(scene, "first")
    scene.expect_plain(said, {0, 2}, "" if said.code == 0 else "no room")
    scene.expect_whole_records()
    scene.expect_resumed()


def read_only_from_the_start(scene):
    on_disk(scene, "50m", f"mount -o remount,ro results\n{RUN}\nmount -o remount,rw results")
    scene.expect_plain(Said(scene, "first"), {2}, "can only be read")
    scene.expect_resumed()


def read_only_half_way(scene):
    count = scene.random.randrange(1, scene.whole())
    on_disk(scene, "50m", f"""({RUN}) &
while [ "$(ls results/small/records 2>/dev/null | wc -l)" -lt {count} ] && kill -0 $! 2>/dev/null; do :; done
until mount -o remount,ro results 2>/dev/null || ! kill -0 $! 2>/dev/null; do :; done
wait
mount -o remount,rw results""")
    said = Said(scene, "first")
    scene.expect_plain(said, {0, 2}, "" if said.code == 0 else "can only be read")
    scene.expect_whole_records()
    scene.expect_resumed()


# Root may write everywhere, unless it gives that right up.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


def permission_lost(scene):
    import os
    prefix = WITHOUT_RIGHTS if os.geteuid() == 0 else []
    process = scene.start(prefix=prefix)
    scene.wait_for_records(process, scene.random.randrange(1, scene.whole()))
    scene.records.chmod(0o555)
    process.ended()
    scene.records.chmod(0o755)
    scene.expect_plain(process, {0, 2}, "" if process.code == 0 else "no right")
    scene.expect_whole_records()
    scene.expect_resumed()


def folder_deleted(scene):
    process = scene.start()
    scene.wait_for_records(process, scene.random.randrange(1, scene.whole()))
    for _ in range(50):
        try:
            shutil.rmtree(scene.results)
            break
        except OSError:  # a record came in between
            time.sleep(0.001)
    process.ended()
    # It may have made the folder again and gone on; the board then says what is missing.
    scene.expect_plain(process, {0, 1, 2})
    scene.expect_whole_records()
    scene.expect_resumed()
