"""Computes with NumPy and PyTorch, in float64, what the library computes too, and writes it as JSON for the tests.

What there is of every activation, cost and pair of layers is asked for by scripts/golden.mjs, with the definitions here
and in make_image_networks_golden.py. The cases below were chosen by hand; run this again only to change them:

    python3 make_golden.py

Needs numpy and torch (made with 1.24.2 and 1.13.0). Starting numbers are multiples of 1/256, so that float32 holds
them exactly; results have ten significant digits. Networks of images are in
make_image_networks_golden.py.
"""

import json
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)

ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "linear": lambda z: z,
    "softmax": lambda z: torch.softmax(z, dim=1),
    "leaky-relu": torch.nn.functional.leaky_relu,
    "elu": torch.nn.functional.elu,
    "gelu": torch.nn.functional.gelu,
    "swish": torch.nn.functional.silu,
}

# Written from their formulas, on activations: independent of how the library simplifies them.
COSTS = {
    "quadratic": lambda a, y: 0.5 * ((a - y) ** 2).sum(dim=1),
    "cross-entropy": lambda a, y: -(y * torch.log(a) + (1 - y) * torch.log1p(-a)).sum(dim=1),
    "log-likelihood": lambda a, y: -(y * torch.log(a)).sum(dim=1),
}

PAIRS = [
    ("quadratic", "sigmoid"),
    ("quadratic", "tanh"),
    ("quadratic", "relu"),
    ("quadratic", "linear"),
    ("quadratic", "softmax"),
    ("cross-entropy", "sigmoid"),
    ("cross-entropy", "softmax"),
    ("log-likelihood", "softmax"),
    ("log-likelihood", "sigmoid"),
]


def rounded(values):
    """A flat list, ten significant digits each."""
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    return [float(f"{value:.9e}") for value in np.asarray(values, dtype=np.float64).ravel()]


def on_grid(rng, shape, deviation=1.0):
    return np.round(rng.normal(0, deviation, shape) * 256) / 256


def network_case(name, rng, shape, layers, cost, count, classes=False):
    """Outputs, costs and the gradients of the mean cost of one network on a few examples."""
    sizes = [int(np.prod(shape))] + [units for units, _ in layers]
    parameters = {}
    tensors = []
    for index, (units, _) in enumerate(layers):
        weights = on_grid(rng, (units, sizes[index]), 1.5 / np.sqrt(sizes[index]))
        biases = on_grid(rng, units, 0.5)
        parameters[f"layers.{index}.weights"] = weights
        parameters[f"layers.{index}.biases"] = biases
        tensors.append([torch.tensor(array, requires_grad=True) for array in (weights, biases)])
    inputs = on_grid(rng, (count, sizes[0]))
    if classes:
        labels = rng.integers(0, sizes[-1], count)
        targets = {"kind": "classes", "labels": labels.tolist(), "classes": sizes[-1]}
        y = torch.nn.functional.one_hot(torch.tensor(labels), sizes[-1]).double()
    else:
        values = np.round(rng.uniform(0, 1, (count, sizes[-1])) * 256) / 256
        targets = {"kind": "values", "values": values.ravel().tolist(), "size": sizes[-1]}
        y = torch.tensor(values)

    x = torch.tensor(inputs, requires_grad=True)
    a = x
    for (weights, biases), (_, activation) in zip(tensors, layers):
        a = ACTIVATIONS[activation](a @ weights.T + biases)
    costs = COSTS[cost](a, y)
    costs.mean().backward()
    gradients = {}
    for index, pair in enumerate(tensors):
        for tensor, kind in zip(pair, ("weights", "biases")):
            gradients[f"layers.{index}.{kind}"] = rounded(tensor.grad)
    return {
        "name": name,
        "spec": {
            "input": list(shape),
            "layers": [
                {"type": "dense", "units": units, "activation": activation, "initializer": "zeros"}
                for units, activation in layers
            ],
            "cost": cost,
            "seed": 0,
        },
        "parameters": {key: array.ravel().tolist() for key, array in parameters.items()},
        "inputs": inputs.ravel().tolist(),
        "targets": targets,
        "outputs": rounded(a),
        "cost": rounded(costs.mean())[0],
        "gradients": gradients,
        "inputGradients": rounded(x.grad),
    }


def networks():
    rng = np.random.default_rng(20261122)
    cases = []
    hidden = ["sigmoid", "tanh", "relu", "linear", "softmax"]
    for index, (cost, output) in enumerate(PAIRS):
        below = hidden[index % len(hidden)]
        name = f"3-4-3, {below} then {output}, {cost}"
        cases.append(network_case(name, rng, [3], [(4, below), (3, output)], cost, 4))
    cases.append(network_case("5-1, a single sigmoid", rng, [5], [(1, "sigmoid")], "cross-entropy", 3))
    cases.append(
        network_case(
            "images of 2 × 3 × 2 through relu and tanh to classes",
            rng,
            [2, 3, 2],
            [(6, "relu"), (5, "tanh"), (4, "softmax")],
            "log-likelihood",
            5,
            classes=True,
        )
    )
    cases.append(
        network_case(
            "19-18-17-3: wider than one panel, and by odd numbers",
            rng,
            [19],
            [(18, "sigmoid"), (17, "relu"), (3, "sigmoid")],
            "quadratic",
            9,
            classes=True,
        )
    )
    cases.append(
        network_case("33-2: more inputs than two panels", rng, [33], [(2, "softmax")], "cross-entropy", 2, classes=True)
    )
    return cases


