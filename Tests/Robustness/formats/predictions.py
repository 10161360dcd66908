"""Predictions of another method, in CSV, taken up by `import`."""
import csv
import io
import json
import shutil
import tempfile

from harness.form import Form, Seed
from harness.lines import TEXT
from harness.mutate import ANY
from harness.program import run
from harness.small import checked, small_results

CLASSES = ["component-1", "component-2"]


class Predictions(Form):
    name = "predictions"
    mutations = [*ANY, *TEXT, *TEXT]

    def seeds(self):
        with tempfile.TemporaryDirectory() as place:
            results = small_results(self.program, place)
            self.whole = {str(file.relative_to(place)): file.read_bytes() for file in results.rglob("*") if file.is_file()}
            checked(run([self.program, "export", "small", "--rows", "rows.csv", "--quiet"], place, 120))
            with open(f"{place}/rows.csv", newline="") as file:
                self.ids = [row["id"] for row in csv.DictReader(file) if row["role"] == "test"]
        named = "id,predicted\n" + "".join(f"{name},{CLASSES[place % 2]}\n" for place, name in enumerate(self.ids))
        numbered = "id,predicted\n" + "".join(f"{name},{place % 2}\n" for place, name in enumerate(self.ids))
        shares = "id,component-1,component-2\n" + "".join(
            f"{name},{0.25 + 0.5 * (place % 2)},{0.75 - 0.5 * (place % 2)}\n" for place, name in enumerate(self.ids))
        return [Seed(name, text.encode(), "p.csv") for name, text in
                [("names", named), ("numbers", numbered), ("probabilities", shares)]]

    def prepare(self, folder, seed):
        for name, data in self.whole.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def reset(self, case):
        shutil.rmtree(case.folder / "small" / "imported", ignore_errors=True)

    def command(self, case):
        return [self.program, "import", "small", "p.csv", "--row", "mine", "--source", "modality-1", "--target", "modality-2", "--quiet"]

    def observe(self, case, ending):
        files = list((case.folder / "small" / "imported").glob("*.json"))
        predictions = json.loads(files[0].read_text())["predictions"]
        return {"files": len(files), "predicted": dict(zip(predictions["ids"], predictions["predicted"]))}

    def independent(self, case):
        text = case.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise ValueError("a control character")
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
        head = [cell.strip() for cell in rows[0]]
        if any(len(row) != len(head) for row in rows) or len(set(head)) != len(head):
            raise ValueError("no table")
        found = {}
        for row in rows[1:]:
            cells = dict(zip(head, (cell.strip() for cell in row)))
            if "predicted" in cells:
                value = cells["predicted"]
                found[cells["id"]] = CLASSES.index(value) if value in CLASSES else int(value)
            else:
                shares = [float(cells[name]) for name in CLASSES]
                found[cells["id"]] = shares.index(max(shares))
        if len(found) != len(rows) - 1 or set(found) != set(self.ids):
            raise ValueError("other ids")
        return {"files": 1, "predicted": found}

    def left_behind(self, case):
        place = case.folder / "small" / "imported"
        return "an imported record of refused predictions" if place.exists() and any(place.glob("[!.]*.json")) else ""
