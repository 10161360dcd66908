"""Too little memory, clocks that jump, and trials that take too long."""
import glob
import os

from harness.program import limits


def little_memory(scene):
    """A limit of the data segment at random: a run ends plainly, as a failed trial or by the system; nothing is lost."""
    limit = scene.random.randrange(24, 200) << 20
    process = scene.start(before=limits(limit))
    process.ended()
    scene.expect(process.code is not None, "it never ended")
    scene.ended_by = process.code
    scene.expect_whole_records()
    scene.expect_resumed("--retry-failed")


def clock(scene):
    """Hours forth and back while a run with a timeout goes on: no trial may count as late, and no record differs."""
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        return scene.skip("libfaketime is not installed")
    file = scene.folder / "now"
    file.write_text("+0")
    process = scene.start("--timeout", "600", surroundings={
        "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_CACHE_DURATION": "0", "FAKETIME_NO_CACHE": "1"})
    while process.is_running():
        scene.wait_for_records(process, scene.count() + 5)
        jump = scene.random.choice(["+10h", "-10h", "+400d", "-20y", "+0"])
        other = scene.folder / "next"
        other.write_text(jump)
        os.replace(other, file)
    process.ended()
    scene.expect_plain(process, {0})
    scene.expect_whole_records()
    scene.expect_resumed()


def late_trials(scene):
    """A limit of time about as long as a trial: those above it are ended by a new process in the place of the run's."""
    process = scene.start("--timeout", str(10 ** scene.random.uniform(-3.3, -1.3)), "--jobs", scene.random.choice("12"))
    process.ended()
    scene.ended_by = process.code
    scene.expect_plain(process, {0, 1})
    scene.expect(scene.count() == scene.whole(), f"{scene.count()} of {scene.whole()} records")
    scene.expect_whole_records()
    scene.expect_resumed("--retry-failed")