def trajectory(name, optimizer, make, rng, learning_rate, l2=0.0, steps=12):
    """The weights after each update by a PyTorch optimizer that is fed fixed gradients."""
    start = on_grid(rng, 4)
    gradients = [on_grid(rng, 4) for _ in range(steps)]
    # A gradient that is 0, a tiny and a large one: the scales that adaptive optimizers divide by.
    gradients[2][0] = 0.0
    gradients[3][1] = 2.0**-20
    gradients[4][2] = 2.0**10
    weights = torch.tensor(start, requires_grad=True)
    stepper = make([weights])
    after = []
    for gradient in gradients:
        weights.grad = torch.tensor(gradient)
        stepper.step()
        after.append(rounded(weights))
    return {
        "torch": name,
        "optimizer": optimizer,
        "learningRate": learning_rate,
        "l2": l2,
        "start": start.tolist(),
        "gradients": [gradient.tolist() for gradient in gradients],
        "weights": after,
    }


def optimizers():
    rng = np.random.default_rng(7)
    o = torch.optim
    return [
        trajectory("SGD", {"type": "sgd"}, lambda p: o.SGD(p, lr=0.1), rng, 0.1),
        trajectory("SGD, weight_decay", {"type": "sgd"}, lambda p: o.SGD(p, lr=0.1, weight_decay=0.05), rng, 0.1, 0.05),
        trajectory(
            "SGD, momentum",
            {"type": "momentum", "momentum": 0.9},
            lambda p: o.SGD(p, lr=0.05, momentum=0.9),
            rng,
            0.05,
        ),
        trajectory(
            "SGD, momentum and weight_decay",
            {"type": "momentum", "momentum": 0.5},
            lambda p: o.SGD(p, lr=0.05, momentum=0.5, weight_decay=0.1),
            rng,
            0.05,
            0.1,
        ),
        trajectory(
            "SGD, nesterov",
            {"type": "nesterov", "momentum": 0.9},
            lambda p: o.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
            rng,
            0.05,
        ),
        trajectory("RMSprop", {"type": "rmsprop"}, lambda p: o.RMSprop(p, lr=0.01), rng, 0.01),
        trajectory(
            "RMSprop, alpha, eps and weight_decay",
            {"type": "rmsprop", "decay": 0.9, "epsilon": 1e-3},
            lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-3, weight_decay=0.1),
            rng,
            0.01,
            0.1,
        ),
        trajectory("Adam", {"type": "adam"}, lambda p: o.Adam(p, lr=0.01), rng, 0.01),
        trajectory(
            "Adam, betas, eps and weight_decay",
            {"type": "adam", "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
            lambda p: o.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
            rng,
            0.02,
            0.1,
        ),
        trajectory("AdamW", {"type": "adamw"}, lambda p: o.AdamW(p, lr=0.01, weight_decay=0.1), rng, 0.01, 0.1),
    ]


def rates(make, steps):
    """The learning rates of `steps` steps, from a PyTorch scheduler on a learning rate of 1."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    result = [optimizer.param_groups[0]["lr"]]
    for _ in range(steps - 1):
        optimizer.step()
        scheduler.step()
        result.append(optimizer.param_groups[0]["lr"])
    return rounded(result)


def schedules():
    s = torch.optim.lr_scheduler
    total = 50
    cases = [
        ("StepLR", {"type": "step", "every": 7, "factor": 0.5}, total, lambda o: s.StepLR(o, 7, 0.5)),
        ("CosineAnnealingLR", {"type": "cosine"}, total, lambda o: s.CosineAnnealingLR(o, total)),
        (
            "CosineAnnealingLR, eta_min",
            {"type": "cosine", "floor": 0.125},
            total,
            lambda o: s.CosineAnnealingLR(o, total, eta_min=0.125),
        ),
    ]
    result = [
        {"torch": name, "schedule": schedule, "steps": steps, "multipliers": rates(make, steps)}
        for name, schedule, steps, make in cases
    ]
    # OneCycleLR's last step has its last rate and its top is at step pct_start · total − 1; in our terms a run of
    # total − 1 steps with a rise of that many. Its last rate is 1 / (div_factor · final_div_factor).
    for pct, divisor, final in [(0.3, 25.0, 1e4), (0.5, 10.0, 100.0)]:
        result.append(
            {
                "torch": f"OneCycleLR, pct_start {pct}",
                "schedule": {
                    "type": "one-cycle",
                    "warmUp": (pct * total - 1) / (total - 1),
                    "divisor": divisor,
                    "floor": 1 / (divisor * final),
                },
                "steps": total - 1,
                "multipliers": rates(
                    lambda o: s.OneCycleLR(
                        o,
                        1.0,
                        total_steps=total,
                        pct_start=pct,
                        div_factor=divisor,
                        final_div_factor=final,
                        cycle_momentum=False,
                    ),
                    total,
                ),
            }
        )
    return result


def write(name, cases):
    lines = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    (HERE / f"{name}.golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    write("networks", networks())
    write("optimizers", optimizers())
    write("schedules", schedules())
