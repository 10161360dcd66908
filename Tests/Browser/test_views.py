"""Addresses of views, what each view says, and copying."""

from browser import BrowserTest, pages


class Views(BrowserTest):
    def test_the_overview_has_a_finding_a_board_and_a_matrix_of_directions(self):
        report = self.open()
        self.assertEqual(self.texts(".board-card .finding"), [board["sentence"] for board in report["boards"]])
        self.assertEqual(self.texts(".heat thead th"), ["inertial", "skeleton", "depth"])
        ratio = [column["name"] for column in report["columns"]].index("transferRatio")
        by_id = {row["id"]: row for row in report["rows"]}
        for board in report["boards"]:
            first = next(
                by_id[place] for place in board["orders"]["accuracy"] if by_id[place]["places"].get("accuracy")
            )
            shown = self.text(f'.heat a[href="#/row/{first["id"]}"] strong')
            self.assertEqual(float(shown.replace("−", "-")), round(first["values"][ratio], 2))
        self.assert_calm()

    def test_without_scripts_the_findings_and_the_sources_are_read(self):
        report = self.open()
        self.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.browser.get(pages.address("sample") + "?plain")
            shown = self.one("#view-home").text
            for text in [board["sentence"] for board in report["boards"]] + [report["datasets"][0]["citation"]]:
                self.assertIn(text, shown)
        finally:
            self.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_the_chart_shows_persons_interval_floor_and_ceiling_of_each_row(self):
        report = self.open()
        self.run_script("document.querySelectorAll('.card')[1].scrollIntoView()")
        self.settle()
        board = report["boards"][0]
        lines = self.run_script(
            "return [...document.querySelectorAll('.board-card')[0].querySelectorAll('tbody tr')].map((line) => [line.querySelector('a').textContent,"
            "line.querySelectorAll('.person').length, line.querySelectorAll('.interval').length, line.querySelectorAll('.floor-line, .ceiling-line').length])"
        )
        names = {row["id"]: row["name"] for row in report["rows"]}
        self.assertEqual(lines, [[names[place], 4, 1, 2] for place in board["orders"]["accuracy"]])

    def test_the_matrix_shows_one_row_for_all_directions_where_it_is_asked_to(self):
        self.open()
        options = self.texts(".matrix option")
        self.assertIn("none", options)
        self.run_script(
            "const select = document.querySelector('.matrix select'); select.value = 'none'; select.dispatchEvent(new Event('change'))"
        )
        self.assertEqual(set(self.texts(".heat small")), {"none"})

    def test_a_deep_link_opens_a_row_and_back_returns(self):
        report = self.open(route="#/row/5")
        self.assertEqual(self.text("#view-other h1"), report["rows"][5]["name"])
        self.assertIn(report["rows"][5]["name"], self.browser.title)
        self.go("#/curves")
        self.assertEqual(self.text("#view-other h1"), "Curves")
        self.back()
        self.assertEqual(self.text("#view-other h1"), report["rows"][5]["name"])
        self.forward()
        self.assertEqual(self.text("#view-other h1"), "Curves")
        self.assert_calm()

    def test_back_from_a_row_returns_to_the_same_place_of_the_table(self):
        self.open(route="#/boards")
        self.run_script("document.getElementById('frame').scrollTop = 700")
        self.settle()
        self.press("#frame tr[data-row] a")
        self.assertTrue(self.one("#view-other").is_displayed())
        self.back()
        self.assertTrue(self.one("#frame").is_displayed())
        self.assertEqual(self.run_script("return document.getElementById('frame').scrollTop"), 700)

    def test_a_row_has_all_parts_of_its_page(self):
        report = self.open()
        row = next(row for row in report["rows"] if row["method"] == "infonce")
        self.go(f"#/row/{row['id']}")
        heads = self.texts("#view-other .card > h2")
        for head in (
            "Parameters",
            "Selection",
            "Training",
            "Confusion matrix",
            "Per class",
            "Accuracy by person",
            "Errors of alignment",
            "Retrieval",
            "Calibration",
            "Seeds",
            "Provenance",
            "Trials",
            "Run it again",
        ):
            self.assertIn(head, heads)
        details = report["details"][str(row["id"])]
        self.assertIn(details["command"], self.text("#view-other"))
        self.assertIn(report["provenances"]["0"]["revision"], self.text("#view-other"))
        chosen = details["trials"][0]["selection"]["chosen"]
        self.assertIn(f"k={details['candidates'][chosen]['k']}", self.text("tr.chosen th"))

    def test_two_rows_are_chosen_and_stand_side_by_side(self):
        report = self.open(route="#/boards")
        ranked = [place for place in report["boards"][0]["orders"]["accuracy"] if report["rows"][place]["mayRank"]][:2]
        for place in ranked:
            self.press(f'input[data-focus="choose"][data-row="{place}"]')
        self.press("#tray a.primary")
        self.assertEqual(self.run_script("return location.hash"), f"#/compare/{ranked[0]}/{ranked[1]}")
        self.assertEqual(self.texts(".side-name a"), [report["rows"][place]["name"] for place in ranked])
        self.assertEqual(self.texts("#view-other h2")[:3], ["By person", "Samples that each has right", "By class"])
        self.assertIn("hartransfer compare", self.text(".command code"))

    def test_rows_of_two_boards_are_not_paired(self):
        report = self.open(route="#/boards")
        self.go(
            f"#/compare/{report['boards'][0]['orders']['accuracy'][0]}/{report['boards'][1]['orders']['accuracy'][0]}"
        )
        self.assertIn("cannot be paired", self.text("#view-other"))

    def test_a_row_can_be_copied_in_three_forms(self):
        report = self.open()
        row = next(row for row in report["rows"] if row["method"] == "perfect")
        self.go(f"#/row/{row['id']}")
        self.run_script(
            "window.copied = []; navigator.clipboard.writeText = (text) => { window.copied.push(text); return Promise.resolve(); }"
        )
        for place in range(3):
            self.run_script("document.querySelectorAll('.actions button')[arguments[0]].click()", place)
        self.settle()
        argument, latex, bibtex = self.run_script("return window.copied")
        self.assertEqual((argument, latex), (row["query"], row["latex"]))
        self.assertIn("@article{perfect", bibtex)
        self.assertIn("@inproceedings{chen2015utd", bibtex)

    def test_curves_have_intervals_and_their_numbers(self):
        report = self.open(route="#/curves")
        curve = report["curves"][0]
        known = sum(value is not None for series in curve["series"] for value in series["values"])
        self.assertEqual(len(self.all(".whisker")), known)
        self.assertEqual(len(self.all(".curve-line:not(.swatch *)")), len(curve["series"]))
        self.run_script("document.querySelector('.legend-item').focus()")
        self.assertEqual(len(self.all(".curve.faint")), len(curve["series"]) - 1)
        self.assertEqual(len(self.all("details.numbers tbody tr")), len(curve["points"]))
        self.assert_calm()

    def test_the_latent_space_joins_the_pairs_of_a_class(self):
        report = self.open(route="#/latents")
        self.assertEqual([text.split(":")[0] for text in self.texts(".planes h2")], ["Before", "After"])
        samples = len(report["samples"][0]["truth"])
        points = self.run_script(
            "return [...document.querySelectorAll('.planes figure')].map((picture) => ['source', 'target'].map((name) => picture.querySelectorAll(`.${name}-point`).length))"
        )
        self.assertEqual(points, [[samples, samples - 1]] * 2)
        self.assertFalse(
            self.run_script(
                "return [...document.querySelectorAll('.joins')].some((line) => getComputedStyle(line).display !== 'none')"
            )
        )
        self.press('[data-legend="3"]')
        forward = self.run_script(
            "return [...document.querySelectorAll('.joins')].filter((line) => getComputedStyle(line).display !== 'none').map((line) => line.parentNode.dataset.class)"
        )
        self.assertEqual(forward, ["3", "3"])
        self.assertEqual(self.one('[data-legend="3"]').get_attribute("aria-pressed"), "true")
        plane = report["planes"][
            next(key for key in report["planes"] if report["rows"][int(key.split("-")[0])]["method"] != "none")
        ]
        self.assertEqual(len(self.all("rect.kept")), plane["spectrum"]["kept"])
        self.assertIn("k = 64", self.texts(".bound-name"))
        self.assert_calm()

    def test_definitions_licences_and_citations_are_there(self):
        report = self.open(route="#/notes")
        shown = self.text("#notes")
        for metric in report["metrics"]:
            self.assertIn(metric["definition"], shown)
        for text in (
            report["datasets"][0]["licence"],
            report["datasets"][0]["citation"],
            report["datasets"][0]["bibtex"],
            report["protocols"][0]["definition"],
        ):
            self.assertIn(text, shown)

    def test_an_unknown_address_says_so(self):
        self.open(route="#/row/99999")
        self.assertEqual(self.text("#view-other h1"), "Not found")
        self.assert_calm()
