"""Writes what PyTorch computes in 20 steps of AdamW on the losses of the learned alignments, from given weights and batches.

    python training.py learned.json

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
INVARIANCE, VARIANCE, COVARIANCE, REDUNDANCY, RIDGE = 25.0, 25.0, 1.0, 0.005, 0.1

# Terms beside the loss: neighbourhoods kept within a modality, and similarities to earlier pairs handed over.
NEIGHBOURS = {"structure": 2.0, "structureTemperature": 0.2}
EARLIER = {"distillation": 0.5, "queue": 12, "teacherTemperature": 0.1, "studentTemperature": 0.3}


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


def cosine_loss(kind, scalars, z1, z2):
    z1, z2 = (torch.nn.functional.normalize(z, dim=1) for z in (z1, z2))
    logits = z1 @ z2.T * torch.exp(-scalars[0])
    if kind == "infonce":
        partners = torch.arange(len(z1))
        cross_entropy = torch.nn.functional.cross_entropy
        return (cross_entropy(logits, partners) + cross_entropy(logits.T, partners)) / 2
    signs = 2 * torch.eye(len(z1)) - 1
    return -torch.nn.functional.logsigmoid(signs * (logits + scalars[1])).sum() / len(z1)


def vicreg(z1, z2):
    value = INVARIANCE * torch.nn.functional.mse_loss(z1, z2)
    for z in (z1, z2):
        value = value + VARIANCE * torch.relu(1 - torch.sqrt(z.var(dim=0) + 1e-4)).mean() / 2
        covariance = torch.cov(z.T)
        value = value + COVARIANCE * (covariance - torch.diag(torch.diag(covariance))).pow(2).sum() / K
    return value


def barlow_twins(z1, z2):
    scaled = [torch.nn.functional.batch_norm(z, None, None, training=True, eps=1e-5) for z in (z1, z2)]
    squares = (scaled[0].T @ scaled[1] / len(z1) - torch.eye(K)).pow(2)
    return (torch.diag(squares).sum() + REDUNDANCY * (squares.sum() - torch.diag(squares).sum())) / K


def inverse_root(matrix):
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.rsqrt()) @ vectors.T


def deep_cca(z1, z2):
    z1, z2 = z1 - z1.mean(dim=0), z2 - z2.mean(dim=0)
    own = [z.T @ z / len(z) for z in (z1, z2)]
    own = [s + RIDGE * torch.trace(s) / K * torch.eye(K) for s in own]
    return -torch.linalg.svdvals(inverse_root(own[0]) @ (z1.T @ z2 / len(z1)) @ inverse_root(own[1])).sum()


def neighbourhoods(x, temperature):
    x = torch.nn.functional.normalize(x - x.mean(dim=0), dim=1)
    similarities = (x @ x.T / temperature).masked_fill(torch.eye(len(x), dtype=torch.bool), -torch.inf)
    return torch.softmax(similarities, dim=1)


def structure(terms, inputs, latents):
    value = 0.0
    for x, z in zip(inputs, latents):
        p, q = (neighbourhoods(v, terms["structureTemperature"]) for v in (x, z))
        # The diagonal is 0 in both: its terms are 0, and are left out so that no logarithm is infinite.
        others = ~torch.eye(len(x), dtype=torch.bool)
        p, q = p[others], q[others]
        middle = (p + q) / 2
        value = value + (torch.xlogy(p, p / middle) + torch.xlogy(q, q / middle)).sum() / 2 / len(x) / 2
    return terms["structure"] * value


def distillation(terms, latents, queues):
    if queues[0] is None:
        return 0.0
    logits = [torch.nn.functional.normalize(z, dim=1) @ queue.T for z, queue in zip(latents, queues)]
    value = 0.0
    for student, teacher in ((0, 1), (1, 0)):
        target = torch.softmax(logits[teacher].detach() / terms["teacherTemperature"], dim=1)
        own = torch.log_softmax(logits[student] / terms["studentTemperature"], dim=1)
        value = value + torch.nn.functional.kl_div(own, target, reduction="batchmean") / 2
    return terms["distillation"] * value


def longer(queue, latents, length):
    unit = torch.nn.functional.normalize(latents.detach(), dim=1)
    return (unit if queue is None else torch.cat([queue, unit]))[-length:]


def loss_of(kind, heads, scalars, x1, x2):
    z1, z2 = heads[0](x1), heads[1](x2)
    others = {"vicreg": vicreg, "barlow-twins": barlow_twins, "deep-cca": deep_cca}
    return others[kind](z1, z2) if kind in others else cosine_loss(kind, scalars, z1, z2)


def case(loss, kind, activation, temperature, batch, views, seed, terms=None):
    torch.manual_seed(seed)
    heads = [head(kind, D1, activation), head(kind, D2, activation)]
    start = [] if temperature is None else [math.log(temperature)] + ([-3.0] if loss == "siglip" else [])
    scalars = torch.nn.Parameter(torch.tensor(start))
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
    batches, losses, queues = [], [], [None, None]
    for step in range(STEPS):
        places = list(range(N)) if batch == N else torch.randperm(N)[:batch].tolist()
        inputs = [view[places] for view in views]
        value = loss_of(loss, heads, scalars, *inputs)
        if terms:
            latents = [h(x) for h, x in zip(heads, inputs)]
            if "structure" in terms:
                value = value + structure(terms, inputs, latents)
            if "distillation" in terms:
                value = value + distillation(terms, latents, queues)
                queues = [longer(q, z, terms["queue"]) for q, z in zip(queues, latents)]
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        schedule.step()
        batches.append(places)
        losses.append(value.item())
    end = [column_major(p) for p in parameters(heads)] + [column_major(scalars)]
    written = {
        "loss": loss, "head": kind, "activation": activation, "batches": batches, "start": start, "end": end,
        "losses": losses,
    }
    return written | ({"terms": terms} if terms else {})


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
        case("vicreg", "linear", "gelu", None, N, views, 7),
        case("vicreg", "mlp", "gelu", None, 8, views, 8),
        case("barlow-twins", "linear", "gelu", None, N, views, 9),
        case("barlow-twins", "mlp", "relu", None, 8, views, 10),
        case("deep-cca", "linear", "gelu", None, N, views, 11),
        case("deep-cca", "mlp", "gelu", None, N, views, 12),
        case("infonce", "linear", "gelu", 0.5, N, views, 13, NEIGHBOURS),
        case("siglip", "mlp", "gelu", 0.1, 8, views, 14, NEIGHBOURS),
        case("infonce", "linear", "gelu", 0.5, 8, views, 15, EARLIER),
        case("barlow-twins", "mlp", "gelu", None, N, views, 16, EARLIER),
        case("vicreg", "linear", "gelu", None, 8, views, 17, NEIGHBOURS | EARLIER),
        case("deep-cca", "mlp", "gelu", None, N, views, 18, NEIGHBOURS | EARLIER),
    ]
    content = {
        "torch": torch.__version__, "dimensions": [D1, D2], "k": K, "hidden": HIDDEN, "pairs": N, "rate": RATE,
        "decay": DECAY, "warmUpSteps": WARM_UP_STEPS, "views": [column_major(v.T) for v in views], "cases": cases,
    }
    with open(path, "w") as file:
        json.dump(content, file)
        file.write("\n")


main(sys.argv[1])
