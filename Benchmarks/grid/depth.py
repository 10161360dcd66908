"""Depth motion maps: where and when a person moved, seen from the front, the side and the top."""

import numpy as np

from grid import loading


def _shares(pixels, cells):
    """How much each pixel counts in the mean of each cell, cells x pixels; rows sum to 1."""
    size = pixels / cells
    edges = np.arange(cells + 1) * size
    places = np.arange(pixels)
    overlap = np.minimum(edges[1:, None], places + 1) - np.maximum(edges[:-1, None], places)
    return (np.maximum(overlap, 0) / size).astype(np.float32)


def _views(video, bins):
    """Front, side and top view of every frame within the extent of the person; None where nothing is seen."""
    seen = video > 0
    if not seen.any():
        return None
    rows, columns = (np.flatnonzero(seen.any(axis)) for axis in ((1, 2), (0, 2)))
    video = video[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.int32)
    seen = video > 0
    # The first distance that more than 1 % (99 %) of the pixels do not exceed.
    distances, counts = np.unique(video[seen], return_counts=True)
    below = np.cumsum(counts) * 100
    near, far = (int(distances[np.searchsorted(below, share * below[-1] // 100, side="right")]) for share in (1, 99))
    width = max(far - near, 1)
    front = np.where(seen, 1 + np.clip(far - video, 0, far - near) / np.float32(width), 0).astype(np.float32)
    y, x, frame = np.nonzero(seen)
    place = np.clip((video[seen] - near) * bins // width, 0, bins - 1)
    height, breadth, frames = video.shape

    def counted(position, size):
        flat = (position * bins + place) * frames + frame
        return np.sqrt(np.bincount(flat, minlength=size * bins * frames).astype(np.float32)).reshape(size, bins, frames)

    return front, counted(y, height), counted(x, breadth)


def motion_maps(video, levels=(1, 2, 4, 8), rows=8, columns=6, distances=6, bins=100, lag=3):
    """The features of one clip, height x width x frames: a square-rooted map for each view and segment."""
    cells = [(rows, columns), (rows, distances), (columns, distances)]
    views = _views(video, bins) if video.shape[2] > 1 else None
    if views is None:
        return np.zeros(sum(levels) * sum(a * b for a, b in cells), np.float32)
    lag = min(lag, video.shape[2] - 1)
    frames = video.shape[2] - lag
    segments = [
        (min(part * frames // parts, frames - 1), (part + 1) * frames // parts, parts)
        for parts in levels for part in range(parts)]
    features = []
    for view, (a, b) in zip(views, cells):
        motion = np.abs(view[:, :, lag:] - view[:, :, :-lag])
        # The mean over a cell is linear: cells first, then sums over frames.
        coarse = np.einsum("ai,ijt->ajt", _shares(view.shape[0], a), motion, optimize=True)
        coarse = np.einsum("bj,ajt->tba", _shares(view.shape[1], b), coarse, optimize=True).reshape(frames, -1)
        sums = np.concatenate([np.zeros((1, a * b)), np.cumsum(coarse, 0, dtype=np.float64)])
        for start, end, parts in segments:
            root = np.sqrt(np.maximum(sums[max(start + 1, end)] - sums[start], 0))
            length = np.linalg.norm(root)
            features.append(root / (length * np.sqrt(parts)) if length > 0 else root)
    return np.concatenate(features).astype(np.float32)


def encode(file, **parameters):
    """The features of one file."""
    return motion_maps(loading.video(file), **parameters)
