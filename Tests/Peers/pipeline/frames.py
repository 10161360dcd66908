"""What recompute.py needs for records of frames: scalings, lags, pooling and cosine scoring, in numpy alone.

Clips are n x T x d here. Alignments are those of recompute.py, on all stacked frames of the pairs.
"""

import numpy as np


def scale(clips, paired, scaling):
    """Channels by their mean and deviation over the frames of the pairs, with `clip` after those of each clip."""
    if scaling == "none":
        return clips
    if scaling == "clip":
        softening = 1e-3 * deviation(clips[paired].reshape(-1, clips.shape[2]))
        spread = clips.std(1, keepdims=True) + softening
        clips = (clips - clips.mean(1, keepdims=True)) * np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0)
    frames = clips[paired].reshape(-1, clips.shape[2])
    spread = deviation(frames)
    return (clips - frames.mean(0)) * np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0)


def deviation(frames):
    """Population deviations; 0 where rounding alone can explain them."""
    spread = frames.std(0)
    spread[spread <= 8 * np.finfo(float).eps * np.abs(frames).max(0)] = 0
    return spread


def stack(clips, lags):
    """n x T x (lags · d): the frames at each lag, those of the ends beyond them."""
    t = np.arange(clips.shape[1])
    return np.concatenate([clips[:, np.clip(t + lag, 0, len(t) - 1)] for lag in lags], 2)


def pool(latents, frames):
    """n x T x k to n x (statistics of segments), each over the root of the number of segments."""
    parts, length = [], latents.shape[1]
    for count in frames["segments"]:
        for segment in range(count):
            start = min(segment * length // count, length - 1)
            part = latents[:, start : max((segment + 1) * length // count, start + 1)]
            for statistic in frames["statistics"]:
                value = part.mean(1) if statistic == "mean" else part.std(1)
                parts.append(value / np.sqrt(count))
    return np.concatenate(parts, 1)


def embedded(x, y, paired, frames, fit):
    """Both modalities' clips as vectors, scaling by scaling; `fit` gives the two maps for stacked paired frames."""
    embeddings = [[], []]
    for scaling in frames["scalings"]:
        views = [stack(scale(v, paired, scaling), frames["lags"]) for v in (x, y)]
        maps = fit(*(v[paired].reshape(-1, v.shape[2]) for v in views))
        for view, apply, found in zip(views, maps, embeddings):
            pooled = pool(apply(view.reshape(-1, view.shape[2])).reshape(*view.shape[:2], -1), frames)
            found.append(pooled - pooled[paired].mean(0))
    return [np.hstack(e) for e in embeddings]


def channels(clips, paired, frames):
    """A modality alone: its scaled channels, pooled, less the mean over the pairs."""
    pooled = [pool(scale(clips, paired, s), frames) for s in frames["scalings"]]
    return np.hstack([p - p[paired].mean(0) for p in pooled])


def wccn(x, labels, test, candidates, p, differences=None):
    """Predictions and the gap between the cosines of the two best candidates."""
    classes = np.unique(labels)
    means = np.stack([x[labels == c].mean(0) for c in classes])
    own = (x - means[np.searchsorted(classes, labels)]) / np.sqrt(len(x))
    if differences is not None:
        own = np.vstack([own, differences * np.sqrt(p["pairDifferences"] / len(differences))])
    zero = x.mean(0) if p["origin"] == "training" else np.zeros(x.shape[1])
    allowed, cosines = np.isin(classes, candidates), 0
    for block in np.split(np.arange(x.shape[1]), p["blocks"]):
        u, s, vt = np.linalg.svd(own[:, block], full_matrices=False)
        ridge = p["ridge"] * (s**2).sum() / len(block)
        shares = 1 - np.sqrt(ridge / (s**2 + ridge))

        def unit(rows):
            rows = rows - (rows @ vt.T * shares) @ vt
            return rows / np.linalg.norm(rows, axis=1, keepdims=True)

        cosines = cosines + unit((test - zero)[:, block]) @ unit((means[allowed] - zero)[:, block]).T / p["blocks"]
    best = np.sort(cosines, 1)
    return classes[allowed][cosines.argmax(1)], best[:, -1] - best[:, -2]
