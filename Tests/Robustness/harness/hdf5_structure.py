"""Mutations of HDF5 that know its headers, with their checksums mended, so that they reach the code behind these."""
import struct

MASK = 0xFFFFFFFF


def rotated(value, by):
    return ((value << by) | (value >> (32 - by))) & MASK


def lookup3(data):
    """Jenkins' hash, the checksum of HDF5's metadata."""
    a = b = c = (0xDEADBEEF + len(data)) & MASK
    while len(data) > 12:
        x, y, z = struct.unpack_from("<III", data)
        a, b, c = (a + x) & MASK, (b + y) & MASK, (c + z) & MASK
        for by in (4, 6, 8, 16, 19, 4):
            a = ((a - c) & MASK) ^ rotated(c, by)
            c = (c + b) & MASK
            a, b, c = b, c, a
        data = data[12:]
    if not data:
        return c
    x, y, z = struct.unpack("<III", data.ljust(12, b"\0"))
    a, b, c = (a + x) & MASK, (b + y) & MASK, (c + z) & MASK
    for by in (14, 11, 25, 16, 4, 14, 24):
        c = ((c ^ b) - rotated(b, by)) & MASK
        a, b, c = b, c, a
    # The names went round once a step: after seven steps the last one has the second's name.
    return b


def headers(data):
    """The begin and the end of each block with a checksum behind it."""
    found = []
    if data[:8] == b"\x89HDF\r\n\x1a\n" and len(data) > 48 and data[8] >= 2:
        found.append((0, 44))
    place = data.find(b"OHDR")
    while place >= 0:
        flags = data[place + 5] if place + 6 < len(data) else 0
        start = place + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
        width = 1 << (flags & 3)
        end = start + width + int.from_bytes(data[start:start + width], "little")
        if end + 4 <= len(data):
            found.append((place, end))
        place = data.find(b"OHDR", place + 4)
    return found


def mended_header(random, data, seeds):
    """A header with one number changed and its checksum right."""
    blocks = headers(data)
    if not blocks:
        return None
    out = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        start, end = random.choice(blocks)
        place = random.randrange(start + 5, end)
        width = min(random.choice([1, 1, 1, 2, 4, 8]), end - place)
        old = int.from_bytes(out[place:place + width], "little")
        top = 1 << (8 * width)
        new = random.choice([0, 1, old + 1, old - 1, old ^ (1 << random.randrange(8 * width)), top - 1, top // 2, 2 * old,
                             random.randrange(top)])
        out[place:place + width] = (new % top).to_bytes(width, "little")
        struct.pack_into("<I", out, end, lookup3(bytes(out[start:end])))
    return bytes(out)


def number_near_names(random, data, seeds):
    """A number in the parts that are no plain values: near signatures and names."""
    marks = [b"TREE", b"SNOD", b"HEAP", b"GCOL", b"OHDR", b"FRHP", b"features", b"labels", b"deflate"]
    places = []
    for mark in marks:
        place = data.find(mark)
        while place >= 0:
            places.append(place)
            place = data.find(mark, place + 1)
    if not places:
        return None
    place = min(max(0, random.choice(places) + random.randrange(-32, 96)), len(data) - 1)
    width = random.choice([1, 1, 2, 4, 8])
    new = random.choice([0, 1, (1 << 8 * width) - 1, random.randrange(1 << 8 * width)])
    return data[:place] + new.to_bytes(width, "little") + data[place + width:]


HDF5 = [mended_header, mended_header, number_near_names]
