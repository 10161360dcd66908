import unittest
import warnings
from pathlib import Path

import numpy as np
from support import FolderTest, shell, table

import hartransfer
from hartransfer import FeatureFile, InputError, Modality, Origin

HOSTILE = "<script>'\"|,\\%_& \N{SNOWMAN}" + "x" * 200


def sample_file(**changes):
    ids, _, subjects, first, second = table(6)
    content = dict(
        ids=ids, labels=np.array([0, 1, 2, 0, 1, 2]), class_names=["a", "b", HOSTILE], subjects=subjects,
        trials=np.arange(6), sessions=np.ones(6, int), dataset=HOSTILE, licence="none", citation="nobody",
        modalities={
            "z-last": Modality(features=first, origin=Origin("one", {"width": 3}, "nothing", "g", ids[:2])),
            "a-first": Modality(
                features=second.astype("f4"), present=np.array([1, 1, 1, 1, 1, 0], bool), origin=Origin("two"),
                frames=np.arange(6 * 4 * 2, dtype="f8").reshape(6, 4, 2), channels=["x", "y"], rate="50",
                frames_origin=Origin("three", fitted_on=ids[2:4])),
        })
    return FeatureFile(**{**content, **changes})


class FeatureFileTests(FolderTest):
    def test_what_is_written_is_read_again(self):
        content = sample_file()
        content.write("some/folder/all.h5")
        found = FeatureFile.read("some/folder/all.h5")
        self.assertEqual(list(found.modalities), ["z-last", "a-first"], "the order of the modalities")
        for name in ("ids", "class_names", "dataset", "licence", "citation"):
            self.assertEqual(getattr(found, name), getattr(content, name), name)
        for name in ("labels", "subjects", "trials", "sessions"):
            np.testing.assert_array_equal(getattr(found, name), getattr(content, name), name)
        for name, modality in content.modalities.items():
            other = found.modalities[name]
            here = slice(None) if modality.present is None else modality.present
            np.testing.assert_array_equal(other.features[here], modality.features[here])
            self.assertEqual(other.features.dtype, modality.features.dtype)
            self.assertEqual(other.origin.encoder, modality.origin.encoder)
            self.assertEqual(list(other.origin.fitted_on), list(modality.origin.fitted_on))
        self.assertEqual(found.modalities["z-last"].origin, content.modalities["z-last"].origin)
        frames = found.modalities["a-first"]
        np.testing.assert_array_equal(frames.frames[:5], content.modalities["a-first"].frames[:5])
        self.assertEqual((frames.channels, frames.rate), (["x", "y"], "50"))
        self.assertEqual(list(frames.frames_origin.fitted_on), content.ids[2:4])
        self.assertFalse(frames.present[5])

    def test_the_program_reads_every_part_of_it(self):
        sample_file().write("all.h5")
        code, output, errors = shell("inspect", "all.h5", "--format", "json")
        self.assertEqual(code, 0, errors)
        for part in ("z-last", "a-first"):
            self.assertIn(part, output)

    def test_equal_contents_are_equal_bytes_and_a_refused_file_leaves_nothing(self):
        sample_file().write("one.h5")
        sample_file().write("two.h5")
        self.assertEqual(Path("one.h5").read_bytes(), Path("two.h5").read_bytes())
        with self.assertRaises(InputError):
            sample_file(ids=["same"] * 6).write("three.h5")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["one.h5", "two.h5"])

    def test_what_the_program_would_refuse_is_refused_with_place_and_advice(self):
        _, _, _, first, _ = table(6)
        infinite = first.copy()
        infinite[4, 2] = np.inf
        cases = {
            "ids: found 'b' twice": dict(ids=["a", "b", "b", "c", "d", "e"]),
            "ids: found none": dict(ids=[]),
            "labels: found 3": dict(labels=np.array([0, 1, 2, 3, 0, 0])),
            "labels: found shape (5,)": dict(labels=np.zeros(5, int)),
            "subjects: found type float64": dict(subjects=np.ones(6)),
            "subjects: found 2147483648": dict(subjects=np.full(6, 2**31)),
            "modalities: found none": dict(modalities={}),
            "modality 'a/b': found a name": dict(modalities={"a/b": Modality(features=first)}),
            "modality 'm', features: found shape (5, 8)": dict(modalities={"m": Modality(features=first[:5])}),
            "modality 'm', features: found a number in row 4": dict(modalities={"m": Modality(features=infinite)}),
            "modality 'm': found neither": dict(modalities={"m": Modality()}),
            "modality 'm': fitted_on: found 'stranger'": dict(
                modalities={"m": Modality(features=first, origin=Origin("e", fitted_on=["stranger"]))}),
            "modality 'm': found 3 channels; expected 2": dict(
                modalities={"m": Modality(frames=np.zeros((6, 4, 2)), channels=["a", "b", "c"])}),
            "'no\\x00thing': found the character NUL": dict(class_names=["a", "b", "no\0thing"]),
        }
        for text, changes in cases.items():
            with self.subTest(text), self.assertRaises(InputError) as caught:
                sample_file(**changes).write("never.h5")
            self.assertTrue(str(caught.exception).startswith(text), str(caught.exception))
            self.assertIn("expected", str(caught.exception))

    def test_a_sample_that_lacks_a_modality_may_hold_anything_there(self):
        content = sample_file()
        modality = content.modalities["a-first"]
        modality.features[5], modality.frames[5] = np.nan, np.inf
        content.write("all.h5")
        self.assertEqual(shell("inspect", "all.h5")[0], 0)

    def test_wide_rows_are_cut_into_chunks_that_the_library_keeps(self):
        import h5py

        wide = np.zeros((3, 300_000))
        ids = ["a", "b", "c"]
        FeatureFile(ids=ids, labels=[0, 0, 0], class_names=["x"], subjects=[1, 2, 3],
                    modalities={"wide": Modality(features=wide, frames=np.zeros((3, 7, 90_000)))}).write("wide.h5")
        with h5py.File("wide.h5") as file:
            for name in ("features", "frames"):
                array = file["modalities/wide"][name]
                self.assertLessEqual(np.prod(array.chunks) * array.dtype.itemsize, 1 << 20)
        self.assertEqual(shell("inspect", "wide.h5")[0], 0)

    def test_other_files_are_refused_by_name(self):
        Path("text.h5").write_text("no HDF5")
        for name in ("text.h5", "absent.h5"):
            with self.assertRaises(InputError) as caught:
                FeatureFile.read(name)
            self.assertIn(name, str(caught.exception))


