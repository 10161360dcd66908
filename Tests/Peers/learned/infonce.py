"""Writes what PyTorch computes in 20 steps of AdamW on the contrastive losses, from given weights and batches.

    python infonce.py contrastive.json

Everything is in double precision, without dropout. The weights are written as they start and as they end, each matrix
column by column.
"""

import json
import math
import sys

import torch

assert torch.__version__.startswith("2.13.0"), torch.__version__
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

D1, D2, K, HIDDEN, N, STEPS = 7, 5, 4, 6, 16, 20
RATE, DECAY, WARM_UP_STEPS = 0.01, 1.0, 4


def column_major(tensor):
    tensor = tensor.detach()
    return tensor.T.reshape(-1).tolist() if tensor.ndim == 2 else tensor.tolist()


def head(kind, inputs, activation):
    if kind == "linear":
        return torch.nn.Sequential(torch.nn.Linear(inputs, K))
    middle = torch.nn.GELU() if activation == "gelu" else torch.nn.ReLU()
    return torch.nn.Sequential(torch.nn.Linear(inputs, HIDDEN), middle, torch.nn.Linear(HIDDEN, K))


def parameters(heads):
    return [p for h in heads for p in h.parameters()]


def loss_of(kind, heads, scalars, x1, x2):
    z1 = torch.nn.functional.normalize(heads[0](x1), dim=1)
    z2 = torch.nn.functional.normalize(heads[1](x2), dim=1)
    logits = z1 @ z2.T * torch.exp(-scalars[0])
    if kind == "infonce":
        partners = torch.arange(len(x1))
        cross_entropy = torch.nn.functional.cross_entropy
        return (cross_entropy(logits, partners) + cross_entropy(logits.T, partners)) / 2
    signs = 2 * torch.eye(len(x1)) - 1
    return -torch.nn.functional.logsigmoid(signs * (logits + scalars[1])).sum() / len(x1)


def case(loss, kind, activation, temperature, batch, views, seed):
    torch.manual_seed(seed)
    heads = [head(kind, D1, activation), head(kind, D2, activation)]
    scalars = torch.nn.Parameter(torch.tensor([math.log(temperature)] + ([-3.0] if loss == "siglip" else [])))
    groups = [
        {"params": [p for p in parameters(heads) if p.ndim == 2], "weight_decay": DECAY},
        {"params": [p for p in parameters(heads) if p.ndim == 1] + [scalars], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.999), eps=1e-8)
    start = [column_major(p) for p in parameters(heads)] + [column_major(scalars)]

    def factor(step):
        if step < WARM_UP_STEPS:
            return (step + 1) / WARM_UP_STEPS
        return 0.5 * (1 + math.cos(math.pi * (step - WARM_UP_STEPS) / (STEPS - WARM_UP_STEPS)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    batches, losses = [], []
    for step in range(STEPS):
        places = list(range(N)) if batch == N else torch.randperm(N)[:batch].tolist()
        value = loss_of(loss, heads, scalars, views[0][places], views[1][places])
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        schedule.step()
        batches.append(places)
        losses.append(value.item())
    end = [column_major(p) for p in parameters(heads)] + [column_major(scalars)]
    return {
        "loss": loss, "head": kind, "activation": activation, "batches": batches, "start": start, "end": end,
        "losses": losses,
    }


def main(path):
    torch.manual_seed(1)
    latent = torch.randn(N, 3)
    views = [latent @ torch.randn(3, d) + 0.3 * torch.randn(N, d) for d in (D1, D2)]
    cases = [
        case("infonce", "linear", "gelu", 0.5, N, views, 2),
        case("infonce", "mlp", "gelu", 0.5, N, views, 3),
        case("infonce", "mlp", "relu", 0.07, 8, views, 4),
        case("siglip", "linear", "gelu", 0.1, N, views, 5),
        case("siglip", "mlp", "gelu", 0.1, 8, views, 6),
    ]
    content = {
        "torch": torch.__version__, "dimensions": [D1, D2], "k": K, "hidden": HIDDEN, "pairs": N, "rate": RATE,
        "decay": DECAY, "warmUpSteps": WARM_UP_STEPS, "views": [column_major(v.T) for v in views], "cases": cases,
    }
    with open(path, "w") as file:
        json.dump(content, file)
        file.write("\n")


main(sys.argv[1])
