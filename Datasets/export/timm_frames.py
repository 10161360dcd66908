#!/usr/bin/env python3
"""Features of clips from an image model of timm, applied to single frames and pooled.

    timm_frames.py clips.csv --output frames.h5 --dataset ID --model vit_small_patch14_dinov2 --weights dinov2.safetensors

Frames are taken at equal steps over the whole clip and go through the transforms that timm has for the model. Pooling is the
mean over frames, or the mean and the standard deviation.
"""

from pathlib import Path

import numpy as np

import clips
import feature_file


def build(arguments):
    import timm

    try:
        model = timm.create_model(arguments.model, pretrained=arguments.download, num_classes=0)
    except RuntimeError as error:
        feature_file.fail(f"{error}; expected the name of a model of timm.")
    parameters = {"model": arguments.model, "frames": arguments.frames, "pool": arguments.pool}
    if not arguments.download:
        parameters["sha256"] = clips.load_into(model, arguments.weights)
    transform = timm.data.create_transform(**timm.data.resolve_model_data_config(model), is_training=False)
    return model.eval(), transform, parameters


def pooled(values: np.ndarray, pool: str) -> np.ndarray:
    mean = values.mean(axis=0)
    return mean if pool == "mean" else np.concatenate([mean, values.std(axis=0)])


def main() -> None:
    parser = clips.parser(__doc__, modality="frames")
    parser.add_argument("--model", required=True, help="an image model of timm")
    parser.add_argument("--frames", type=int, default=8, help="frames of a clip")
    parser.add_argument("--pool", choices=["mean", "mean-deviation"], default="mean")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path, help="file of the weights")
    source.add_argument("--download", action="store_true", help="let timm download its weights")
    arguments = parser.parse_args()
    import torch
    from PIL import Image

    clips.deterministic()
    table, rows = clips.read_list(arguments.clips, arguments.classes, ["path"])
    model, transform, parameters = build(arguments)
    features = []
    with torch.inference_mode():
        for row in rows:
            frames = clips.read_frames(row["path"], arguments.frames)
            batch = torch.stack([transform(Image.fromarray(frame)) for frame in frames])
            features.append(pooled(model(batch).double().numpy(), arguments.pool))
    modality = feature_file.Modality(
        np.stack(features).astype("<f4"), encoder="timm-frames", parameters=parameters,
        pretrained_on=arguments.pretrained_on)
    feature_file.write(arguments.output, table, {arguments.modality: modality}, **clips.origin(arguments))


if __name__ == "__main__":
    main()