class ExportTests(FolderTest):
    def test_arrays_become_a_file_in_one_call(self):
        ids, labels, subjects, first, second = table()
        path = hartransfer.export_features(ids, labels, subjects, video=first, imu=second, fitted_on="none")
        found = FeatureFile.read(path)
        self.assertEqual(found.class_names, ["clap", "sit", "wave"], "names are sorted")
        self.assertEqual([found.class_names[one] for one in found.labels], list(labels))
        self.assertEqual((list(found.modalities), found.dataset), (["video", "imu"], "features"))
        self.assertEqual(shell("inspect", str(path))[0], 0)

    def test_labels_by_number_keep_their_names_and_persons_by_name_are_numbered(self):
        ids, _, _, first, _ = table(6)
        path = hartransfer.export_features(
            ids, [7, 7, 9, 9, 7, 9], ["zoe", "abe", "abe", "zoe", "abe", "zoe"], one=first, fitted_on="none")
        found = FeatureFile.read(path)
        self.assertEqual((found.class_names, found.labels.tolist()), (["7", "9"], [0, 0, 1, 1, 0, 1]))
        self.assertEqual(found.subjects.tolist(), [2, 1, 1, 2, 1, 2])
        path = hartransfer.export_features(
            ids, [0, 0, 1, 1, 0, 1], [1] * 6, class_names=["still", "moving"], one=first, fitted_on=ids[:3])
        found = FeatureFile.read(path)
        self.assertEqual(found.class_names, ["still", "moving"])
        self.assertEqual(found.modalities["one"].origin.fitted_on, ids[:3])

    def test_what_the_encoder_saw_is_never_a_silent_guess(self):
        ids, labels, subjects, first, _ = table(6)
        with self.assertWarns(hartransfer.HARTransferWarning):
            hartransfer.export_features(ids, labels, subjects, one=first)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            hartransfer.export_features(ids, labels, subjects, one=first, fitted_on="none")
        with self.assertRaises(InputError):
            hartransfer.export_features(ids, labels, subjects, one=first, fitted_on="all")

    def test_frames_frames_of_pandas_and_integers_are_arrays_too(self):
        import pandas as pd

        ids, labels, subjects, first, _ = table(6)
        path = hartransfer.export_features(
            pd.Series(ids), pd.Series(labels), pd.Series(subjects), table=pd.DataFrame(first),
            frames=np.arange(48).reshape(6, 4, 2), fitted_on="none")
        found = FeatureFile.read(path)
        np.testing.assert_array_equal(found.modalities["table"].features, first)
        self.assertEqual(found.modalities["frames"].frames.dtype, np.dtype("f8"), "integers keep their digits")

    def test_labels_that_are_no_classes_are_refused(self):
        ids, labels, subjects, first, _ = table(6)
        for bad in ([0.5] * 6, [None] * 6, [["a"]] * 6):
            with self.assertRaises(InputError):
                hartransfer.export_features(ids, bad, subjects, one=first, fitted_on="none")
        with self.assertRaises(InputError) as caught:
            hartransfer.export_features(ids, labels, subjects, class_names=["wave"], one=first, fitted_on="none")
        self.assertIn("'clap'", str(caught.exception))
        with self.assertRaises(InputError):
            hartransfer.export_features(ids, labels, subjects, one=first[:, 0], fitted_on="none")


if __name__ == "__main__":
    unittest.main()
