"""Mutations that know nothing of a format: bytes flipped, cut, moved, doubled, put in."""

INTERESTING = [
    b"\x00", b"\xff", b"\x80", b"\x7f", b"\x00" * 8, b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\xff\xff\xff\x7f",
    b"\x00\x00\x00\x80", b"\n", b"\r\n", b"\x00\xff", b"nan", b"inf", b"-1", b"1e999", b"9" * 40, b'"', b"'", b",", b":",
    b"{", b"}", b"[", b"]", b"../", b"/etc/passwd", b"\xe2\x80\xae", b"\x1b[31m", b"\xf0\x9f\x92\xa9", b"%s%n", b"&a *a"]


def flip_bit(random, data, seeds):
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1:]


def flip_bytes(random, data, seeds):
    out = bytearray(data)
    for _ in range(random.choice([1, 2, 4, 16, 64])):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def truncate(random, data, seeds):
    return data[:random.randrange(len(data))]


def cut_out(random, data, seeds):
    start = random.randrange(len(data))
    return data[:start] + data[start + random.choice([1, 2, 4, 8, 64, 512]):]


def insert(random, data, seeds):
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(INTERESTING) * random.choice([1, 1, 2, 100]) + data[place:]


def overwrite(random, data, seeds):
    place, piece = random.randrange(len(data)), random.choice(INTERESTING)
    return (data[:place] + piece + data[place + len(piece):])[:max(len(data), place + len(piece))]


def double(random, data, seeds):
    start = random.randrange(len(data))
    piece = data[start:start + random.choice([1, 8, 64, 512])]
    return data[:start] + piece * random.choice([2, 3, 50]) + data[start:]


def splice(random, data, seeds):
    """The beginning of one file and the end of another of the format."""
    other = random.choice(seeds)
    if random.random() < 0.5:
        place = random.randrange(len(data))
        return data[:place] + other[min(place, len(other)):]
    return data[:random.randrange(len(data))] + other[random.randrange(len(other)):]


def swap(random, data, seeds):
    size = random.choice([1, 4, 16, 128])
    one, two = sorted(random.randrange(len(data)) for _ in range(2))
    size = min(size, two - one)
    return data[:one] + data[two:two + size] + data[one + size:two] + data[one:one + size] + data[two + size:]


def number(random, data, seeds):
    """A whole number of some width, made small, large or negative."""
    width = random.choice([1, 2, 4, 8])
    place = random.randrange(max(1, len(data) - width))
    old = int.from_bytes(data[place:place + width], "little")
    top = 1 << (8 * width)
    new = random.choice([0, 1, old + 1, old - 1, old * 2, old << 8, top - 1, top // 2, top // 2 - 1, 1 << 31, 1 << 40])
    return data[:place] + (new % top).to_bytes(width, "little") + data[place + width:]


ANY = [flip_bit, flip_bytes, truncate, cut_out, insert, overwrite, double, splice, swap, number]
