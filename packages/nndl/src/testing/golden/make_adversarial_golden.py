"""Computes with PyTorch, in float64, what attacks by gradients make of inputs: by autograd, through the cross-entropy itself.

    python3 make_adversarial_golden.py

Steps and projections are written from the papers (arXiv 1412.6572, 1607.02533, 1706.06083), without random starts. See
make_golden.py, whose conventions these are.
"""

import numpy as np
import torch
import torch.nn.functional as F

from make_golden import on_grid, rounded, write

RANGE = (0.0, 1.0)


def dense_case(rng):
    spec = {
        "input": [8],
        "layers": [{"type": "dense", "units": 6, "activation": "tanh"}, {"type": "dense", "units": 4, "activation": "softmax"}],
        "cost": "log-likelihood",
    }
    parameters = {
        "layers.0.weights": on_grid(rng, (6, 8), 0.7),
        "layers.0.biases": on_grid(rng, 6, 0.5),
        "layers.1.weights": on_grid(rng, (4, 6), 0.9),
        "layers.1.biases": on_grid(rng, 4, 0.5),
    }
    w0, b0, w1, b1 = [torch.tensor(p) for p in parameters.values()]
    return spec, parameters, lambda x: torch.tanh(x @ w0.T + b0) @ w1.T + b1


def convolutional_case(rng):
    spec = {
        "input": [1, 6, 6],
        "layers": [
            {"type": "conv2d", "filters": 4, "kernel": 3, "activation": "sigmoid"},
            {"type": "averagePool2d", "window": 2},
            {"type": "dense", "units": 3, "activation": "softmax"},
        ],
        "cost": "log-likelihood",
    }
    parameters = {
        "layers.0.weights": on_grid(rng, (4, 1, 3, 3), 0.8),
        "layers.0.biases": on_grid(rng, 4, 0.5),
        "layers.2.weights": on_grid(rng, (3, 16), 0.9),
        "layers.2.biases": on_grid(rng, 3, 0.5),
    }
    k, b, w, c = [torch.tensor(p) for p in parameters.values()]

    def logits(x):
        a = F.avg_pool2d(torch.sigmoid(F.conv2d(x.reshape(-1, 1, 6, 6), k, b)), 2)
        return a.flatten(1) @ w.T + c

    return spec, parameters, logits


def attacked(logits, inputs, labels, method):
    x = inputs.clone()
    epsilon, size = method["epsilon"], method["stepSize"]
    for _ in range(method["steps"]):
        x.requires_grad_(True)
        (gradient,) = torch.autograd.grad(F.cross_entropy(logits(x), labels, reduction="sum"), x)
        with torch.no_grad():
            if method["norm"] == "linf":
                x = x + size * gradient.sign()
                x = torch.minimum(torch.maximum(x, inputs - epsilon), inputs + epsilon)
            else:
                x = x + size * gradient / gradient.norm(dim=1, keepdim=True)
                change = x - inputs
                length = change.norm(dim=1, keepdim=True)
                x = inputs + change * torch.clamp(epsilon / length, max=1)
            x = x.clamp(*RANGE)
    return x


METHODS = [
    {"epsilon": 0.125, "norm": "linf", "steps": 1, "stepSize": 0.125},
    {"epsilon": 0.25, "norm": "linf", "steps": 10, "stepSize": 0.0625},
    {"epsilon": 0.5, "norm": "l2", "steps": 1, "stepSize": 0.5},
    {"epsilon": 0.75, "norm": "l2", "steps": 12, "stepSize": 0.125},
]


def case(name, rng, make, classes):
    spec, parameters, logits = make(rng)
    inputs = rng.integers(0, 257, (7, int(np.prod(spec["input"])))) / 256
    labels = rng.integers(0, classes, 7)
    x, y = torch.tensor(inputs), torch.tensor(labels)
    return {
        "name": name,
        "spec": spec,
        "parameters": {key: value.ravel().tolist() for key, value in parameters.items()},
        "inputs": inputs.ravel().tolist(),
        "labels": labels.tolist(),
        "range": list(RANGE),
        "attacks": [
            {"method": method, "changed": rounded(attacked(logits, x, y, method).numpy())} for method in METHODS
        ],
    }


if __name__ == "__main__":
    rng = np.random.default_rng(20261130)
    write("adversarial", [case("dense layers", rng, dense_case, 4), case("a convolution", rng, convolutional_case, 3)])
