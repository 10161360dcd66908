"""What became of a mutated input, in one word."""
import re

from harness.child import Unreadable, in_child
from harness.program import MEMORY

REFUSED = "refused"
SAME = "same values"
NAMED = "named difference"
CHANGED = "changed in the file"
OUTCOMES = [REFUSED, SAME, NAMED, CHANGED]
CRASH, HANG, MEMORY_FAULT, WRONG, MUTE, LEFT = "crash", "hang", "memory", "silently wrong", "no plain message", "left behind"
FAULTS = [CRASH, HANG, MEMORY_FAULT, WRONG, MUTE, LEFT]

RUNTIME = re.compile(r"Fatal error|Illegal instruction|Program crashed|Assertion|precondition|terminate called|\*\*\* Error in")
PLAIN = re.compile(r"^(error|warning|Usage|note): ?")
# Raw words of the system or of Foundation, which tell a user nothing.
RAW = re.compile(r"Error Domain=|NSCocoaErrorDomain|UserInfo=\{|NSUnderlyingError")


def judge(form, case, ending):
    """The outcome and what led to it."""
    if ending.is_late:
        return HANG, f"killed after {ending.seconds:.0f} s, {ending.processor:.1f} s of them computing"
    if ending.signal:
        return CRASH, f"ended by {ending.signal}"
    if RUNTIME.search(ending.err):
        return CRASH, first_line(ending.err)
    if ending.memory > MEMORY:
        return MEMORY_FAULT, f"{ending.memory >> 20} MiB"
    if RAW.search(ending.err):
        return MUTE, "raw words of the system: " + first_line(ending.err)
    if ending.code != 0 and not form.is_result(ending):
        return judge_refusal(form, case, ending)
    return judge_values(form, case, ending)


def judge_refusal(form, case, ending):
    lines = [line for line in ending.err.splitlines() if line.strip()]
    if ending.code not in form.refusals:
        return MUTE, f"exit code {ending.code}"
    said = [line for line in lines if line.startswith("error: ")]
    if not said and not form.says_in_result(ending):
        return MUTE, f"exit code {ending.code} and no line that begins with 'error: '"
    if not all(PLAIN.match(line) for line in lines if not form.is_progress(line)):
        return MUTE, "a line that is no message: " + next(line for line in lines if not PLAIN.match(line))
    if "\x1b" in ending.err or "\x1b" in ending.out:
        return MUTE, "an escape sequence"
    left = form.left_behind(case)
    return (LEFT, left) if left else (REFUSED, said[0] if said else "in the result")


def judge_values(form, case, ending):
    """A mutant that loads has the seed's values, or something says what differs."""
    try:
        seen = form.observe(case, ending)
    except Exception as error:  # noqa: BLE001: whatever hinders the look at the result is a finding
        return WRONG, f"a result that cannot be read: {type(error).__name__}: {error}"
    is_same = seen == case.expected
    try:
        other = in_child(form.independent, case)
    except Unreadable as error:
        if is_same:
            return SAME, f"the independent reader refuses it: {error}"
        if form.names_difference(case, ending, seen):
            return NAMED, first_line(ending.err) or "in the result"
        return WRONG, f"other values than the seed, and the independent reader refuses it: {error}"
    if form.agree(seen, other, case):
        return (CHANGED, "the independent reader reads the same") if form.is_changed(case, seen, other) else (SAME, "")
    if form.names_difference(case, ending, seen):
        return NAMED, first_line(ending.err) or "in the result"
    return WRONG, ("the seed's values, but" if is_same else "other values than the seed, and") + (
        " the independent reader reads others: " + form.difference(seen, other))


def first_line(text):
    return next((line for line in text.splitlines() if line.strip()), "")[:300]
