"""python peers.py <measure> <data> <result> <threads> <repetitions>: times the peer and prints JSON.

The counterpart of the Swift `speed`: the same arguments, the same report, and with `withoutExtras` the time less what the
peer does beyond the fit, where that can be told.
"""

import json
import math
import statistics
import sys
import time

import numpy as np

import matrices
import memory


def cca_zoo(name, data, share, k=64):
    """A model of cca-zoo under our ridge, and a stopwatch of what its fit does after the weights are found.

    Ours is C + r I with r = share times the mean variance, C divided by n; theirs is (1 - c) S + c I, S divided by
    n - 1: with r' = r n / (n - 1) and c = r' / (1 + r') theirs is 1 - c times ours. GCCA sums over the views, so there
    that factor is taken back by the weights of the views. What remains differs in length alone.
    """
    import cca_zoo.linear

    n = len(data[0])
    ridges = [share * view.var(0).mean() * n / (n - 1) for view in data]
    extras = []

    class Model(getattr(cca_zoo.linear, name)):
        def _fit_maps_and_importances(self, views):
            start = time.perf_counter()
            super()._fit_maps_and_importances(views)
            extras.append(time.perf_counter() - start)

    shrinkage = [r / (1 + r) for r in ridges]
    weights = {"view_weights": [1 - c for c in shrinkage]} if name == "GCCA" else {}
    model = Model(n_components=k, shrinkage=shrinkage, **weights)

    def outcome():
        return model.transform(data)

    def work():
        model.fit(data)
        return outcome

    return work, extras


def gaussian_mixture(data):
    """20 steps of EM from clusters; 1e-6 is added to each variance. Weights, means and covariances of the clusters are
    computed beforehand, which is not timed.
    """
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    samples, clusters = data[0], data[1].ravel().astype(int)
    groups = [samples[clusters == k] for k in range(clusters.max() + 1)]
    weights = np.array([len(group) / len(samples) for group in groups])
    means = np.array([group.mean(0) for group in groups])
    identity = np.eye(samples.shape[1])
    covariances = [np.cov(group.T, bias=True) + 1e-6 * identity for group in groups]
    precisions = np.array([np.linalg.inv(covariance) for covariance in covariances])
    components = len(groups)

    def work():
        model = GaussianMixture(
            components, max_iter=20, tol=0, reg_covar=1e-6, means_init=means,
            weights_init=weights, precisions_init=precisions)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(samples)
        return lambda: [np.array([[model.score(samples)]])]

    return work, None


def infonce(data, threads, k=128, batch=256, epochs=3, rate=0.002, decay=1.0, warm_up=0.05):
    """Linear heads, AdamW, learned temperature, warm-up and cosine: what `infonce` does, in Float32."""
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(threads)
    inputs = [torch.from_numpy(((x - x.mean(0)) / x.std(0)).astype(np.float32)) for x in data]
    n = len(inputs[0])
    batches = math.ceil(n / batch)
    steps = epochs * batches
    rising = max(1, round(warm_up * steps))

    def factor(step):
        if step < rising:
            return (step + 1) / rising
        return 0.5 * (1 + math.cos(math.pi * (step - rising) / max(steps - rising, 1)))

    def work():
        torch.manual_seed(0)
        heads = [torch.nn.Linear(x.shape[1], k) for x in inputs]
        scale = torch.nn.Parameter(torch.tensor(-math.log(0.5)))
        optimiser = torch.optim.AdamW(
            [
                {"params": [head.weight for head in heads], "weight_decay": decay},
                {"params": [head.bias for head in heads] + [scale], "weight_decay": 0.0},
            ],
            lr=rate)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for places in torch.randperm(n).tensor_split(batches):
                z = [F.normalize(head(x[places]), dim=1) for head, x in zip(heads, inputs)]
                logits = scale.exp() * z[0] @ z[1].T
                partners = torch.arange(len(places))
                loss = (F.cross_entropy(logits, partners) + F.cross_entropy(logits.T, partners)) / 2
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
                schedule.step()
                total += loss.detach()
            losses.append(float(total) / batches)
        return lambda: [np.array([losses])]

    return work, None


def perfect(data, k=128):
    """The left singular vectors of the k smallest singular values of [X_1; -X_2], from the whole SVD."""
    stacked = np.hstack([data[0], -data[1]])

    def work():
        smallest = np.linalg.svd(stacked, full_matrices=False)[2][-k:]
        return lambda: list(np.split(smallest.T, [data[0].shape[1]]))

    return work, None


