"""The grid in Python on tiny data: laws of its parts, and boards compared."""

import importlib.util
import unittest
from pathlib import Path

LIBRARIES = ["aeon", "cca_zoo", "h5py", "ot", "sklearn", "torch", "yaml"]
MISSING = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
CONFIGURATION = Path(__file__).resolve().parents[2] / "Configs/utd-mhad-full.yaml"

if not MISSING:
    import numpy as np
    import torch

    from grid import (
        alignments, classifiers, compare, configuration, depth, encoding, learned, loading, losses, reduction, table,
        trained, work)
    from grid.pairs import Pairs


def needs_libraries(case):
    return unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)}")(case)


def views(n=60, dimensions=(9, 7), shared=4, seed=0):
    rng = np.random.default_rng(seed)
    latent = rng.standard_normal((n, shared))
    return [latent @ rng.standard_normal((shared, d)) + 0.3 * rng.standard_normal((n, d)) + 1 for d in dimensions]


def covariance(x, y):
    return (x - x.mean(0)).T @ (y - y.mean(0)) / len(x)


@needs_libraries
class Configurations(unittest.TestCase):
    def test_every_alignment_of_the_configuration_is_known(self):
        found = configuration.read(CONFIGURATION)
        self.assertEqual([row.name for row in found.alignments if not alignments.is_known(row.name)], [])
        self.assertTrue(all(classifiers.named(*each) for each in found.classifiers))
        self.assertEqual(found.directions, [("skeleton", "inertial"), ("depth", "inertial")])
        self.assertEqual((found.repetitions, found.components), (5, 128))

    def test_a_list_makes_rows_and_a_selection_makes_candidates(self):
        found = configuration.read(CONFIGURATION)
        perfect = [row for row in found.alignments if row.name == "perfect"]
        self.assertEqual([row.fixed["scaling"] for row in perfect], ["raw", "centred", "standardised"])
        self.assertEqual(len(perfect[0].candidates), 8)
        ridge = next(row for row in found.alignments if row.name == "ridge-cca")
        self.assertEqual(len(ridge.candidates), 45)
        self.assertEqual(
            perfect[0].parameters,
            "scaling=raw select=by=teacher-agreement k=[32, 64, 96, 128] nullspace=[whole, shared]")

    def test_what_is_not_known_is_refused(self):
        from unittest import mock

        known = configuration.content(CONFIGURATION)
        for key, value in (("level", "frame"), ("dataset", "mex"), ("reduction", {"pca": 8, "whiten": True})):
            with mock.patch.object(configuration, "content", lambda _: known | {key: value}):
                with self.assertRaises(configuration.Unsupported):
                    configuration.read(CONFIGURATION)


@needs_libraries
class Splits(unittest.TestCase):
    NAMES = [f"a{a}_s{s}_t{t}_inertial.mat" for a in (1, 2) for s in (1, 2, 3, 5) for t in (1, 2, 3, 4)]

    def test_odd_subjects_train_and_half_of_their_trials_are_labelled(self):
        split = loading.split(self.NAMES)
        self.assertEqual(set(split.subjects[split.test]), {2})
        self.assertEqual((len(split.labelled), len(split.paired), len(split.test)), (12, 12, 8))
        self.assertFalse(set(split.labelled) & set(split.paired))

    def test_a_missing_trial_leaves_the_odd_one_labelled(self):
        split = loading.split([name for name in self.NAMES if not name.startswith("a1_s1_t4")])
        self.assertEqual((len(split.labelled), len(split.paired)), (12, 11))

    def test_a_fold_keeps_nothing_of_the_subject_left_out(self):
        split = loading.split(self.NAMES)
        found = reduction.folds(split)
        self.assertEqual(len(found), 3)
        for fold in found:
            kept = set(split.subjects[np.concatenate([fold.labelled, fold.paired])])
            self.assertFalse(kept & set(split.subjects[fold.test]))
        self.assertEqual(sorted(np.concatenate([fold.test for fold in found])), sorted(split.paired))

    def test_components_are_those_of_an_svd_also_of_few_pairs(self):
        from sklearn.decomposition import PCA
        from sklearn.preprocessing import StandardScaler

        features = np.random.default_rng(2).standard_normal((30, 40)) * np.geomspace(1, 9, 40)
        scaler = StandardScaler().fit(features[:12])
        expected = PCA(5, svd_solver="full").fit(scaler.transform(features[:12])).transform(scaler.transform(features))
        found = reduction.reduced(features, np.arange(12), 5)
        np.testing.assert_allclose(found, expected, atol=1e-9)

    def test_components_see_the_pairs_alone(self):
        rng = np.random.default_rng(0)
        features = rng.standard_normal((30, 8))
        changed = features.copy()
        changed[20:] += 5
        paired = np.arange(20)
        first, second = (reduction.reduced(each, paired, 3) for each in (features, changed))
        np.testing.assert_allclose(np.abs(first[:20]), np.abs(second[:20]), atol=1e-12)


