#!/usr/bin/env python3
"""Features of accelerometer recordings from HARNet, which was trained on the UK Biobank without labels.

    harnet.py clips.csv --output harnet.h5 --dataset ID --rate 50 --repository ssl-wearables --weights mtl_best.mdl

A clip is frames x channels in g (or --unit says how many g one is). It is interpolated to 30 Hz and cut into windows of the
model's length (5, 10 or 30 s, the last one ends with the clip, a shorter clip repeats its last frame); features are the mean
over windows. --repository is a local copy of github.com/OxWearables/ssl-wearables.
Source: Yuan et al., Self-supervised learning for human activity recognition using 700,000 person-days of wearable data, 2024.
"""

from pathlib import Path

import numpy as np

import clips
import feature_file

RATE = 30
REMOTE = "OxWearables/ssl-wearables"


def build(arguments):
    import torch

    parameters = {"model": arguments.model, "rate": RATE}
    if arguments.download:
        model = torch.hub.load(REMOTE, arguments.model, class_num=5, pretrained=True, trust_repo=True)
    else:
        if not (arguments.repository / "hubconf.py").exists():
            feature_file.fail(f"{arguments.repository}: found no hubconf.py; expected a copy of {REMOTE}.")
        model = torch.hub.load(
            str(arguments.repository), arguments.model, source="local", class_num=5, pretrained=False)
        parameters["sha256"] = clips.load_into(model.feature_extractor, arguments.weights, prefix="feature_extractor.")
    return model.feature_extractor.eval(), parameters


def windows(series: np.ndarray, rate: float, length: int) -> np.ndarray:
    """Windows of `length` frames at 30 Hz: windows x channels x length."""
    last = (len(series) - 1) / rate
    times = np.arange(int(last * RATE + 1e-6) + 1) / RATE
    seen = np.arange(len(series)) / rate
    resampled = np.stack([np.interp(times, seen, channel) for channel in series.T])
    if resampled.shape[1] < length:
        resampled = np.pad(resampled, ((0, 0), (0, length - resampled.shape[1])), mode="edge")
    starts = list(range(0, resampled.shape[1] - length + 1, length))
    if starts[-1] + length < resampled.shape[1]:
        starts.append(resampled.shape[1] - length)
    return np.stack([resampled[:, start:start + length] for start in starts])


def main() -> None:
    parser = clips.parser(__doc__, modality="accelerometer")
    parser.add_argument("--model", choices=["harnet5", "harnet10", "harnet30"], default="harnet5")
    parser.add_argument("--rate", type=float, required=True, help="frames of a clip a second")
    parser.add_argument("--unit", type=float, default=1, help="what one of a clip's numbers is in g")
    parser.add_argument("--channels", default="0,1,2", help="the columns of x, y and z")
    parser.add_argument("--repository", type=Path, help=f"a local copy of {REMOTE}")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path, help="file of the weights")
    source.add_argument("--download", action="store_true", help="let torch.hub download code and weights, and run them")
    arguments = parser.parse_args()
    if arguments.weights and not arguments.repository:
        parser.error("--weights needs --repository")
    if not arguments.rate > 0:
        parser.error("--rate must be above 0")
    import torch

    clips.deterministic()
    table, rows = clips.read_list(arguments.clips, arguments.classes, ["path"])
    model, parameters = build(arguments)
    channels = [int(channel) for channel in arguments.channels.split(",")]
    length = RATE * int(arguments.model.removeprefix("harnet"))
    features = []
    with torch.inference_mode():
        for row in rows:
            series = clips.read_series(row["path"])
            if max(channels) >= series.shape[1] or len(channels) != 3:
                feature_file.fail(
                    f"{row['path']}: found {series.shape[1]} channels; expected three of them as {arguments.channels}.")
            cut = windows(arguments.unit * series[:, channels], arguments.rate, length)
            states = model(torch.from_numpy(cut.astype(np.float32))).flatten(1)
            features.append(states.double().mean(dim=0).numpy())
    modality = feature_file.Modality(
        np.stack(features).astype("<f4"), encoder="harnet", parameters=parameters,
        pretrained_on=arguments.pretrained_on or "UK Biobank accelerometer recordings")
    feature_file.write(arguments.output, table, {arguments.modality: modality}, **clips.origin(arguments))


if __name__ == "__main__":
    main()
