"""Pages that the program wrote, where some are given."""

import browser
from browser import BrowserTest, pages


class Program(BrowserTest):
    def given(self):
        names = [name for name in pages.reports if name not in browser.SAMPLES]
        if not names:
            self.skipTest("no page of the program is given (--report)")
        return names

    def test_all_views_open_without_a_message_or_a_request(self):
        for name in self.given():
            report = self.open(name)
            first = next(board for board in report["boards"] if len(board["orders"]["accuracy"]) > 1)["orders"][
                "accuracy"
            ]
            routes = (
                ["#/", "#/boards", "#/curves", "#/latents", "#/notes"]
                + [f"#/row/{place}" for place in first]
                + [f"#/compare/{first[0]}/{place}" for place in first[1:]]
            )
            for route in routes:
                self.go(route)
                with self.subTest(page=name, route=route):
                    self.assertNotEqual(self.text("#view-other h1"), "Not found")
                    self.assert_calm()

    def test_sentences_are_those_of_the_program(self):
        for name in self.given():
            report = self.open(name)
            self.run_script("document.querySelectorAll('details.group').forEach((group) => { group.open = true; })")
            self.settle()
            self.assertEqual(
                sorted(self.texts(".board-card .finding")), sorted(board["sentence"] for board in report["boards"])
            )

    def test_axe_finds_nothing(self):
        for name in self.given():
            report = self.open(name)
            for route in (
                "#/",
                "#/boards",
                f"#/row/{report['boards'][0]['orders']['accuracy'][1]}",
                "#/curves",
                "#/latents",
                "#/notes",
            ):
                for dark in (False, True):
                    self.open(name, route=route, dark=dark)
                    with self.subTest(page=name, route=route, dark=dark):
                        self.assert_accessible(route)

    def test_screenshots(self):
        for name in self.given():
            report = self.open(name)
            second = report["boards"][0]["orders"]["accuracy"][1]
            for view, route in {
                "overview": "",
                "boards": "#/boards",
                "row": f"#/row/{second}",
                "curves": "#/curves",
                "latents": "#/latents",
            }.items():
                self.open(name, route=route, height=1400)
                self.assertTrue(self.browser.save_screenshot(str(browser.SCREENSHOTS / f"{name}-{view}.png")))