@needs_libraries
class Encoders(unittest.TestCase):
    def test_resampling_keeps_the_ends_and_a_line(self):
        line = np.arange(5, dtype=np.float32)[None] * 2 + 1
        (found,) = encoding.resample([line], 9)
        np.testing.assert_allclose(found[0], np.arange(9) + 1, rtol=1e-6)

    def test_joints_do_not_depend_on_where_the_body_stands(self):
        clip = np.random.default_rng(0).standard_normal((60, 4)).astype(np.float32)
        moved = clip + np.tile(np.float32([1, 2, 3]), 20)[:, None]
        (first,), (second,) = (encoding.root_relative([each]) for each in (clip, moved))
        self.assertEqual(first.shape, (57, 4))
        np.testing.assert_allclose(first, second, atol=1e-5)

    def test_each_pixel_of_a_map_counts_once(self):
        shares = depth._shares(11, 4)
        np.testing.assert_allclose(shares.sum(1), 1, rtol=1e-6)
        np.testing.assert_allclose(shares.sum(0) * 11 / 4, 1, rtol=1e-5)

    def test_features_that_are_given_are_put_in_the_order_of_the_clips(self):
        import tempfile

        import h5py

        with tempfile.TemporaryDirectory() as folder:
            with h5py.File(f"{folder}/f.h5", "w") as file:
                file["sample_ids"] = ["a2_s1_t1", "a1_s1_t1"]
                file["modalities/x/features"] = np.array([[2.0, 2.0], [1.0, 1.0]])
            found = encoding.given(f"{folder}/f.h5", ["a1_s1_t1_x.mat", "a2_s1_t1_x.mat"], ["x"])
        np.testing.assert_array_equal(found["x"][0], [[1, 1], [2, 2]])

    def test_motion_maps_have_the_length_of_their_level_and_rest_has_none(self):
        rng = np.random.default_rng(1)
        video = rng.integers(1000, 2000, size=(16, 12, 20))
        found = depth.motion_maps(video, levels=(1, 2)).reshape(-1)
        self.assertEqual(len(found), 3 * (8 * 6 + 8 * 6 + 6 * 6))
        front = found[: 3 * 48].reshape(3, 48)
        np.testing.assert_allclose(np.linalg.norm(front, axis=1), [1, 0.5**0.5, 0.5**0.5], rtol=1e-5)
        self.assertEqual(np.abs(depth.motion_maps(np.repeat(video[:, :, :1], 9, 2))).max(), 0)


