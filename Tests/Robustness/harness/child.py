"""Work that may crash or never end, in a process of its own."""
import os
import pickle
import resource
import select
import signal
import time


class Unreadable(Exception):
    """What another reader makes nothing of, too."""


def in_child(work, *arguments, seconds=20):
    """The result of `work`; `Unreadable` where it fails, crashes or takes too long."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        answer(work, arguments, theirs)
    os.close(theirs)
    try:
        data = received(ours, seconds)
    finally:
        os.close(ours)
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(child, 0)
    if not data:
        raise Unreadable("the reader crashed")
    done, value = pickle.loads(data)
    if not done:
        raise Unreadable(value)
    return value


def answer(work, arguments, pipe):
    """The child: sends what came out and never returns."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (4 << 30, 4 << 30))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        said = (True, work(*arguments))
    except BaseException as error:  # noqa: BLE001: whatever it is, the file cannot be read by it
        said = (False, f"{type(error).__name__}: {error}"[:300])
    with os.fdopen(pipe, "wb") as file:
        pickle.dump(said, file)
    os._exit(0)


def received(pipe, seconds):
    """All that comes before the other end is closed."""
    parts, end = [], time.monotonic() + seconds
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0, end - time.monotonic()))
        if not ready:
            raise Unreadable("no answer in time")
        part = os.read(pipe, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)
