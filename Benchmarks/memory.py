"""The most memory that work held beyond what was there before it; None where the system does not tell."""

from pathlib import Path

PROCESS = Path("/proc/self")


def _status(name):
    for line in (PROCESS / "status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return None


def started():
    """Lets the system forget the most that was held so far; the bytes that are held now."""
    try:
        (PROCESS / "clear_refs").write_text("5")
        return _status("VmRSS")
    except OSError:
        return None


def since(before):
    """The most that was held since, less what was held then."""
    return None if before is None else max(0, _status("VmHWM") - before)
