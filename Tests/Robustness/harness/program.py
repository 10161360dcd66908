"""The program, run once with limits, and all that can be seen of it from outside."""
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

# More than this is a fault. It is compared with the resident memory that the kernel measured.
MEMORY = 2 << 30
# What protects the machine: an allocation beyond it fails. Address space that is only reserved does not count, and BLAS
# reserves much.
DATA_LIMIT = 4 << 30
SECONDS = 10.0

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
# Settings of the caller that would change what the program finds.
DROPPED = {"HARTRANSFER_DATA", "HARTRANSFER_DATASETS", "OPENBLAS_CORETYPE", "COLUMNS"}


@dataclass
class Ending:
    code: int  # below 0: the signal
    out: str
    err: str
    seconds: float
    processor: float
    memory: int
    is_late: bool

    @property
    def signal(self):
        return signal.Signals(-self.code).name if self.code < 0 else None


def environment(more=None):
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return {**kept, **ENVIRONMENT, **(more or {})}


def limits(data=DATA_LIMIT, **others):
    """A function that sets limits in the child before the program begins."""
    def apply():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if data:
            resource.setrlimit(resource.RLIMIT_DATA, (data, data))
        for name, value in others.items():
            resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    return apply


def run(command, folder, seconds=SECONDS, more=None, before=limits(), prefix=()):
    """Runs to the end, or kills after so many seconds of computing or of waiting.

    Time in which the machine was busy with others is neither, so what is late does not depend on them.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        child = subprocess.Popen(
            [*prefix, *map(str, command)], cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            env=environment(more), preexec_fn=before, start_new_session=True)
        watch = Watch(child.pid, seconds)
        _, status, usage = os.wait4(child.pid, 0)
        watch.ended.set()
        child.returncode = os.waitstatus_to_exitcode(status)
        taken = time.monotonic() - begun
        return Ending(
            child.returncode, text(out), text(err), taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10,
            watch.is_late)


class Watch(threading.Thread):
    """Ends a process that computes or waits for too long."""
    STEP = 0.25

    def __init__(self, process, seconds):
        super().__init__(daemon=True)
        self.process, self.seconds, self.ended, self.is_late = process, seconds, threading.Event(), False
        self.start()

    def run(self):
        waited = 0.0
        while not self.ended.wait(self.STEP):
            computed, is_waiting = state(self.process)
            waited += self.STEP if is_waiting else 0
            if computed > self.seconds or waited > self.seconds:
                self.is_late = True
                return end(self.process)


def state(process):
    """Seconds of processor so far of a process and all that it started, and whether none of them wants a processor or a
    disk."""
    computed, is_waiting = 0.0, True
    for one in family(process):
        try:
            fields = open(f"/proc/{one}/stat").read().rsplit(") ", 1)[1].split()
            threads = os.listdir(f"/proc/{one}/task")
            states = [open(f"/proc/{one}/task/{thread}/stat").read().rsplit(") ", 1)[1][0] for thread in threads]
        except (OSError, IndexError):
            continue
        computed += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        is_waiting = is_waiting and not any(letter in "RDZ" for letter in states)
    return computed, is_waiting


def family(process):
    """A process of a session of its own, and what it started there."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if int(open(f"/proc/{name}/stat").read().rsplit(") ", 1)[1].split()[3]) == process:
                yield int(name)
        except (OSError, IndexError):
            continue


def end(process):
    """Kills a process of ours with all that it started: it has a session of its own."""
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def text(file):
    file.seek(0)
    return file.read(4 << 20).decode("utf-8", "replace")
