"""Archives that a person downloaded, taken by `datasets fetch --from`, and the lists of checksums beside them."""
import hashlib
import io
import json
import lzma
import shutil
import tarfile
import warnings
import zipfile

from formats.recordings import HEAD, TABLES, TS
from harness.form import Form, Seed
from harness.lines import TEXT
from harness.mutate import ANY

MATCHING = [{"files": 1, "folder": folder, "variant": "published"} for folder in (".", "deep")]
NAMES = ["../x", "/tmp/x", "a/../../x", "./a_x.ts", "A_X.TS", "a_x.ts/", "x" * 300, "a\x00b", "con", ".hidden", "deep", "a_x.ts", "\x1b[31m"]


def content(program):
    return {"a_x.ts": TS(program).seeds()[0].data, "deep/b.txt": b"a companion\n"}


def sums(files):
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))


def manifest(file):
    return HEAD.format(loader="tables").replace(
        "checksums: []\nchecksumsUnknown: made up\n", "companions: [deep/b.txt]\nchecksums: [{file: SHA256SUMS, variant: published, note: made up}]\n"
    ).replace("fetch: {method: by-hand, byHand: none}", f"fetch: {{method: by-hand, byHand: none, archives: [{{file: {file}}}]}}") + TABLES


def tar(members, packing):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    data = file.getvalue()
    if packing == "xz":
        return lzma.compress(data, preset=1)
    import bz2
    import gzip
    return {"": lambda: data, "gz": lambda: gzip.compress(data, mtime=0), "bz2": lambda: bz2.compress(data)}[packing]()


def zipped(members):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def other_entry(random, data, seeds):
    """A whole archive with a member too many, of another name, of another kind, or much too large."""
    members = list(content(None).items())
    place = random.randrange(len(members))
    what = random.randrange(4)
    if what == 0:
        members.append((random.choice(NAMES), b"new\n"))
    elif what == 1:
        members[place] = (random.choice(NAMES), members[place][1])
    elif what == 2:
        members.append(("zeros.bin", bytes(random.choice([1 << 10, 1 << 24]))))
    else:
        members[place] = (members[place][0], members[place][1] + b"x")
    if data[:2] == b"PK":
        return zipped([(name.replace("\x00", ""), value) for name, value in members])
    members = [(name[:99], value) for name, value in members]
    plain = bytearray(tar(members, ""))
    if random.random() < 0.5:
        kind(random, plain)
    import bz2
    import gzip
    for magic, pack in [(b"\xfd7z", lambda d: lzma.compress(d, preset=1)), (b"\x1f\x8b", lambda d: gzip.compress(d, mtime=0)), (b"BZh", bz2.compress)]:
        if data[:len(magic)] == magic:
            return pack(bytes(plain))
    return bytes(plain)


def kind(random, plain):
    """The first member becomes a link, a device, a folder, or has another size; the checksum is right."""
    if random.random() < 0.6:
        plain[156:157] = random.choice([b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"g", b"x", b"L", b"S"])
        plain[157:157 + 11] = b"/etc/passwd"
    else:
        plain[124:136] = random.choice([b"77777777777\0", b"00000000000\0", b"-0000000001\0", b"\x80" + b"\xff" * 11, b"00000000001\0"])
    plain[148:156] = b" " * 8
    plain[148:156] = b"%06o\0 " % sum(plain[:512])


class Package(Form):
    refusals = {1, 2}
    mutations = [*ANY, *[other_entry] * 6]
    name = "tar and zip"
    share = 2

    def seeds(self):
        members = list(content(self.program).items())
        out = [Seed(packing or "plain", tar(members, packing), "a.tar" + ("." + packing if packing else "")) for packing in ("", "gz", "bz2", "xz")]
        return [*out, Seed("zip", zipped(members), "a.zip")]

    def prepare(self, folder, seed):
        (folder / "sets" / "mine").mkdir(parents=True)
        (folder / "sets" / "mine" / "manifest.yaml").write_text(manifest(seed.path))
        (folder / "sets" / "mine" / "SHA256SUMS").write_text(sums(content(self.program)))

    def reset(self, case):
        shutil.rmtree(case.folder / "data", ignore_errors=True)

    def command(self, case):
        return [self.program, "datasets", "fetch", "mine", "--datasets", "sets", "--data", "data", "--from", case.seed.path, "--quiet"]

    def is_progress(self, line):
        return True

    def observe(self, case, ending):
        place = case.folder / "data"
        return {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file() and not hidden(file, place)}

    def independent(self, case):
        """What a whole fetch leaves, whatever the packing."""
        return content(self.program)

    def left_behind(self, case):
        place = case.folder / "data"
        visible = [file for file in place.rglob("*") if file.is_file() and not hidden(file, place)] if place.exists() else []
        other = sorted(file.name for file in case.folder.iterdir() if file.name not in ("sets", "data", case.seed.path))
        return f"{[file.name for file in visible]} of a refused archive" if visible else f"{other} outside the data" if other else ""

    def difference(self, seen, other):
        return f"{sorted(seen)} were installed"


def hidden(file, place):
    return any(part.startswith(".") for part in file.relative_to(place).parts)


class Checksums(Form):
    """A list is trusted where it names the files with the sums that they have."""
    name = "checksum list"
    refusals = {1, 2}
    mutations = [*ANY, *TEXT, *TEXT]

    def seeds(self):
        return [Seed("list", sums(content(self.program)).encode(), "sets/mine/SHA256SUMS")]

    def prepare(self, folder, seed):
        (folder / "sets" / "mine").mkdir(parents=True)
        (folder / "sets" / "mine" / "manifest.yaml").write_text(manifest("a.tar"))
        for name, data in content(self.program).items():
            (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "data" / name).write_bytes(data)

    def command(self, case):
        return [self.program, "datasets", "verify", "mine", "--datasets", "sets", "--data", "data", "--format", "json"]

    def says_in_result(self, ending):
        return ending.code == 1 and len(ending.out) > 2

    def observe(self, case, ending):
        return "sound"

    def names_difference(self, case, ending, seen):
        """The result lists the folders of which each list checked files, and those that are not here."""
        said = json.loads(ending.out)
        return said["matching"] != MATCHING or said["notHere"] != []

    def independent(self, case):
        found = {}
        for line in case.file.read_bytes().decode("utf-8-sig").splitlines():
            if line.strip():
                digest, name = line.split(None, 1)
                found[name.strip().lstrip("*")] = digest.lower()
        sound = {name: hashlib.sha256(data).hexdigest() for name, data in content(self.program).items()}
        return "sound" if found == sound else "not sound"

    def difference(self, seen, other):
        return "it was called sound, and the list says otherwise"
