import json
import os
import signal
import subprocess
import sys
import time
import unittest
import warnings
from pathlib import Path

import numpy as np
from support import SYNTHETIC, FolderTest, shell, table

import hartransfer
from hartransfer import HARTransferWarning, IncompleteError, InputError, ProgramError


class RunTests(FolderTest):
    def test_a_dict_runs_and_its_board_is_that_of_the_command(self):
        folder = hartransfer.run(SYNTHETIC, progress=False)
        self.assertEqual(folder, Path("Results/small"))
        board = hartransfer.leaderboard(folder)
        rows = json.loads(shell("leaderboard", str(folder), "--format", "json")[1])
        self.assertEqual(len(board), len(rows))
        self.assertEqual(list(board.accuracy), [row["accuracy"] for row in rows])
        self.assertEqual(list(board.alignment), [row["alignment"] for row in rows])
        self.assertIn("k=2 nullspace=whole scaling=raw", set(board.alignmentParameters))
        self.assertEqual(list(board.columns)[:4], ["rank", "rankLow", "rankHigh", "tieGroup"])
        self.assertTrue(board[board.alignment == "chance"]["rank"].isna().all())

    def test_a_file_gives_the_same_records_as_the_dict_and_numbers_of_numpy_are_numbers(self):
        dict_folder = hartransfer.run(
            {**SYNTHETIC, "alignments": [{"ridge-cca": {"k": np.int64(2), "ridge": np.float64(1e-05)}}]},
            results="one", progress=False)
        text = json.dumps(SYNTHETIC).replace(
            json.dumps(SYNTHETIC["alignments"]), '[{"ridge-cca": {"k": 2, "ridge": 0.00001}}]')
        Path("file.yaml").write_text(text)
        file_folder = hartransfer.run("file.yaml", results="two", progress=False)
        keys = [sorted(path.name for path in (folder / "records").iterdir()) for folder in (dict_folder, file_folder)]
        self.assertEqual(keys[0], keys[1])
        self.assertGreater(len(keys[0]), 0)

    def test_include_of_a_dict_is_relative_to_the_current_folder(self):
        Path("parts").mkdir()
        Path("parts/rest.yaml").write_text(json.dumps({
            key: value for key, value in SYNTHETIC.items() if key != "benchmark"}))
        found = hartransfer.plan({"benchmark": "joined", "include": "parts/rest.yaml"})
        self.assertEqual(found["benchmark"], "joined")
        self.assertEqual(len(found["parts"]), 2)

    def test_a_configuration_of_the_program_runs_by_its_name(self):
        folder = hartransfer.run("synthetic", only="alignment=none", progress=False)
        self.assertEqual(folder.name, "synthetic")
        self.assertTrue((folder / "plan.json").exists())

    def test_errors_have_the_words_of_the_command(self):
        Path("wrong.yaml").write_text("benchmark: x\nalignmants: []\n")
        for configuration, options in [("absent.yaml", {}), ("wrong.yaml", {}), (SYNTHETIC, {"jobs": 0})]:
            with self.subTest(configuration), self.assertRaises(InputError) as caught:
                hartransfer.run(configuration, progress=False, **options)
            if isinstance(configuration, str):
                code, _, errors = shell("run", configuration)
                self.assertEqual(str(caught.exception), errors.strip().replace("error: ", ""))
                self.assertEqual((code, caught.exception.code), (2, 2))
        self.assertIn("--jobs: found 0", str(caught.exception))
        self.assertIsInstance(caught.exception, ValueError)

    def test_what_no_configuration_can_hold_is_refused_before_the_program_starts(self):
        for value in (float("nan"), {1, 2}, object()):
            with self.assertRaises(InputError):
                hartransfer.run({**SYNTHETIC, "seed": value})
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_trials_that_fail_are_an_exception_that_names_the_folder(self):
        failing = {**SYNTHETIC, "alignments": [{"ridge-cca": {"k": 3, "ridge": 0}}]}
        with self.assertRaises(hartransfer.Error) as caught:
            hartransfer.run({**failing, "dataset": {"synthetic": {
                "samples": 120, "dimensions": [4, 3], "latentDimension": 1}}}, progress=False)
        self.assertIsInstance(caught.exception, IncompleteError)
        self.assertEqual(caught.exception.results, Path("Results/small"))
        with self.assertWarns(HARTransferWarning):
            found = hartransfer.records(caught.exception.results)
        self.assertNotIn("ridge-cca", set(found.alignment), "no row of a trial that failed")

    def test_the_plan_is_the_command_s_and_runs_nothing(self):
        found = hartransfer.plan(SYNTHETIC)
        self.assertEqual((found["benchmark"], len(found["parts"])), ("small", 2))
        self.assertFalse(Path("Results").exists())

    def test_a_program_that_is_not_there_is_named(self):
        before = os.environ.get("HARTRANSFER_PROGRAM")
        os.environ["HARTRANSFER_PROGRAM"] = "/nowhere/hartransfer"
        try:
            with self.assertRaises(ProgramError) as caught:
                hartransfer.version()
        finally:
            os.environ.pop("HARTRANSFER_PROGRAM")
            if before:
                os.environ["HARTRANSFER_PROGRAM"] = before
        self.assertIn("/nowhere/hartransfer", str(caught.exception))


