"""Names that hold markup, quotes, signs of other languages, line breaks or 200 characters stand on the page as text."""

import shlex

from browser import BrowserTest
from sample_names import HOSTILE


class Hostile(BrowserTest):
    def test_every_view_shows_names_as_text(self):
        report = self.open("hostile")
        elements = self.run_script("return document.querySelectorAll('script').length")
        self.assertEqual(elements, 2)
        self.assertEqual(self.text("#title"), report["title"])
        self.assertEqual(self.texts("#left-out-list li"), report["leftOut"])
        pair = report["pairs"]["0"]["tests"][0][:2]
        for route in (
            "#/",
            "#/boards",
            f"#/row/{pair[0]}",
            f"#/row/{pair[1]}",
            f"#/compare/{pair[0]}/{pair[1]}",
            "#/curves",
            "#/latents",
            "#/notes",
        ):
            self.go(route)
            with self.subTest(route=route):
                self.assertEqual(self.run_script("return document.querySelectorAll('script').length"), 2)
                self.assertEqual(
                    self.run_script("return document.querySelectorAll('img, iframe, object, embed').length"), 0
                )
                self.assertNotEqual(self.browser.title, "broken")
                self.assert_fits()
        self.assert_calm()

    def test_rows_boards_and_classes_have_their_whole_names(self):
        report = self.open("hostile", route="#/boards")
        shown = set(self.texts("#frame tbody th.name a"))
        wanted = {row["name"] for row in report["rows"]}
        self.assertEqual(shown, wanted)
        self.assertTrue(any(len(name) >= 200 for name in wanted))
        row = next(row for row in report["rows"] if row["mayRank"])
        self.go(f"#/row/{row['id']}")
        self.assertEqual(self.text("#view-other h1"), row["name"])
        self.assertEqual(self.texts(".per-class tbody th"), report["datasets"][0]["classNames"])
        self.assertEqual(sorted(self.texts(".persons tbody th")), sorted(HOSTILE[:4]))

    def test_filters_work_with_such_names(self):
        report = self.open("hostile", route="#/boards")
        direction = f"{report['boards'][1]['source']} → {report['boards'][1]['target']}"
        self.run_script(
            "const select = document.querySelector('select[data-filter=direction]'); select.value = arguments[0]; select.dispatchEvent(new Event('change'))",
            direction,
        )
        self.settle()
        self.assertEqual(len(self.all("#frame tr[data-row]")), len(report["boards"][1]["orders"]["accuracy"]))
        address = self.run_script("return location.hash")
        self.open("hostile", route=address)
        self.assertEqual(len(self.all("#frame tr[data-row]")), len(report["boards"][1]["orders"]["accuracy"]))
        self.assert_calm()

    def test_commands_quote_them_for_a_shell(self):
        report = self.open("hostile")
        rows = {row["id"]: row for row in report["rows"]}
        for first, second, *_ in report["pairs"]["0"]["tests"]:
            self.go(f"#/compare/{first}/{second}")
            self.assertEqual(
                shlex.split(self.text(".command code")), shlex.split(rows[first]["compare"]) + [rows[second]["query"]]
            )
