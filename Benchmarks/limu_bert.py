"""LIMU-BERT in PyTorch, from the names in the file of its weights.

e = norm(norm(lin(x)) + positions); then, four times with the same parameters, h = attention(h), h = norm1(h + proj(h)),
h = norm2(h + fc2(gelu(fc1(h)))). Layer normalisation has its epsilon inside the root, GELU its exact form.
"""

import h5py
import numpy as np
import torch
import torch.nn.functional as F

import recordings


class Model:
    def __init__(self, path):
        with h5py.File(path) as file:
            sizes = file.attrs
            self.heads, self.layers = int(sizes["n_heads"]), int(sizes["n_layers"])
            self.hidden, self.epsilon = int(sizes["hidden"]), float(sizes["layer_norm_epsilon"])
            parameters = {}
            file["weights/transformer"].visititems(
                lambda name, item: parameters.update({name: torch.from_numpy(item[:])}) if hasattr(item, "dtype") else None)
        self.parameters = parameters
        # Queries, keys and values in one product.
        self.stacked = [
            torch.cat([parameters[f"attn/proj_{name}/{part}"] for name in "qkv"]).contiguous() for part in ("weight", "bias")
        ]

    def linear(self, x, name):
        return F.linear(x, self.parameters[f"{name}/weight"], self.parameters[f"{name}/bias"])

    def norm(self, x, name):
        p = self.parameters
        return F.layer_norm(x, (self.hidden,), p[f"{name}/gamma"], p[f"{name}/beta"], self.epsilon)

    def __call__(self, x):
        """Hidden states of windows, windows x frames x 6."""
        h = self.norm(self.linear(x, "embed/lin"), "embed/norm") + self.parameters["embed/pos_embed/weight"]
        h = self.norm(h, "embed/norm")
        for _ in range(self.layers):
            split = F.linear(h, *self.stacked).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
            h = F.scaled_dot_product_attention(*split).transpose(1, 2).flatten(2)
            h = self.norm(h + self.linear(h, "proj"), "norm1")
            h = self.norm(h + self.linear(F.gelu(self.linear(h, "pwff/fc1")), "pwff/fc2"), "norm2")
        return h


def batch(data, threads, times):
    """The hidden states of eight windows, again and again."""
    torch.set_num_threads(threads)
    model = Model(recordings.weights())
    x = torch.from_numpy(np.stack(data).astype(np.float32))

    def work():
        with torch.inference_mode():
            for _ in range(times):
                states = model(x)
        return lambda: [states.flatten(1).double().numpy()]

    return work, None


def clips(data, threads, at_once=64):
    """The mean hidden state of each clip, over all its windows, some windows at a time so that they stay in cache."""
    torch.set_num_threads(threads)
    model = Model(recordings.weights())
    data = [clip.astype(np.float32) for clip in data]

    def work():
        places = [recordings.windows(clip) for clip in data]
        x = torch.from_numpy(np.concatenate([clip[np.stack(place)] for clip, place in zip(data, places)]))
        with torch.inference_mode():
            states = torch.cat([model(x[start : start + at_once]) for start in range(0, len(x), at_once)]).numpy()
        means, start = [], 0
        for clip, place in zip(data, places):
            mine = states[start : start + len(place)].reshape(-1, model.hidden)
            # The last frame, repeated in a clip shorter than a window, is not pooled.
            means.append(mine[: len(clip)].mean(0) if len(place) == 1 else mine.mean(0))
            start += len(place)
        return lambda: [np.array(means, float)]

    return work, None
