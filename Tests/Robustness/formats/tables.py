"""Tables of text: one row a sample."""
import csv
import io

from formats.mapped import IDS, SAMPLES, MappedFeatures, as_features, values
from harness.form import Seed
from harness.lines import TEXT
from harness.mutate import ANY

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class Table(MappedFeatures):
    name = "csv"
    file_name = "a.csv"
    modality = "{file: a, columns: [f1, f2, f3], encoder: e, fittedOn: none}"
    mutations = [*ANY, *TEXT, *TEXT]

    def seeds(self):
        return [Seed(name, made(name), self.path(), {"separator": name}) for name in SEPARATORS]

    def manifest(self, seed):
        # What would be found out is said, so that another reader can be asked for the same.
        said = f"{{path: a.csv, text: {{separator: {seed.variant['separator']}, header: true, decimal: point}}}}"
        return super().manifest(seed).replace("{a: a.csv,", f"{{a: {said},").replace("ids: by-row", "ids: clip")

    def independent(self, case):
        text = case.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise ValueError("a control character")
        rows = list(csv.reader(io.StringIO(text), delimiter=SEPARATORS[case.seed.variant["separator"]]))
        rows = [row for row in rows if row]
        head = [name.strip() for name in rows[0]]
        places = [unique(head, name) for name in ("clip", "f1", "f2", "f3")]
        if any(len(row) != len(head) for row in rows):
            raise ValueError("rows of several lengths")
        found = {row[places[0]].strip(): [number(row[place]) for place in places[1:]] for row in rows[1:]}
        if len(found) != len(rows) - 1 or sorted(found) != sorted(IDS):
            raise ValueError(f"ids {sorted(found)}"[:200])
        return as_features([found[name] for name in IDS])


def unique(names, name):
    if names.count(name) != 1:
        raise ValueError(f"{names.count(name)} columns '{name}'")
    return names.index(name)


def number(text):
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)


def made(name):
    separator, rows = SEPARATORS[name], values()
    lines = [separator.join(["clip", "f1", "f2", "f3", "note"])]
    for place in range(SAMPLES):
        lines.append(separator.join([IDS[place], *(f"{value}" for value in rows[place]), '"a ""word"""']))
    return ("\n".join(lines) + "\n").encode()
