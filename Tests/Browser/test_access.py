"""Light and dark, keyboard, screen readers, widths, print."""

import base64
import re

import browser
from browser import BrowserTest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

ROUTES = {
    "overview": "",
    "boards": "#/boards",
    "row": "#/row/6",
    "compare": "#/compare/6/7",
    "curves": "#/curves",
    "latents": "#/latents",
    "notes": "#/notes",
}


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """As WCAG defines it: 4.5 is what small text needs."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Looks(BrowserTest):
    def background(self):
        return self.run_script("return getComputedStyle(document.body).backgroundColor")

    def test_the_scheme_follows_the_system_until_it_is_chosen(self):
        self.open()
        light = self.background()
        self.open(dark=True)
        dark = self.background()
        self.assertNotEqual(light, dark)
        self.press("#theme")
        self.assertEqual(self.background(), light)
        self.assertEqual(self.one("#theme").get_attribute("aria-pressed"), "false")
        self.browser.refresh()
        self.settle()
        self.assertEqual(self.background(), light)
        self.run_script("localStorage.clear()")
        self.assert_calm()

    def test_a_browser_that_stores_nothing_shows_the_page_all_the_same(self):
        self.open()
        script = self.browser.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {
                "source": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no storage', 'SecurityError'); }})"
            },
        )
        try:
            self.browser.refresh()
            self.settle()
            light = self.background()
            self.press("#theme")
            self.assertNotEqual(self.background(), light)
            self.assert_calm()
        finally:
            self.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)

    def test_no_width_scrolls_to_the_side(self):
        for width in (360, 768, 1280, 1920, 3840):
            for name in ("sample", "hostile"):
                self.open(name, width=width)
                for route in ROUTES.values():
                    self.go(route or "#/")
                    with self.subTest(width=width, page=name, route=route):
                        self.assert_fits()

    def test_axe_finds_nothing_in_either_scheme(self):
        for dark in (False, True):
            for width in (1280, 360):
                # Few classes: every cell of a matrix is looked at, and those of 27 classes are many.
                self.open("few", dark=dark, width=width)
                for name, route in ROUTES.items():
                    self.go(route or "#/")
                    with self.subTest(view=name, dark=dark, width=width):
                        self.assert_accessible(name)
                self.go("#/latents")
                self.press(".legend-item")
                self.assert_accessible("a class that is held")
                self.go("#/boards")
                self.press(".columns summary")
                self.press('#frame [data-focus="choose"]')
                self.press('#frame [data-focus="copy"]')
                self.assert_accessible("a table with all that opens")

    def test_numbers_on_coloured_cells_have_enough_contrast(self):
        for dark in (False, True):
            self.open(dark=dark)
            for route, cells in (
                ("#/", ".heat-cell"),
                ("#/row/6", ".confusion td"),
                ("#/compare/6/7", ".confusion td"),
            ):
                self.go(route)
                colours = self.run_script(
                    "return [...document.querySelectorAll(arguments[0])].filter((cell) => cell.textContent && !cell.matches('.corner, .empty'))"
                    ".map((cell) => getComputedStyle(cell)).map((style) => [style.backgroundColor, style.color])",
                    cells,
                )
                self.assertGreater(len(colours), 5)
                for back, ink in set(map(tuple, colours)):
                    self.assertGreaterEqual(contrast(back, ink), 4.5, (route, back, ink))

    def test_screenshots_of_every_view_in_both_schemes(self):
        for width, height in ((360, 1400), (1280, 1400), (3840, 2160)):
            for dark in (False, True):
                self.open(width=width, height=height, dark=dark)
                for name, route in ROUTES.items():
                    self.go(route or "#/")
                    path = browser.SCREENSHOTS / f"{name}-{width}-{'dark' if dark else 'light'}.png"
                    self.assertTrue(self.browser.save_screenshot(str(path)))
                    self.assertGreater(path.stat().st_size, 5_000)

    def test_printing_shows_all_rows_and_no_controls(self):
        report = self.open(route="#/boards")
        self.run_script("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(len(self.all("#frame tr[data-row]")), len(report["rows"]))
        self.run_script("dispatchEvent(new Event('afterprint'))")
        printed = base64.b64decode(self.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
        self.assertTrue(printed.startswith(b"%PDF"))
        (browser.SCREENSHOTS / "boards-printed.pdf").write_bytes(printed)
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            self.assertFalse(self.one("#toolbar").is_displayed())
            self.assertEqual(
                self.run_script("return getComputedStyle(document.getElementById('frame')).overflow"), "visible"
            )
        finally:
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


class Keyboard(BrowserTest):
    def keys(self, *keys):
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()
        self.settle()

    def focused(self):
        return self.browser.switch_to.active_element

    def tab_to(self, selector, most=80):
        for _ in range(most):
            if self.run_script("return document.activeElement.matches(arguments[0])", selector):
                return
            ActionChains(self.browser).send_keys(Keys.TAB).perform()
        self.fail(f"the tab key never reaches {selector}")

    def test_everything_is_reached_by_keyboard_alone(self):
        self.open(route="#/")
        self.keys(Keys.TAB)
        self.assertEqual(self.focused().get_attribute("id"), "skip")
        self.keys(Keys.ENTER)
        self.assertEqual(self.focused().get_attribute("id"), "main")
        self.open(route="#/boards?board=0")
        self.tab_to("#search")
        self.tab_to('button[data-ordering="cmae"]')
        self.keys(Keys.ENTER)
        self.assertEqual(self.one('button[data-ordering="cmae"]').get_attribute("aria-pressed"), "true")
        self.assertTrue(
            self.run_script("return document.activeElement.matches('button[data-ordering=cmae]')"),
            "the focus stays where it was",
        )
        self.tab_to('th[data-key="accuracy"] button.sort')
        self.keys(Keys.ENTER)
        self.assertEqual(self.one('th[data-key="accuracy"]').get_attribute("aria-sort"), "descending")
        self.tab_to('#frame [data-focus="choose"]')
        self.keys(Keys.SPACE, Keys.ARROW_DOWN, Keys.SPACE)
        self.assertEqual(len(self.all("#frame input:checked")), 2)
        self.tab_to("#tray a.primary", most=600)
        self.keys(Keys.ENTER)
        self.assertTrue(self.run_script("return location.hash.startsWith('#/compare/')"))
        self.assertEqual(self.focused().tag_name, "h1")
        self.assert_calm()

    def test_arrows_walk_through_all_rows(self):
        report = self.open(route="#/boards")
        self.run_script("document.querySelector('#frame [data-focus=name]').focus()")
        seen = [self.focused().text]
        for _ in range(len(report["rows"]) - 1):
            ActionChains(self.browser).send_keys(Keys.ARROW_DOWN).perform()
            seen.append(self.run_script("return document.activeElement.textContent"))
        self.assertEqual(len(seen), len(report["rows"]))
        names = {row["id"]: row["name"] for row in report["rows"]}
        bounds = {row["name"] for row in report["rows"] if row["bound"]}
        wanted = []
        for board in report["boards"]:
            order = [names[place] for place in board["orders"]["accuracy"]]
            wanted += [name for name in order if name in bounds] + [name for name in order if name not in bounds]
        self.assertEqual(seen, wanted)
        covered = self.run_script(
            "const row = document.activeElement.getBoundingClientRect(), frame = document.getElementById('frame').getBoundingClientRect();"
            "return row.top >= frame.top && row.bottom <= frame.bottom"
        )
        self.assertTrue(covered)

    def test_screen_readers_get_landmarks_names_and_counts(self):
        report = self.open(route="#/boards")
        self.assertEqual(len(self.all("main")), 1)
        self.assertEqual(sum(head.is_displayed() for head in self.all("h1")), 1)
        for selector in ("nav[aria-label]", "header", "footer", "#frame[role=region][aria-label]", "#count[aria-live]"):
            self.assertEqual(len(self.all(selector)), 1, selector)
        self.assertEqual(
            self.one("table.boards").get_attribute("aria-rowcount"),
            str(len(report["rows"]) + len(report["boards"]) + 1),
        )
        for control in filter(lambda found: found.is_displayed(), self.all("button, select, input, a")):
            name = control.accessible_name
            self.assertTrue(name.strip(), control.get_attribute("outerHTML")[:200])
        for row in self.browser.find_elements(By.CSS_SELECTOR, "#frame tbody tr[data-row]"):
            self.assertTrue(row.get_attribute("aria-rowindex").isdigit())
