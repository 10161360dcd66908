"""What the tests share: a folder of their own, small data, and the program as a shell starts it."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np

import hartransfer

SYNTHETIC = {
    "benchmark": "small", "dataset": {"synthetic": {"samples": 120, "dimensions": [4, 3], "latentDimension": 2}},
    "protocols": [{"random-40-40-10-10": {"draws": 2}}], "reduction": {"standardise": False},
    "alignments": [{"perfect": {"k": 2}}, {"ridge-cca": {"k": 2, "ridge": 0}}],
    "classifiers": [{"gaussian-mixture": {"covariance": "tied"}}]}


class FolderTest(unittest.TestCase):
    """A test in an empty folder."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        self.folder = Path(folder.name)


def shell(*words):
    """The command as a user starts it: exit code, stdout and stderr."""
    ended = subprocess.run([hartransfer.executable(), *words], capture_output=True, text=True)
    return ended.returncode, ended.stdout, ended.stderr


def views(samples=60, dimensions=(8, 6), noise=0.1, seed=0):
    """Two linear views of one latent mixture, far from zero and of unlike scale, with classes and persons."""
    random = np.random.default_rng(seed)
    labels = np.arange(samples) % 3
    latent = random.normal(size=(samples, 3)) + 4 * np.eye(3)[labels]
    first, second = (
        latent @ random.normal(size=(3, size)) + noise * random.normal(size=(samples, size)) for size in dimensions)
    return first + 5, second * 1e3 - 2e4, labels, np.arange(samples) // 3 % 4 + 1


def table(samples=60, **options):
    """Ids, labels by name, persons, and two views."""
    first, second, labels, subjects = views(samples, **options)
    ids = [f"clip-{row}" for row in range(samples)]
    return ids, np.array(["wave", "clap", "sit"])[labels], subjects, first, second
