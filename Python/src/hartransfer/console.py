"""The command `hartransfer`: the program takes the place of this process."""
import os
import sys


def main() -> None:
    file = os.environ.get("HARTRANSFER_PROGRAM") or os.path.join(os.path.dirname(__file__), "bin", "hartransfer")
    # Scripts of data sets run with this Python where no other is named.
    os.environ.setdefault("HARTRANSFER_PYTHON", sys.executable)
    try:
        os.execv(file, ["hartransfer", *sys.argv[1:]])
    except OSError as error:
        sys.exit(f"error: {file}: found no program that starts ({error.strerror}); expected the command hartransfer. "
                 "Install the wheel again.")