@needs_libraries
class Formulas(unittest.TestCase):
    def setUp(self):
        self.pairs = Pairs(*views())

    def latents(self, name, **settings):
        (embeddings,) = alignments.fitted(name, [settings], self.pairs, 0, 0)
        return [embed(view) for embed, view in zip(embeddings, self.pairs.views)]

    def test_perfect_leaves_the_least_that_orthonormal_rows_can(self):
        first, second = self.latents("perfect", scaling="raw", nullspace="whole", k=5)
        values = np.linalg.svd(np.hstack([self.pairs.views[0], -self.pairs.views[1]]), compute_uv=False)
        self.assertAlmostEqual(np.sum((first - second) ** 2), np.sum(values[-5:] ** 2))

    def test_perfect_with_a_null_space_is_exact(self):
        self.pairs = Pairs(*views(n=10))
        first, second = self.latents("perfect", scaling="centred", nullspace="shared", k=2)
        np.testing.assert_allclose(first, second, atol=1e-12)
        self.assertGreater(np.abs(first).max(), 1e-3)

    def test_ridge_cca_gives_uncorrelated_directions_under_its_norm(self):
        ridge, n = 0.1, len(self.pairs)
        (embeddings,) = alignments.fitted("ridge-cca", [{"k": 4, "ridge": ridge}], self.pairs, 0, 0)
        latents = [embed(view) for embed, view in zip(embeddings, self.pairs.views)]
        cross = latents[0].T @ latents[1] / n
        np.testing.assert_allclose(cross, np.diag(np.diag(cross)), atol=1e-9 * np.abs(cross).max())
        # The correlations are those of the textbook's formula.
        blocks = [covariance(view, view) for view in self.pairs.views]
        roots = [np.linalg.cholesky(c + ridge * np.trace(c) / len(c) * np.eye(len(c))) for c in blocks]
        whole = np.linalg.solve(roots[0], covariance(*self.pairs.views)) @ np.linalg.inv(roots[1]).T
        expected = np.linalg.svd(whole, compute_uv=False)[:4]
        np.testing.assert_allclose(np.diag(cross) / cross[0, 0], expected / expected[0], rtol=1e-8)

    def test_two_views_make_mcca_and_gcca_the_directions_of_cca(self):
        # With a ridge GCCA has directions of its own.
        for name, ridge in (("mcca", 0.1), ("mcca", 0.0), ("gcca", 0.0)):
            expected = self.latents("ridge-cca", k=3, ridge=ridge)
            for z, y in zip(self.latents(name, k=3, ridge=ridge), expected):
                cosines = np.abs((z * y).sum(0)) / np.linalg.norm(z, axis=0) / np.linalg.norm(y, axis=0)
                np.testing.assert_allclose(cosines, 1, atol=1e-7)

    def test_linear_transports_reach_what_they_promise(self):
        source, target = self.latents("coral", ridge=1e-9)
        np.testing.assert_allclose(covariance(source, source), covariance(target, target), atol=1e-6)
        rotated = self.pairs.views[1] @ np.linalg.qr(np.random.default_rng(3).standard_normal((7, 7)))[0]
        self.pairs = Pairs(rotated, self.pairs.views[1])
        source, target = self.latents("procrustes", scaled=False)
        np.testing.assert_allclose(source, target, atol=1e-9)

    def test_a_full_rank_gives_the_ridge_map(self):
        whole = self.latents("ridge-map", ridge=0.1, direction="target-to-source")
        cut = self.latents("reduced-rank-ridge", ridge=0.1, k=7)
        # Latents are the map's in another basis: distances are the same within the mapped modality.
        np.testing.assert_allclose(np.linalg.norm(whole[1], axis=1), np.linalg.norm(cut[1], axis=1), rtol=1e-8)

    def test_the_nearest_pair_of_a_pair_is_itself(self):
        source, target = self.latents("knn-propagation", neighbours=1)
        np.testing.assert_allclose(source, target, atol=1e-12)

    def test_transported_samples_lie_among_the_target(self):
        source, target = self.latents("optimal-transport", epsilon=0.1)
        self.assertTrue((source.max(0) <= target.max(0) + 1e-9).all() and (source.min(0) >= target.min(0) - 1e-9).all())

    def test_a_candidate_that_the_pairs_do_not_have_is_none(self):
        self.assertEqual(alignments.fitted("cca", [{"k": 8}], self.pairs, 0, 0), [None])


