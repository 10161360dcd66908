"""The figure of Sources/Alignment/Frames/README.md: what a wrist sensor measured in one clip, and what a map of frames that never saw a pair of
that class predicts from the skeleton.

    hartransfer encode Configs/utd-mhad-shuffled-pairs.yaml --output F
    python Benchmarks/frames_figure.py F/utd-mhad.h5 Sources/Alignment/Frames/predicted.svg [class] [sample]

Pairs: odd subjects, trials 3 and 4, all classes but the one shown. Map: ridge regression (.1 of the mean variance) of the sensor's
frames on the skeleton's, lags -6, -3, 0, 3, 6, channels scaled over the pairs. Prints the correlation of each channel over the clip,
and their median over all clips of even subjects of that class.
"""

import pathlib
import sys

import h5py
import matplotlib
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Tests/Peers/pipeline"))
import frames  # noqa: E402

matplotlib.use("svg")
# The same bytes whenever it is drawn.
matplotlib.rcParams.update({"svg.hashsalt": "frames", "svg.fonttype": "none", "font.size": 9})
import matplotlib.pyplot as plt  # noqa: E402

LAGS = [-6, -3, 0, 3, 6]
SHOWN = ["acceleration-x", "acceleration-y", "acceleration-z", "angular-rate-x", "angular-rate-y", "angular-rate-z"]


def main():
    source, output = sys.argv[1:3]
    name, sample = (sys.argv[3:5] + ["tennis-serve", "a17_s2_t1"])[:2] if len(sys.argv) > 4 else ("tennis-serve", "a17_s2_t1")
    with h5py.File(source) as file:
        ids = [text.decode() for text in file["sample_ids"][:]]
        classes = [text.decode() for text in file["class_names"][:]]
        labels, subjects, trials = (file[key][:] for key in ("labels", "subjects", "trials"))
        x, y = (file[f"modalities/{m}/frames"][:].astype(float) for m in ("skeleton", "inertial"))
        channels = [str(c) for c in file["modalities/inertial/frames"].attrs["channels"]]
        channels = [c[2:-1] if c.startswith("b'") else c for c in channels]
    shown = labels == classes.index(name)
    paired = np.flatnonzero((subjects % 2 == 1) & (trials >= 3) & ~shown)
    x, y = frames.stack(frames.scale(x, paired, "pairs"), LAGS), frames.scale(y, paired, "pairs")
    a, b = (v[paired].reshape(-1, v.shape[2]) for v in (x, y))
    mean, n = a.mean(0), len(a)
    c = (a - mean).T @ (a - mean) / n
    weights = np.linalg.solve(c + 0.1 * np.trace(c) / len(c) * np.eye(len(c)), (a - mean).T @ (b - b.mean(0)) / n)

    def predict(row):
        return (x[row] - mean) @ weights + b.mean(0)

    def correlations(row):
        p = predict(row)
        return np.array([np.corrcoef(p[:, i], y[row, :, i])[0, 1] for i in range(y.shape[2])])

    row = ids.index(sample)
    own = correlations(row)
    every = np.median([correlations(r) for r in np.flatnonzero(shown & (subjects % 2 == 0))], axis=0)
    for channel, one, median in zip(channels, own, every):
        print(f"{channel:32s} {one:6.2f} {median:6.2f}")
    figure, axes = plt.subplots(2, 3, figsize=(9, 4.2), sharex=True)
    time = np.linspace(0, 1, y.shape[1])
    for axis, channel in zip(axes.flat, SHOWN):
        i = channels.index(channel)
        axis.plot(time, y[row, :, i], color="black", linewidth=1.4, label="measured")
        axis.plot(time, predict(row)[:, i], color="#c0392b", linewidth=1.4, linestyle="--", label="predicted")
        axis.set_title(f"{channel}  (r = {own[i]:.2f})", fontsize=9)
        axis.grid(alpha=0.3)
    axes[0, 0].legend(fontsize=8, frameon=False)
    for axis in axes[1]:
        axis.set_xlabel("relative time")
    figure.supylabel("deviations of the paired frames", fontsize=9)
    figure.tight_layout()
    figure.savefig(output, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
