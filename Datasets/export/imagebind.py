#!/usr/bin/env python3
"""Features of several modalities from one encoder of all of them, such as ImageBind.

    imagebind.py clips.csv --output joint.h5 --dataset ID --encoder my_encoder:build --weights joint.pth \\
        --modality vision=video_path --modality imu=imu_path

--encoder names a callable without arguments that gives a torch module. The module takes a dictionary of one batch a modality
and gives a dictionary of embeddings, batch x d, as ImageBind's does. --modality NAME=COLUMN takes the clips of a modality from
a column of the list; a clip without a path lacks the modality. --prepare names a callable that turns an array and the
modality's name into the tensor of one clip; where left out the array is taken as it is, in single precision.
"""

import sys
from pathlib import Path

import numpy as np

import clips
import feature_file


def as_it_is(array: np.ndarray, modality: str):
    import torch

    return torch.from_numpy(array.astype(np.float32))


def encoded(model, prepare, name: str, paths: list[Path | None]) -> tuple[np.ndarray, list[bool]]:
    """The embeddings of one modality, zeros where a clip lacks it, and which clips have it."""
    rows = []
    for path in paths:
        if path is None:
            rows.append(None)
            continue
        tensor = prepare(clips.read_array(path), name)
        embedding = model({name: tensor[None]})[name]
        if embedding.ndim != 2 or len(embedding) != 1:
            feature_file.fail(f"'{name}': found an embedding of shape {tuple(embedding.shape)}; expected 1 x d.")
        rows.append(embedding[0].float().numpy())
    dimension = next((len(row) for row in rows if row is not None), 0)
    return np.stack([np.zeros(dimension, "<f4") if row is None else row for row in rows]), [r is not None for r in rows]


def main() -> None:
    parser = clips.parser(__doc__, modality=None)
    parser.add_argument("--encoder", required=True, help="module:callable that gives the torch module")
    parser.add_argument("--prepare", help="module:callable of an array and a modality's name that gives a tensor")
    parser.add_argument("--modality", action="append", required=True, help="NAME=COLUMN, once a modality")
    parser.add_argument("--weights", type=Path, help="file of the weights; the callable's own where left out")
    arguments = parser.parse_args()
    columns = dict(item.partition("=")[::2] for item in arguments.modality)
    if not all(columns.values()):
        parser.error("--modality needs NAME=COLUMN")
    import torch

    sys.path.insert(0, str(Path.cwd()))
    clips.deterministic()
    table, rows = clips.read_list(arguments.clips, arguments.classes, list(columns.values()))
    model = clips.named_callable(arguments.encoder)().eval()
    prepare = clips.named_callable(arguments.prepare) if arguments.prepare else as_it_is
    parameters = {"encoder": arguments.encoder}
    if arguments.prepare:
        parameters["prepare"] = arguments.prepare
    if arguments.weights:
        parameters["sha256"] = clips.load_into(model, arguments.weights)
    modalities = {}
    with torch.inference_mode():
        for name, column in columns.items():
            values, present = encoded(model, prepare, name, [row[column] for row in rows])
            modalities[name] = feature_file.Modality(
                values, encoder="joint-embedding", parameters=parameters, pretrained_on=arguments.pretrained_on,
                present=None if all(present) else present)
    feature_file.write(arguments.output, table, modalities, **clips.origin(arguments))


if __name__ == "__main__":
    main()