@needs_libraries
class Training(unittest.TestCase):
    def test_a_batch_of_models_trains_as_each_of_them_alone(self):
        torch.manual_seed(0)
        inputs = [[torch.randn(2, 20, d) for d in (6, 5)]]
        for name, settings in (
                ("infonce", [{"temperature": 0.1}, {"learningRate": 0.01}]), ("vicreg", [{"covariance": 10.0}, {}]),
                ("barlow-twins", [{}, {"redundancy": 0.5}]), ("siglip", [{}, {"learningRate": 0.01}]),
                ("deep-cca", [{"ridge": 1.0}, {}])):
            method = learned.METHODS[name]
            settings = [method.defaults | {"k": 4} | own for own in settings]
            together = trained.Models(method, settings, inputs[0], 7, 20, 0.05)
            alone = [trained.Models(method, [own], inputs[0], 7, 20, 0.05) for own in settings]
            for _ in range(20):
                for models in (together, *alone):
                    models.step()
            for m in range(2):
                joined = torch.cat([models.parameters[m] for models in alone]).detach()
                torch.testing.assert_close(together.parameters[m].detach(), joined, rtol=1e-3, atol=1e-4, msg=name)

    def test_losses_are_the_textbooks(self):
        torch.manual_seed(1)
        z1, z2 = (torch.randn(1, 12, 3, dtype=torch.float64) for _ in range(2))
        scalars = torch.tensor([[-1.0, -2.0]], dtype=torch.float64)
        cosines = torch.nn.functional.normalize(z1[0], dim=1) @ torch.nn.functional.normalize(z2[0], dim=1).T
        logits, partners = cosines * torch.exp(torch.tensor(1.0)), torch.arange(12)
        entropy = torch.nn.functional.cross_entropy
        expected = (entropy(logits, partners) + entropy(logits.T, partners)) / 2
        torch.testing.assert_close(losses.infonce(z1, z2, scalars, {})[0], expected)
        for z in (z1[:, :2], z1):
            own = z[0] - z[0].mean(0)
            torch.testing.assert_close(losses._squared_products(own[None], own[None])[0], (own.T @ own).square().sum())

    def test_partners_that_are_most_similar_have_rank_one_and_ties_count_against(self):
        z = torch.eye(4)[None]
        torch.testing.assert_close(trained.retrieval(z, z), torch.ones(1, 4))
        same = torch.ones(1, 4, 2)
        torch.testing.assert_close(trained.retrieval(same, same), torch.full((1, 4), 0.25))

    def test_the_last_epoch_that_is_not_clearly_worse_is_chosen(self):
        curve = learned.Curve()
        rng = np.random.default_rng(0)
        good = rng.uniform(0.5, 1, 40)
        near = good + rng.normal(0, 0.2, 40) - 0.001
        for epoch, ranks in ((10, good - 0.4), (20, good), (30, near), (40, good - 0.4)):
            curve.add(epoch, ranks)
        self.assertEqual(curve.epoch, 30)
        for epoch in (50, 60, 70, 80):
            curve.add(epoch, good - 0.4)
        self.assertTrue(curve.is_over)

    def test_training_brings_partners_together(self):
        source, target = views(n=80, seed=4)
        ((first, second),) = learned.fitted("infonce", [{"k": 8, "learningRate": 0.02}], source, target, 0)
        found = trained.retrieval(*(torch.from_numpy(z)[None] for z in (first(source), second(target))))
        self.assertGreater(float(found.mean()), 0.4)


