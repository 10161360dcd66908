"""Signals at random moments, and a process that is only stopped."""
import signal


def killed(scene):
    process = scene.start()
    scene.wait_for_records(process)
    process.send(signal.SIGKILL)
    process.ended()
    scene.expect_whole_records()
    scene.expect_resumed()


def interrupted(scene, number=signal.SIGINT):
    process = scene.start()
    scene.wait_for_records(process)
    process.send(number)
    process.ended()
    # Before the run listens, and after it has ended, the system's own way holds.
    scene.expect(process.code in (0, 1, -number), f"exit code {process.code}: {process.err[:300]}")
    if process.code == 1:
        scene.expect_plain(process, {1})
    scene.expect_whole_records()
    scene.expect_resumed()


def terminated(scene):
    interrupted(scene, signal.SIGTERM)


def interrupted_twice(scene):
    process = scene.start()
    scene.wait_for_records(process)
    process.send(signal.SIGINT)
    process.send(signal.SIGINT)
    process.ended()
    scene.expect(process.code in (0, 1, -signal.SIGINT), f"exit code {process.code}")
    scene.expect_whole_records()
    scene.expect_resumed()


def stopped(scene):
    """Another process does all but what the stopped one had claimed, and that too once that one has ended."""
    process = scene.start("--jobs", "1")
    scene.wait_for_records(process)
    process.send(signal.SIGSTOP)
    other = scene.start(name="other")
    # One job claims one trial at a time.
    scene.wait_for_records(other, scene.whole() - 1)
    scene.expect(scene.count() >= scene.whole() - 1, f"beside a stopped process: {scene.count()} of {scene.whole()} records")
    process.send(signal.SIGKILL)
    process.ended()
    other.ended()
    scene.expect(other.code == 0, f"beside a stopped process: exit code {other.code}: {other.err[:300]}")
    scene.expect_whole_records()
    scene.expect_resumed()