def minirocket(data, threads):
    """aeon, compiled beforehand on a few of the clips."""
    from aeon.transformations.collection.convolution_based import MiniRocket

    clips = np.stack([clip.T for clip in data]).astype(np.float32)
    MiniRocket(n_kernels=10_000, random_state=0, n_jobs=threads).fit_transform(clips[:4])

    def work():
        model = MiniRocket(n_kernels=10_000, random_state=0, n_jobs=threads)
        features = model.fit(clips).transform(clips)
        return lambda: [features]

    return work, None


def read_mat(file, variable):
    from scipy.io import loadmat

    return len(loadmat(file)[variable])


def mat_reading(threads):
    """SciPy in as many processes as threads, which keep what they read; starting them is not timed."""
    import multiprocessing

    from scipy.io import loadmat

    import recordings

    every = [(file, variable) for name, variable in recordings.VARIABLES.items() for file in recordings.files(name)]
    pool = multiprocessing.get_context("fork").Pool(threads)
    pool.starmap(read_mat, every[:64], 1)

    def sums(modality):
        variable = recordings.VARIABLES[modality]
        numbers = [loadmat(file)[variable] for file in recordings.files(modality)]
        if modality != "depth":
            numbers = [array.astype(np.float32).view(np.uint32) for array in numbers]
        return np.array([[array.sum(dtype=np.float64) for array in numbers]])

    def work():
        pool.starmap(read_mat, every, 16)
        return lambda: [sums(modality) for modality in recordings.VARIABLES]

    return work, None


def limu_bert(name, data, threads):
    import limu_bert

    return limu_bert.batch(data, threads, PARTS[name]) if name.endswith("batch") else limu_bert.clips(data, threads)


# How many times the work of one reported second is done in one run.
PARTS = {"infonce": 3, "limu-bert-batch": 50}


# What a measure has to say beside its times.
NOTES = {}


def text(name):
    """pandas as people call it, file by file; a process of it uses one core. Times stay texts: what it takes to read them,
    too, is a note.
    """
    import pandas as pd

    import texts

    def sum_of_bits(file):
        # Its default parser may miss the last digit.
        numbers = pd.read_csv(file, header=None, float_precision="round_trip").iloc[:, 1:].to_numpy(np.float64)
        return float(numbers.astype(np.float32).view(np.uint32).sum(dtype=np.float64))

    def work():
        for file in texts.files():
            pd.read_csv(file, header=None)
        return lambda: [np.array([[sum_of_bits(file) for file in texts.files()]])]

    start = time.perf_counter()
    for file in texts.files():
        pd.read_csv(file, header=None, parse_dates=[0], date_format="ISO8601")
    NOTES[name] = f"with parse_dates {time.perf_counter() - start:.2f}"
    return work, None


def main(name, data, result, threads, repetitions):
    threads, data = int(threads), matrices.read(data)
    work, extras = {
        "ridge-cca": lambda: cca_zoo("RidgeCCA", data, 0.1),
        "gcca": lambda: cca_zoo("GCCA", data, 0.1),
        "gaussian-mixture": lambda: gaussian_mixture(data),
        "infonce": lambda: infonce(data, threads),
        "perfect": lambda: perfect(data),
        "perfect-hard": lambda: perfect(data),
        "minirocket-skeleton": lambda: minirocket(data, threads),
        "minirocket-inertial": lambda: minirocket(data, threads),
        "limu-bert-batch": lambda: limu_bert(name, data, threads),
        "limu-bert": lambda: limu_bert(name, data, threads),
        "mat-reading": lambda: mat_reading(threads),
        "text": lambda: text(name),
        "text-mex": lambda: text(name),
    }[name]()
    parts = PARTS.get(name, 1)
    seconds = []
    before = memory.started()
    for _ in range(int(repetitions)):
        start = time.perf_counter()
        outcome = work()
        seconds.append((time.perf_counter() - start) / parts)
    more = memory.since(before)
    arrays = outcome()
    matrices.write(result, arrays)
    report = {
        "measure": name, "threads": threads, "seconds": seconds, "median": statistics.median(seconds),
        "least": min(seconds), "extraBytes": more, "checksum": float(sum(np.linalg.norm(a, axis=1).sum() for a in arrays)),
    }
    if name in NOTES:
        report["note"] = NOTES[name]
    if extras:
        report["withoutExtras"] = [a - b for a, b in zip(seconds, extras)]
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
