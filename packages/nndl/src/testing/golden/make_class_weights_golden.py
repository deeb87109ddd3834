"""Computes with PyTorch, in float64, gradients of a weighted cost, and writes them as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_class_weights_golden.py

Needs torch (made with 2.15.0). PyTorch's weight= with reduction="mean" divides by the weights of the mini-batch; the library
divides by the number of examples, with weights that average to 1 over the training set. So the sum is taken here, of weights
that were normalized so, and divided by the number of examples; over the whole set both are the same, which is asserted.
"""

import json
from pathlib import Path

import torch

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)

CLASS_WEIGHTS = [1.0, 2.0, 0.5]
COUNT, INPUTS, HIDDEN, CLASSES = 7, 4, 5, 3


def quarters(*shape):
    return torch.round(torch.randn(*shape) * 16) / 16


def case(class_weights):
    x, labels = quarters(COUNT, INPUTS), torch.tensor([0, 1, 2, 2, 2, 0, 2])
    w1, b1, w2, b2 = [t.requires_grad_() for t in (quarters(HIDDEN, INPUTS), quarters(HIDDEN), quarters(CLASSES, HIDDEN), quarters(CLASSES))]
    if class_weights == "balanced":
        counts = torch.bincount(labels, minlength=CLASSES)
        weights = COUNT / (CLASSES * counts.double())
    else:
        weights = torch.tensor(class_weights)
        weights = weights / weights[labels].mean()
    z = torch.tanh(x @ w1.T + b1) @ w2.T + b2
    cost = torch.nn.functional.cross_entropy(z, labels, weight=weights, reduction="sum") / COUNT
    mean = torch.nn.functional.cross_entropy(z, labels, weight=weights)
    assert torch.allclose(cost, mean, rtol=1e-14), "weights that average to 1 add up to the number of examples"
    gradients = torch.autograd.grad(cost, [w1, b1, w2, b2])
    numbers = lambda t: [float(f"{v:.10g}") for v in t.detach().flatten().tolist()]
    return {
        "classWeights": class_weights,
        "inputs": numbers(x),
        "labels": labels.tolist(),
        "parameters": [numbers(t) for t in (w1, b1, w2, b2)],
        "cost": float(f"{cost.item():.10g}"),
        "gradients": [numbers(t) for t in gradients],
    }


lines = ",\n".join(json.dumps(case(weights), separators=(",", ":")) for weights in (CLASS_WEIGHTS, "balanced"))
(HERE / "class-weights.golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
