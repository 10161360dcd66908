import errno
import fcntl
import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
from support import FolderTest, shell, views

import hartransfer
from hartransfer import FeatureFile, InputError, Modality, Origin, align, alignment, program, temporary


class AlignTests(FolderTest):
    def assertMaps(self, found, arrays, tolerance=1e-9):
        for matrix, offset, x, latents in zip(found[:2], found.report.offsets, arrays, found.report.latents):
            self.assertEqual(matrix.shape, (latents.shape[1], x.shape[1]))
            size = np.abs(x).max() * np.abs(matrix).sum(axis=1).max() + np.abs(offset).max()
            np.testing.assert_allclose(x @ matrix.T + offset, latents, rtol=0, atol=tolerance * size)

    def test_the_maps_give_the_latents_of_every_row(self):
        first, second, _, _ = views()
        for method, k, parameters in [
            ("perfect", 3, {"scaling": "standardised"}), ("ridge-cca", 3, {"ridge": 0.1}), ("pls-svd", 3, {}),
            ("procrustes", None, {}), ("none", None, {}), ("collapse", None, {}),
        ]:
            with self.subTest(method):
                found = align(first, second, method, k, parameters=parameters)
                self.assertMaps(found, (first, second))
                self.assertEqual(found.report.measures["alignment"]["name"], method)
                self.assertEqual(found.report.measures["pairs"]["count"], len(first))
                self.assertEqual(found.report.measures["incompleteSamples"], 0)

    def test_latents_and_errors_are_those_of_the_command_on_a_file_of_the_same_arrays(self):
        first, second, labels, subjects = views()
        FeatureFile(
            ids=[str(row) for row in range(len(first))], labels=labels, class_names=["a", "b", "c"], subjects=subjects,
            modalities={"first": Modality(features=first, origin=Origin("e")),
                        "second": Modality(features=second, origin=Origin("e"))}).write("plain.h5")
        for reduction in ("{}", "{pca: 4}", "{standardise: false}"):
            with self.subTest(reduction):
                code, printed, errors = shell(
                    "align", "plain.h5", "--modalities", "first,second", "--method", "perfect", "--parameters", "{k: 2}",
                    "--reduction", reduction, "--output", "latents.h5", "--format", "json")
                self.assertEqual(code, 0, errors)
                chosen = {"{}": None, "{pca: 4}": {"pca": 4}, "{standardise: false}": {"standardise": False}}[reduction]
                found = align(first, second, "perfect", 2, reduction=chosen)
                expected = FeatureFile.read("latents.h5").modalities
                for name, latents in zip(("first", "second"), found.report.latents):
                    np.testing.assert_array_equal(latents, expected[name].features)
                self.assertMaps(found, (first, second))
                for key in ("alignment", "pairs", "latentDimension", "incompleteSamples"):
                    self.assertEqual(found.report.measures[key], json.loads(printed)[key])

    def test_nothing_but_the_maps_where_nothing_else_is_asked(self):
        first, second, _, _ = views()
        whole = align(first, second, "ridge-cca", 3)
        maps = align(first, second, "ridge-cca", 3, metrics="none", latents=False)
        self.assertIsNone(maps.report.latents)
        self.assertEqual(maps.report.measures["pairs"], {"count": 60, "scores": {}})
        for one, other in zip([*whole[:2], *whole.report.offsets], [*maps[:2], *maps.report.offsets]):
            np.testing.assert_array_equal(one, other)
        self.assertGreaterEqual(maps.report.measures["computeSeconds"], maps.report.measures["fitSeconds"])

    def test_views_without_noise_meet(self):
        first, second, _, _ = views(noise=0)
        found = align(first, second, "ridge-cca", 3, parameters={"ridge": 0})
        z1, z2 = found.report.latents
        np.testing.assert_allclose(z1, z2, atol=1e-8 * np.abs(z1).max())
        self.assertLess(found.report.measures["pairs"]["scores"]["cmaeNormalised"], 1e-12)

    def test_single_precision_and_columns_that_do_not_vary(self):
        first, second, _, _ = views()
        first[:, 0] = 1e4
        first, second = first.astype("f4"), second.astype("f4")
        self.assertMaps(align(first, second, "ridge-cca", 2, parameters={"ridge": 0.1}), (first, second), 1e-5)

    def test_a_method_that_is_no_affine_map_gives_latents_alone(self):
        first, second, _, _ = views()
        a1, a2, report = align(first, second, "kernel-cca", 2)
        self.assertIsNone(a1)
        self.assertIsNone(a2)
        self.assertIsNone(report.offsets)
        self.assertEqual([one.shape for one in report.latents], [(60, 2), (60, 2)])

    def test_errors_are_the_program_s_and_nothing_stays_in_memory(self):
        first, second, _, _ = views()
        before = set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()
        with self.assertRaises(InputError) as caught:
            align(first, second, "ridge-caa")
        self.assertTrue(str(caught.exception).startswith("--method: found unknown name 'ridge-caa'; expected one of"))
        with self.assertRaises(InputError) as caught:
            align(first, second, "ridge-cca", 500)
        self.assertIn("found 500", str(caught.exception))
        for bad in (second[:-1], second[0], np.full_like(second, np.nan)):
            with self.assertRaises(InputError):
                align(first, bad, "none", None)
        after = set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()
        self.assertEqual({name for name in after - before if name.startswith("hartransfer-")}, set())
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_file_that_cannot_be_written_ends_the_program_that_waits_for_it(self):
        first, second, _, _ = views()
        popen, started = subprocess.Popen, []

        def keep(*words, **more):
            started.append(popen(*words, **more))
            return started[0]

        with mock.patch.object(program.subprocess, "Popen", keep):
            with mock.patch.object(alignment, "_write", side_effect=OSError(errno.ENOSPC, "no room")):
                with self.assertRaisesRegex(OSError, "no room"):
                    align(first, second, "none", None)
        self.assertIsNotNone(started[0].returncode)
        self.assertNotEqual(started[0].returncode, 0)

    def test_folders_that_killed_processes_left_are_removed_and_those_in_use_are_not(self):
        folders = [Path(tempfile.mkdtemp(prefix="hartransfer-align-", dir=self.folder)) for _ in range(2)]
        left, used = folders
        now = time.time
        for folder in folders:
            Path(folder, "features.h5").write_bytes(b"x")
        holder = os.open(used, os.O_RDONLY)
        self.addCleanup(os.close, holder)
        fcntl.flock(holder, fcntl.LOCK_SH)
        with mock.patch.object(temporary.time, "time", lambda: now() + 100):
            with temporary.temporary_folder(str(self.folder)) as folder:
                self.assertEqual(set(self.folder.iterdir()), {used, folder})
                # One without a lock may have been made just now.
                new = Path(tempfile.mkdtemp(prefix="hartransfer-align-", dir=self.folder))
                with mock.patch.object(temporary.time, "time", now):
                    with temporary.temporary_folder(str(self.folder)):
                        self.assertTrue(new.exists())
        self.assertFalse(left.exists() or folder.exists())
        self.assertTrue(used.exists() and new.exists())


if __name__ == "__main__":
    unittest.main()
