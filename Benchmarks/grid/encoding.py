"""From raw recordings to one vector a clip: the stages of the configuration's chains."""

import multiprocessing
from functools import partial

import numpy as np

from grid import depth, loading, seeds

HIP_CENTRE = 3


def root_relative(clips):
    """Joints minus the centre of the hips, which is left out."""
    joints = [clip.reshape(-1, 3, clip.shape[1]) for clip in clips]
    return [np.delete(each - each[[HIP_CENTRE]], HIP_CENTRE, 0).reshape(-1, each.shape[2]) for each in joints]


def resample(clips, frames):
    """Linear interpolation on relative time: channels x frames of every clip in one array."""
    result = np.empty((len(clips), clips[0].shape[0], frames), np.float32)
    for place, clip in enumerate(clips):
        places = np.linspace(0, clip.shape[1] - 1, frames)
        left = np.minimum(places.astype(int), max(clip.shape[1] - 2, 0))
        weight = (places - left).astype(np.float32)
        right = np.minimum(left + 1, clip.shape[1] - 1)
        result[place] = clip[:, left] + weight * (clip[:, right] - clip[:, left])
    return result


def differences(clips):
    """First differences as further channels."""
    return np.concatenate([clips, np.diff(clips, axis=2, prepend=clips[:, :, :1])], 1)


def magnitudes(clips):
    """The norms of every three channels as further channels."""
    vectors = clips.reshape(len(clips), -1, 3, clips.shape[2])
    return np.concatenate([clips, np.linalg.norm(vectors, axis=2)], 1)


def standardise_channels(clips, training):
    """Mean 0 and deviation 1 over all frames of the training clips."""
    seen = clips[training].astype(np.float64)
    mean, deviation = seen.mean((0, 2), keepdims=True)[0], seen.std((0, 2), keepdims=True)[0]
    deviation[deviation <= 1e-6 * np.abs(mean)] = 1
    return ((clips - mean) / deviation).astype(np.float32)


def minirocket(clips, training, repetition, threads, features=10_000, dilations=32):
    """aeon's, fitted on the training clips."""
    from aeon.transformations.collection.convolution_based import MiniRocket

    model = MiniRocket(
        n_kernels=features, max_dilations_per_kernel=dilations, random_state=seeds.of("minirocket", repetition),
        n_jobs=threads)
    return model.fit(clips[training]).transform(clips)


STAGES = {
    "root-relative": root_relative, "resample": resample, "differences": differences, "magnitudes": magnitudes,
    "standardise-channels": standardise_channels,
}


def _sequences(modality, chain, training, pool):
    """The clips of a modality after the stages before MiniRocket."""
    clips = pool.map(partial(loading.series, modality=modality), loading.files(modality), 32)
    for name, parameters in chain[:-1]:
        more = {"training": training} if name == "standardise-channels" else {}
        clips = STAGES[name](clips, **parameters, **more)
    return clips


def given(file, names, modalities):
    """The features of a file of `hartransfer encode`, in the order of the clips' names."""
    import h5py

    with h5py.File(file) as content:
        place = {name.decode(): row for row, name in enumerate(content["sample_ids"][:])}
        rows = [place[name.rsplit("_", 1)[0]] for name in names]
        return {name: [content[f"modalities/{name}/features"][:][rows]] for name in modalities}


def features(encoders, split, repetitions, threads):
    """For each modality one table of features (clips x features), or one for each repetition where it draws."""
    result = {}
    # Started before any thread of numba, which a fork does not carry over.
    with multiprocessing.get_context("fork").Pool(threads) as pool:
        prepared = {}
        for modality, chain in encoders.items():
            (last, parameters) = chain[-1]
            if last == "depth-motion-maps":
                encode = partial(depth.encode, **parameters)
                result[modality] = [np.array(pool.map(encode, loading.files(modality), 16))]
            else:
                prepared[modality] = (_sequences(modality, chain, split.paired, pool), parameters)
    for modality, (clips, parameters) in prepared.items():
        result[modality] = [
            minirocket(clips, split.paired, repetition, threads, **parameters) for repetition in range(repetitions)]
    return result
