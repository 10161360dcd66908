"""One browser for all tests, the pages that they open, and what they all ask."""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

import page
import sample_data

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCREENSHOTS = pathlib.Path(os.environ.get("HARTRANSFER_SCREENSHOTS") or ROOT / ".build" / "screenshots")
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
SAMPLES = {
    "sample": {},
    "hostile": {"hostile": True, "boards": 2, "rows_a_board": 10, "samples": 108},
    "splits": {"boards": 2, "rows_a_board": 8, "splits": 3, "samples": 81},
    "few": {"boards": 2, "rows_a_board": 8, "samples": 108, "classes": 6},
    "large": {"boards": 50, "rows_a_board": 100, "samples": 27},
}


class Pages:
    """Written when they are first asked for."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hartransfer-pages-"))
        self.reports = {}

    def report(self, name):
        if name not in self.reports:
            self.reports[name] = sample_data.sample(**SAMPLES[name])
            page.write_page(self.reports[name], self.folder / f"{name}.html")
        return self.reports[name]

    def address(self, name):
        if name in SAMPLES:
            self.report(name)
        return (self.folder / f"{name}.html").as_uri()

    def add(self, name, path):
        """A page that the program wrote."""
        shutil.copy(path, self.folder / f"{name}.html")
        text = (self.folder / f"{name}.html").read_text()
        start = text.index('id="report-data">') + len('id="report-data">')
        self.reports[name] = json.loads(text[start : text.index("</script>", start)])

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


pages = Pages()
_driver = None


def driver():
    global _driver
    if _driver is None:
        options = Options()
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
        ):
            options.add_argument(argument)
        options.binary_location = shutil.which("chromium") or ""
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        _driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        # A slow machine fails no test.
        _driver.set_script_timeout(1200)
        _driver.set_page_load_timeout(1200)
    return _driver


def close():
    if _driver is not None:
        _driver.quit()
    pages.remove()


def say(text):
    print(text, file=sys.stderr, flush=True)


class BrowserTest(unittest.TestCase):
    def open(self, name="sample", route="", width=1280, height=900, dark=False):
        browser = self.browser = driver()
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
        )
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        browser.get("about:blank")
        browser.get_log("browser"), browser.get_log("performance")
        browser.get(pages.address(name) + route)
        self.wait("return performance.getEntriesByName('report-ready').length > 0")
        self.settle()
        return pages.reports[name]

    def settle(self):
        """After what the page does in the next frames."""
        self.browser.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))"
        )

    def wait(self, script, seconds=600):
        end = time.monotonic() + seconds
        while not self.browser.execute_script(script):
            if time.monotonic() > end:
                self.fail(f"waited in vain for: {script}; {self.browser.get_log('browser')}")
            time.sleep(0.02)

    def run_script(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """As it stands in the document, not as style changes it."""
        return self.run_script("return document.querySelector(arguments[0])?.textContent ?? null", selector)

    def texts(self, selector):
        return self.run_script(
            "return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)", selector
        )

    def press(self, selector):
        self.run_script("document.querySelector(arguments[0]).click()", selector)
        self.settle()

    def go(self, route):
        """To another view, as a link does."""
        if self.run_script("return location.hash") != route:
            self.after_change("location.hash = arguments[0]", route)

    def back(self):
        self.after_change("history.back()")

    def forward(self):
        self.after_change("history.forward()")

    def after_change(self, script, *arguments):
        """The page listens for the change of the address first, so it is done when this hears of it."""
        self.browser.execute_async_script(
            "addEventListener('hashchange', () => arguments[arguments.length - 1](), {once: true}); " + script,
            *arguments,
        )
        self.settle()

    def assert_calm(self):
        """No message of the browser, no request, no scroll to the side."""
        self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])
        asked = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        own = [url for url in asked if url.split("#")[0].endswith(".html") and url.startswith("file:")]
        self.assertEqual([url[:100] for url in asked if url not in own and not url.startswith("data:")], [])
        self.assertEqual(
            self.run_script(
                "return performance.getEntriesByType('resource').filter((entry) => !entry.name.startsWith('data:')).length"
            ),
            0,
        )
        self.assert_fits()

    def assert_fits(self):
        wide = self.run_script("return document.documentElement.scrollWidth")
        seen = self.run_script("return document.documentElement.clientWidth")
        if wide > seen:
            culprits = self.run_script(
                "return [...document.querySelectorAll('main *')].filter((node) => node.getBoundingClientRect().right > innerWidth + 1)"
                ".slice(0, 5).map((node) => node.outerHTML.slice(0, 120))"
            )
            self.fail(f"the page is {wide} wide where {seen} are seen: {culprits}")

    def assert_accessible(self, place):
        self.run_script(AXE)
        found = self.browser.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((result) => done(result.violations), (error) => done(String(error)))"
        )
        self.assertIsInstance(found, list, found)
        self.assertEqual(
            [
                f"{entry['impact']} {entry['id']}: {entry['help']}: {entry['nodes'][0]['html'][:160]} ({len(entry['nodes'])}; "
                f"{entry['nodes'][0].get('failureSummary', '')[:200]})"
                for entry in found
            ],
            [],
            place,
        )