class TableTests(FolderTest):
    def setUp(self):
        super().setUp()
        self.results = hartransfer.run({**SYNTHETIC, "keep": ["latents"]}, progress=False)

    def documents(self):
        return [json.loads(path.read_text()) for path in (self.results / "records").iterdir()]

    def test_records_are_a_row_a_sample_and_trial_and_score_as_the_program_does(self):
        found = hartransfer.records(self.results)
        records = [record for record in self.documents() if record.get("predictions")]
        self.assertEqual(len(found), sum(len(record["predictions"]["ids"]) for record in records))
        self.assertFalse(found.duplicated(["key", "id"]).any())
        scores = found.groupby("key").right.mean()
        for record in records:
            self.assertAlmostEqual(scores[record["key"]], record["scores"]["accuracy"], places=12)
        self.assertEqual(set(found.truth), set(records[0]["classNames"]))
        self.assertIn("k=2", found[found.alignment == "perfect"].alignmentParameters.iloc[0])

    def test_an_archive_gives_the_same_rows(self):
        code, _, errors = shell("export", str(self.results), "--archive", "small.tar.xz")
        self.assertEqual(code, 0, errors)
        folder, archive = hartransfer.records(self.results), hartransfer.records("small.tar.xz")
        self.assertTrue(folder.equals(archive))
        self.assertGreater(len(folder), 0)
        self.assertEqual(len(hartransfer.leaderboard("small.tar.xz")), len(hartransfer.leaderboard(self.results)))

    def test_latents_are_two_rows_a_sample_and_nothing_where_none_were_kept(self):
        found = hartransfer.latents(self.results)
        kept = [record for record in self.documents() if "latentPlane" in record]
        self.assertEqual(len(found), sum(2 * len(record["predictions"]["ids"]) for record in kept))
        one = found[(found.key == kept[0]["key"]) & (found.side == "source")]
        np.testing.assert_array_equal(one[["x", "y"]].to_numpy(), np.array(kept[0]["latentPlane"]["source"]))
        others = hartransfer.run(SYNTHETIC, results="others", progress=False)
        with self.assertWarns(HARTransferWarning):
            self.assertEqual(len(hartransfer.latents(others)), 0)

    def test_comparisons_are_those_of_the_command(self):
        found = hartransfer.compare(self.results, "perfect", "none", margin=2)
        expected = json.loads(
            shell("compare", str(self.results), "perfect", "none", "--margin", "2", "--format", "json")[1])["boards"]
        self.assertEqual(list(found.verdict), [board["verdict"] for board in expected])
        self.assertEqual(len(found), 2)
        with self.assertRaises(InputError):
            hartransfer.compare(self.results, "perfect", "nothing")

    def test_what_is_missing_is_a_warning_and_the_board_comes_all_the_same(self):
        removed = [record for record in self.documents() if record["trial"]["alignment"]["name"] == "perfect"][0]
        (self.results / "records" / f"{removed['key']}.json").unlink()
        with self.assertWarns(HARTransferWarning) as caught:
            found = hartransfer.records(self.results)
        self.assertIn("1 trials have no record", str(caught.warning))
        self.assertNotIn(removed["key"], set(found.key))
        with self.assertWarns(HARTransferWarning):
            self.assertGreater(len(hartransfer.leaderboard(self.results)), 0)

    def test_a_folder_without_results_is_refused(self):
        for call in (hartransfer.records, hartransfer.leaderboard, hartransfer.latents):
            with self.assertRaises(InputError):
                call(self.folder / "nothing")


