"""Mutations of texts made of lines and cells."""
import re

NUMBERS = [
    "nan", "inf", "-inf", "1e308", "1e309", "-1e309", "1e-320", "0", "-0", "-1", "1e6", "99999999999999999999", "0x10", "1_000",
    "1,5", "１", "+", "", " ", "true", "null", "~", "[]", "{}", "1e1000000", "2147483648", "-9223372036854775809", "9" * 400]
TEXTS = [
    "", "..", "../../etc/passwd", "/dev/zero", "a" * 300, "<script>", "\u202e", "\x1b[31m", "a\u0000b", "\ufeff", '"', "'", "|",
    "%n", "\\", "日本", "e\u0301", "None", "*", "&x", "!!python/none", "(a+)+$", "{{x}}"]


def lines(data):
    return data.split(b"\n")


def drop_line(random, data, seeds):
    parts = lines(data)
    del parts[random.randrange(len(parts))]
    return b"\n".join(parts)


def double_line(random, data, seeds):
    parts = lines(data)
    place = random.randrange(len(parts))
    return b"\n".join(parts[:place] + [parts[place]] * random.choice([2, 2, 1000]) + parts[place + 1:])


def swap_lines(random, data, seeds):
    parts = lines(data)
    one, two = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[two] = parts[two], parts[one]
    return b"\n".join(parts)


def replace_number(random, data, seeds):
    found = list(re.finditer(rb"-?\d+(\.\d+)?([eE][-+]?\d+)?", data))
    return replaced(data, random.choice(found), random.choice(NUMBERS)) if found else data + b"1"


def replace_word(random, data, seeds):
    found = list(re.finditer(rb"[A-Za-z][A-Za-z0-9-]*", data))
    return replaced(data, random.choice(found), random.choice(TEXTS + NUMBERS)) if found else data + b"a"


def swap_words(random, data, seeds):
    found = list(re.finditer(rb"[A-Za-z0-9.-]+", data))
    if len(found) < 2:
        return data + b"a"
    one, two = sorted(random.sample(found, 2), key=lambda match: match.start())
    return data[:one.start()] + two[0] + data[one.end():two.start()] + one[0] + data[two.end():]


def nest(random, data, seeds):
    """Brackets many deep."""
    depth = random.choice([10, 100, 5_000, 100_000])
    place = random.randrange(len(data) + 1)
    left, right = random.choice([(b"[", b"]"), (b"{a: ", b"}"), (b"(", b")"), (b'{"a":', b"}"), (b"- ", b"")])
    return data[:place] + left * depth + right * depth + data[place:]


def other_line_ends(random, data, seeds):
    return random.choice([data.replace(b"\n", b"\r\n"), data.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + data])


def other_encoding(random, data, seeds):
    return data.decode("utf-8", "replace").encode(random.choice(["utf-16", "utf-32", "utf-16-le"]))


def wide_line(random, data, seeds):
    parts = lines(data)
    place = random.randrange(len(parts))
    parts[place] += random.choice([b",1", b"\t1", b" 1", b";1"]) * random.choice([1, 10, 100_000])
    return b"\n".join(parts)


def replaced(data, match, text):
    return data[:match.start()] + text.encode("utf-8") + data[match.end():]


TEXT = [
    drop_line, double_line, swap_lines, replace_number, replace_number, replace_word, replace_word, swap_words, nest,
    other_line_ends, other_encoding, wide_line]
