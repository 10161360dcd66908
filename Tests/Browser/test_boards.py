"""The table of boards: order, filters, columns, bounds, brackets."""

from browser import BrowserTest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select


class Boards(BrowserTest):
    def names(self):
        return self.texts("#frame tbody th.name")

    def rows_of(self, report, board):
        by_id = {row["id"]: row for row in report["rows"]}
        return [by_id[place] for place in report["boards"][board]["orders"]["accuracy"]]

    def column(self, report, name):
        return [column["name"] for column in report["columns"]].index(name)

    def choose(self, kind, text):
        Select(self.one(f'select[data-filter="{kind}"]')).select_by_value(text)
        self.settle()

    def test_each_board_begins_with_its_bounds_and_goes_on_by_rank(self):
        report = self.open(route="#/boards")
        rows = self.rows_of(report, 0)
        bounds = [row["name"] for row in rows if row["bound"]]
        ranked = [row["name"] for row in rows if not row["bound"]]
        self.assertEqual(self.names()[: len(rows)], bounds + ranked)
        self.assertEqual(
            self.texts("#frame td.rank b")[: len(ranked)], [str(place + 1) for place in range(len(ranked))]
        )
        self.assert_calm()

    def test_every_column_sorts_in_both_directions_and_says_so(self):
        report = self.open(route="#/boards?board=0")
        rows = [row for row in self.rows_of(report, 0) if not row["bound"]]
        accuracy = self.column(report, "accuracy")
        for column in report["columns"]:
            if not column["shown"]:
                continue
            key, place = column["name"], self.column(report, column["name"])
            for step in range(2):
                self.press(f'th[data-key="{key}"] button.sort')
                order = self.one(f'th[data-key="{key}"]').get_attribute("aria-sort")
                self.assertEqual(order, "descending" if (column["better"] == "high") == (step == 0) else "ascending")
                known = sorted(
                    (row for row in rows if row["values"][place] is not None),
                    key=lambda row: row["values"][place],
                    reverse=order == "descending",
                )
                shown = [name for name in self.names() if name in {row["name"] for row in rows}]
                values = {row["name"]: row["values"][place] for row in rows}
                self.assertEqual(
                    [values[name] for name in shown[: len(known)]], [row["values"][place] for row in known], key
                )
            self.press(f'th[data-key="{key}"] button.sort')
            self.assertEqual(self.all("[aria-sort]"), [])
        self.assertEqual(
            self.names()[-len(rows) :], [row["name"] for row in sorted(rows, key=lambda row: -row["values"][accuracy])]
        )
        for key in ("rank", "tieGroup", "name", "interval"):
            self.press(f'th[data-key="{key}"] button.sort')
            self.assertEqual(len(self.all(f'th[data-key="{key}"][aria-sort]')), 1)

    def test_filters_keep_the_bounds_and_say_how_many_rows_are_left(self):
        report = self.open(route="#/boards")
        direction = "inertial → skeleton"
        self.choose("direction", direction)
        board = next(
            board for board in report["boards"] if (board["source"], board["target"]) == ("inertial", "skeleton")
        )
        self.assertEqual(
            self.text("#count"), f"{len(board['orders']['accuracy'])} of {len(report['rows'])} rows on 1 board"
        )
        self.choose("family", "orthonormal maps")
        rows = self.rows_of(report, board["id"])
        self.assertEqual(set(self.names()), {row["name"] for row in rows if row["bound"] or row["method"] == "perfect"})
        self.press('input[data-tick="withoutBounds"]')
        self.assertEqual(set(self.names()), {row["name"] for row in rows if row["method"] == "perfect"})
        self.assertEqual(len(self.all(".bound-chip")), 5)
        self.assert_calm()

    def test_free_text_finds_methods_and_parameters(self):
        report = self.open(route="#/boards")
        self.one("#search").send_keys("RIDGE-CCA k=256")
        self.settle()
        wanted = {
            row["name"] for row in report["rows"] if row["method"] == "ridge-cca" and row["parameters"]["k"] == 256
        }
        bounds = {"chance", "majority", "target-supervised", "source-on-source"}
        self.assertEqual(set(self.names()) - bounds, wanted)
        self.one("#search").send_keys(" nothing-of-the-kind")
        self.settle()
        self.assertEqual(self.names(), [])
        self.assertIn("0 of", self.text("#count"))

    def test_a_filter_stands_in_the_address_and_comes_back_with_it(self):
        self.open(route="#/boards")
        self.choose("direction", "depth → inertial")
        self.press('th[data-key="macroF1"] button.sort')
        address = self.run_script("return location.hash")
        names = self.names()
        self.open(route=address)
        self.assertEqual(self.names(), names)
        self.assertEqual(self.one('select[data-filter="direction"]').get_attribute("value"), "depth → inertial")
        self.press("#reset")
        self.assertGreater(len(self.names()), len(names))

    def test_columns_can_be_chosen(self):
        self.open(route="#/boards")
        self.assertEqual(self.all('th[data-key="logLoss"]'), [])
        self.press(".columns summary")
        self.press('input[data-column="logLoss"]')
        self.assertEqual(len(self.all('th[data-key="logLoss"]')), 1)
        self.press('input[data-column="macroF1"]')
        self.assertEqual(self.all('th[data-key="macroF1"]'), [])

    def test_the_board_of_the_distance_has_ranks_of_its_own(self):
        report = self.open(route="#/boards?board=0")
        self.press('button[data-ordering="cmae"]')
        by_id = {row["id"]: row["name"] for row in report["rows"]}
        wanted = [by_id[place] for place in report["boards"][0]["orders"]["cmae"]]
        bounds = {"chance", "majority", "target-supervised", "source-on-source"}
        self.assertEqual(
            [name for name in self.names() if name not in bounds], [name for name in wanted if name not in bounds]
        )
        self.assertEqual(self.one('button[data-ordering="cmae"]').get_attribute("aria-pressed"), "true")
        self.assertEqual(len(self.all('th[data-key="cmaeNormalised"]')), 1)

    def test_one_order_across_boards_has_no_heads(self):
        report = self.open(route="#/boards")
        self.press('input[data-tick="across"]')
        self.press('th[data-key="accuracy"] button.sort')
        self.assertEqual(self.all(".board-head"), [])
        best = max(row["values"][self.column(report, "accuracy")] for row in report["rows"])
        self.assertEqual(self.text("#frame tbody tr[data-row] td.accuracy .number"), f"{best:.3f}")

    def test_brackets_join_the_rows_of_a_tie_group(self):
        report = self.open(route="#/boards?board=0")
        for row in self.rows_of(report, 0):
            place = row["places"].get("accuracy")
            line = self.one(f'#frame tr[data-row="{row["id"]}"]')
            marks = len(line.find_elements(By.CSS_SELECTOR, ".brackets line"))
            if (
                place
                and sum(
                    (other["places"].get("accuracy") or [0] * 4)[3] == place[3] for other in self.rows_of(report, 0)
                )
                > 1
            ):
                self.assertEqual(marks, 2, row["name"])
            else:
                self.assertEqual(marks, 0, row["name"])

    def test_definitions_open_and_escape_closes_them(self):
        report = self.open(route="#/boards")
        self.press('th[data-key="transferRatio"] .hint')
        wanted = next(column["help"] for column in report["columns"] if column["name"] == "transferRatio")
        self.assertIn(wanted, self.text("#popup"))
        self.run_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
        self.assertFalse(self.one("#popup").is_displayed())
        self.assertEqual(self.run_script("return document.activeElement.className"), "hint")