class ProgressTests(FolderTest):
    def test_a_bar_counts_the_trials_of_the_plan(self):
        import tqdm.auto

        seen = []

        class Bar(tqdm.auto.tqdm):
            def refresh(self, *words, **options):
                seen.append((self.n, self.total))
                return super().refresh(*words, **options)

        original, tqdm.auto.tqdm = tqdm.auto.tqdm, Bar
        try:
            folder = hartransfer.run(SYNTHETIC, progress=True)
        finally:
            tqdm.auto.tqdm = original
        trials = len(json.loads((folder / "plan.json").read_text())["keys"])
        self.assertEqual({total for _, total in seen} - {0}, {trials})
        self.assertEqual(max(n for n, _ in seen), trials)

    def test_lines_of_progress_are_understood(self):
        from hartransfer.terminal import progress_of

        for line, expected in [
            ("[####....] 3/90 trials, 12 s left, best so far 0.900 perfect, a -> b", (None, 3, 90)),
            ("0/90 trials", (None, 0, 90)),
            ("encoding 4/10, 5 s left, 0/90 trials", ("encoding 4/10", 0, 90)),
            ("encoding 4/10", ("encoding 4/10", 0, 0)),
            ("", (None, 0, 0)),
        ]:
            self.assertEqual(progress_of(line), expected, line)


LONG = {**SYNTHETIC, "benchmark": "long", "dataset": {
    "synthetic": {"samples": 3000, "dimensions": [60, 60], "latentDimension": 4, "noise": 0.5}},
    "protocols": [{"random-40-40-10-10": {"draws": 60}}]}
# A shell that runs the tests in the background has them ignore Ctrl-C.
SCRIPT = """
import hartransfer, json, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    hartransfer.run(json.load(open("long.json")), jobs=1, progress=False)
except KeyboardInterrupt:
    print("interrupted")
"""


class InterruptionTests(FolderTest):
    def test_ctrl_c_ends_the_program_too_and_the_same_call_goes_on(self):
        Path("long.json").write_text(json.dumps(LONG))
        process = subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True)
        records = Path("Results/long/records")
        # Until the first trials are there; the test only decides by what stands there in the end.
        for _ in range(1200):
            if records.is_dir() and any(records.iterdir()):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=300)
        self.assertEqual(output, "interrupted\n")
        self.assertEqual(self.programs(), [], "no program goes on by itself")
        done = len(list(records.glob("*.json")))
        planned = len(json.loads(Path("Results/long/plan.json").read_text())["keys"])
        self.assertGreater(done, 0)
        self.assertLess(done, planned)
        parts = hartransfer.plan(LONG)["parts"]
        self.assertEqual(sum(part["recorded"] for part in parts), done, "the next call goes on from here")

    def programs(self):
        """Programs that work in this folder."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (process / "cwd").resolve() == self.folder.resolve() and process.name != str(os.getpid()):
                    found.append((process / "cmdline").read_bytes())
            except OSError:
                pass
        return found


class CommandTests(FolderTest):
    def test_the_command_takes_the_place_of_python(self):
        program = str(hartransfer.executable())
        ended = subprocess.run(
            [sys.executable, "-m", "hartransfer", "--version"], capture_output=True, text=True,
            env={**os.environ, "HARTRANSFER_PROGRAM": program})
        self.assertEqual((ended.returncode, ended.stdout.strip()), (0, hartransfer.version()))
        ended = subprocess.run([sys.executable, "-m", "hartransfer", "run", "nothing.yaml"], capture_output=True)
        self.assertEqual(ended.returncode, 2, "exit codes are the program's")

    def test_the_command_loads_no_array_library(self):
        code = "import hartransfer.console, sys; print(sorted({'numpy', 'pandas', 'h5py'} & set(sys.modules)))"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        self.assertEqual(ended.stdout.strip(), "[]")

    def test_every_name_of_the_package_is_there(self):
        for name in hartransfer.__all__:
            self.assertIsNotNone(getattr(hartransfer, name), name)
        with self.assertRaises(AttributeError):
            hartransfer.nothing

    def test_other_commands_print_what_they_print(self):
        self.assertIn("perfect", hartransfer.command("alignments"))
        with self.assertRaises(InputError):
            hartransfer.command("leaderboard", "nowhere")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.assertRegex(hartransfer.version(), r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main()