@needs_libraries
class Classifiers(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(5)
        self.labels = np.repeat([2, 5, 9], 15)
        self.samples = rng.standard_normal((45, 4)) + 2 * rng.standard_normal((3, 4))[np.repeat([0, 1, 2], 15)]

    def test_tied_gaussians_without_shrinkage_are_linear_discriminants(self):
        from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

        means = np.stack([self.samples[self.labels == label].mean(0) for label in (2, 5, 9)])
        residuals = self.samples - means[np.searchsorted([2, 5, 9], self.labels)]
        model = classifiers._discriminants(np.array([2, 5, 9]), means, residuals.T @ residuals / 45)
        expected = LinearDiscriminantAnalysis(solver="lsqr", priors=[1 / 3] * 3).fit(self.samples, self.labels)
        np.testing.assert_array_equal(classifiers.predict(model, self.samples), expected.predict(self.samples))

    def test_certain_memberships_are_labels(self):
        memberships = (self.labels[:, None] == np.array([2, 5, 9])).astype(float)
        soft = classifiers.softly_tied_gaussians(self.samples, memberships, np.array([2, 5, 9]))
        hard = classifiers.tied_gaussians(self.samples, self.labels)
        np.testing.assert_allclose(soft.scores(self.samples), hard.scores(self.samples), rtol=1e-8, atol=1e-8)

    def test_equal_samples_give_the_first_class(self):
        model = classifiers.fit(classifiers.ridge_classifier, np.zeros((45, 4)), self.labels)
        self.assertEqual(set(classifiers.predict(model, self.samples)), {2})


@needs_libraries
class Units(unittest.TestCase):
    def test_a_unit_selects_on_folds_and_recognises_what_both_sides_share(self):
        names = [f"a{a}_s{s}_t{t}_x" for a in range(1, 5) for s in range(1, 7) for t in range(1, 5)]
        split = loading.split(names)
        rng = np.random.default_rng(6)
        latent = 4 * rng.standard_normal((4, 3))[split.labels] + 0.3 * rng.standard_normal((len(names), 3))
        sides = [latent @ rng.standard_normal((3, d)) for d in (8, 6)]
        features = list(zip(*(reduction.all_reduced(side, split, 3) for side in sides)))
        methods = {"ridge-classifier": classifiers.ridge_classifier}
        rows = [
            configuration.Alignment("ridge-cca", {}, {"k": [1, 3], "ridge": [0.1]}),
            configuration.Alignment("none", {})]
        made, seconds = work.trials(split, features, 0, methods, rows)
        by_name = {trial.alignment: trial for trial in made}
        self.assertGreater(by_name["ridge-cca"].scores["accuracy"], 0.9)
        self.assertEqual(by_name["ridge-cca"].chosen, "k=3 ridge=0.1")
        self.assertGreater(by_name["ridge-cca"].scores["accuracy"], by_name["none"].scores["accuracy"])
        self.assertEqual(
            set(by_name), {"ridge-cca", "none", "source-on-source", "target-supervised", "student-teacher"})
        self.assertIn("ridge-cca", seconds)


def board_row(alignment, accuracy, low="", high="", parameters="", classifier="c"):
    return {
        "source": "a", "target": "b", "alignment": alignment, "alignmentParameters": parameters,
        "classifier": classifier, "accuracy": str(accuracy), "accuracyBootstrapLow": low, "accuracyBootstrapHigh": high}


@needs_libraries
class Boards(unittest.TestCase):
    def test_rows_meet_by_what_theirs_says_and_ours_may_say_more(self):
        ours = [
            board_row("perfect", 0.8, "0.7", "0.9", "scaling=raw select=by=x k=[1, 2] z=0"),
            board_row("perfect", 0.5, "0.4", "0.6", "scaling=centred select=by=x k=[1, 2] z=0")]
        theirs = [
            board_row("perfect", 0.55, parameters="scaling=centred select=by=x k=[1, 2]"),
            board_row("perfect", 0.85, parameters="scaling=raw select=by=x k=[1, 2]")]
        found = compare.compared(ours, theirs)
        np.testing.assert_allclose(sorted(found.differences), [0.05, 0.05])
        self.assertTrue(found.agree and not found.outside)

    def test_rows_outside_and_rows_of_one_side_are_named(self):
        ours = [board_row("one", 0.8, "0.7", "0.9"), board_row("two", 0.5, "0.4", "0.6")]
        theirs = [board_row("one", 0.95), board_row("three", 0.5)]
        found = compare.compared(ours, theirs)
        self.assertFalse(found.agree)
        self.assertEqual(found.named, [
            "outside: a -> b, one, c (0.800, 0.7 to 0.9; theirs 0.950)", "on our board alone: a -> b, two, c",
            "on theirs alone: a -> b, three, c"])
        self.assertEqual(compare.compared(ours, theirs, left_out=["two", "three"]).ours_alone, [])

    def test_an_interval_covers_its_accuracy_and_is_that_of_subjects(self):
        rng = np.random.default_rng(8)
        subjects = np.repeat([2, 4, 6, 8], 50)
        right = rng.random((3, 200)) < np.repeat([0.9, 0.8, 0.7, 0.6], 50)
        low, high = table.interval(right, subjects)
        self.assertTrue(0.6 < low < right.mean() < high < 0.95)
        narrow = table.interval(np.tile(right[:, ::4], (1, 4)), subjects)
        self.assertLess(narrow[1] - narrow[0], high - low)


if __name__ == "__main__":
    unittest.main()
