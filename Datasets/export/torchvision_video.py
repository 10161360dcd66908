#!/usr/bin/env python3
"""Features of clips from a video model of torchvision, by the layer before its classifier.

    torchvision_video.py clips.csv --output video.h5 --dataset ID --model r3d_18 --weights r3d_18.pth

Frames are taken at equal steps over the whole clip and go through the transforms that torchvision has for the model.
"""

from pathlib import Path

import numpy as np

import clips
import feature_file


def build(arguments):
    import torch
    import torchvision

    try:
        weights = torchvision.models.get_model_weights(arguments.model).DEFAULT
        if ".video." not in type(weights).__module__:
            feature_file.fail(f"found the model '{arguments.model}'; expected a video model of torchvision.")
        model = torchvision.models.get_model(arguments.model, weights=weights if arguments.download else None)
    except ValueError as error:
        feature_file.fail(f"{error}; expected the name of a video model of torchvision, such as r3d_18.")
    parameters = {"model": arguments.model, "frames": arguments.frames}
    if arguments.download:
        parameters["weights"] = str(weights)
    else:
        parameters["sha256"] = clips.load_into(model, arguments.weights)
    head = next(name for name in ("fc", "head", "classifier") if hasattr(model, name))
    setattr(model, head, torch.nn.Identity())
    return model.eval(), weights.transforms(), parameters


def main() -> None:
    parser = clips.parser(__doc__, modality="video")
    parser.add_argument("--model", default="r3d_18", help="a video model of torchvision")
    parser.add_argument("--frames", type=int, default=16, help="frames of a clip")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path, help="file of the weights")
    source.add_argument("--download", action="store_true", help="let torchvision download its weights")
    arguments = parser.parse_args()
    import torch

    clips.deterministic()
    table, rows = clips.read_list(arguments.clips, arguments.classes, ["path"])
    model, transform, parameters = build(arguments)
    features = []
    with torch.inference_mode():
        for row in rows:
            frames = torch.from_numpy(clips.read_frames(row["path"], arguments.frames)).permute(0, 3, 1, 2)
            features.append(model(transform(frames)[None]).flatten().numpy())
    modality = feature_file.Modality(
        np.stack(features), encoder="torchvision-video", parameters=parameters, pretrained_on=arguments.pretrained_on)
    feature_file.write(arguments.output, table, {arguments.modality: modality}, **clips.origin(arguments))


if __name__ == "__main__":
    main()
