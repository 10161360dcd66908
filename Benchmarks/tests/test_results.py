"""Pages of speed follow from their files: tests that need the standard library alone."""

import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import machine
import results
import running

MACHINE = {
    "processor": "Imaginary 9000", "cores": 2, "memory": 8_000_000_000, "system": "Linux x86_64",
    "peers": {"Python": "3.11.7", "numpy": "2.3.5"}}


def found(name, ours, peer, **more):
    return {
        "measure": name, "sizes": "n 10", "peerName": "NumPy", "goal": 2.0, "threads": 2, "load": 0.5,
        "date": "2026-01-01", "revision": "abc", "agree": True, "results": "equal",
        "ours": results.entry(ours, 5_000_000, 1_000_000),
        "peer": results.entry(peer, 2_000_000_000)} | more


class PagesOfAMachine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.readme = self.root / "README.md"
        self.readme.write_text("# A\n\n<!-- speed: imaginary | second -->\nold\n<!-- end -->\n")
        for name, value in (("FOLDER", self.root / "results"), ("PAGES", [self.readme]), ("HERE", self.root / "x")):
            patch = mock.patch.object(results, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        results.add("imaginary", MACHINE, [found("first", [1.0, 3.0, 2.0], [4.0, 8.0, 6.0])])
        results.add("imaginary", MACHINE, [found("second", [0.5], [1.0])])

    def test_a_ratio_is_that_of_the_medians(self):
        self.assertIn(
            "| first | n 10 | 2 s | NumPy: 6 s | 3 (goal 2; 3 runs) | 5 MB (1 MB beyond the data); peer 2.00 GB |",
            (self.root / "results/imaginary.md").read_text())

    def test_measures_of_earlier_runs_stay_and_a_new_run_takes_the_place_of_its_own(self):
        results.add("imaginary", MACHINE, [found("first", [4.0], [4.0])])
        kept = json.loads((self.root / "results/imaginary.json").read_text())["measures"]
        self.assertEqual(list(kept), ["first", "second"])
        self.assertEqual(kept["first"]["ours"]["seconds"], [4.0])

    def test_a_page_that_differs_from_its_file_fails_the_check(self):
        self.assertEqual(results.stale(write=False), [self.readme])
        with self.assertRaises(SystemExit) as refusal:
            results.main(["--check"])
        self.assertIn("README.md", str(refusal.exception))
        results.main([])
        self.assertEqual(results.stale(write=False), [])
        page = self.root / "results/imaginary.md"
        page.write_text(page.read_text().replace("| 3 (goal 2; 3 runs) |", "| 4 (goal 2; 3 runs) |"))
        self.assertEqual(results.stale(write=False), [page])
        with self.assertRaises(SystemExit):
            results.main(["--check"])

    def test_a_page_without_a_file_fails_the_check(self):
        results.main([])
        (self.root / "results/stray.md").write_text("numbers by hand")
        self.assertEqual([path.name for path in results.stale(write=False)], ["stray.md"])

    def test_a_page_holds_the_measures_that_it_names_alone(self):
        results.main([])
        text = self.readme.read_text()
        self.assertIn("| second |", text)
        self.assertNotIn("| first |", text)
        self.assertNotIn("old", text)

    def test_what_stands_out_is_named_below_the_table(self):
        results.add("imaginary", MACHINE, [found("third", [1.0], [1.0], named=["outside: a -> b, <one> " + "w " * 80])])
        text = (self.root / "results/imaginary.md").read_text()
        self.assertIn("What stands out in `third`:\n\n- outside: a -> b, &lt;one> w w", text)
        self.assertTrue(all(len(line) <= 120 for line in text.splitlines() if not line.startswith("|")))

    def test_hostile_names_are_text_in_one_cell(self):
        name = "<script>|\\ \"'`%_&\n" + "x" * 200
        results.add("imaginary", MACHINE, [found("hostile", [1.0], [1.0], agree=False, results=name)])
        line = next(
            line for line in (self.root / "results/imaginary.md").read_text().splitlines() if "hostile" in line)
        self.assertEqual(line.replace("\\|", "").count("|"), len(results.HEAD) + 1)
        self.assertIn("x" * 200, line)
        self.assertNotIn("<script>", line)
        self.assertIn("**disagree**", line)


class Machines(unittest.TestCase):
    def test_a_name_is_made_of_processor_and_cores(self):
        self.assertEqual(machine.name("Intel(R) Xeon(R) Processor @ 2.70GHz", 2), "intel-xeon-2-70ghz-2-cores")
        self.assertEqual(machine.name("AMD EPYC", 1), "amd-epyc-1-core")

    def test_a_description_names_no_host(self):
        import platform

        with mock.patch.object(machine, "peers", dict):
            self.assertNotIn(platform.node() or "?", json.dumps(machine.description()))


class Processes(unittest.TestCase):
    def test_the_peak_of_a_process_counts_what_it_holds(self):
        small = running.run([sys.executable, "-c", "print(1)"], 1)
        large = running.run([sys.executable, "-c", "x = bytearray(b'x') * 100_000_000; print(len(x))"], 1)
        self.assertEqual(large.output, "100000000\n")
        self.assertGreater(large.peak - small.peak, 90_000_000)

    def test_libraries_are_held_to_the_threads(self):
        code = "import os; print(os.environ['OPENBLAS_NUM_THREADS'], os.environ['NUMBA_NUM_THREADS'])"
        self.assertEqual(running.run([sys.executable, "-c", code], 3).output, "3 3\n")

    def test_a_process_that_fails_says_why(self):
        with self.assertRaises(RuntimeError) as failure:
            running.run([sys.executable, "-c", "raise SystemExit('no such thing')"], 1)
        self.assertIn("no such thing", str(failure.exception))


if __name__ == "__main__":
    unittest.main()
