"""Computes with PyTorch, in float64, what recurrent networks give for sequences of mixed lengths, in both directions, and for
stretches that go on from where others ended: see make_golden.py, whose conventions these are.

    python3 make_through_time_golden.py

Networks are drawn. Each example goes through by itself, cut to its length, so that no padding is ever read; its cost is the mean over
its steps. Of a truncated case the first stretch is read without gradients, and the second begins with what it left: the
gradients are those of the mean cost of the second, in which what came before is constant.
"""

import numpy as np
import torch

from make_golden import COSTS, on_grid, rounded, write
from make_image_networks_golden import GATES, dense, forward, parameters_of, with_peepholes

CLASSES = 3
MODULES = {"recurrent": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def read_on(layer, p, x, state):
    """One example through one direction, from a state on: its outputs at every step, and the state that it leaves."""
    kind, units = layer["type"], layer["units"]
    if layer.get("gates") == "peepholes":
        return with_peepholes(units, p, x, state)
    options = {"nonlinearity": layer["nonlinearity"]} if "nonlinearity" in layer else {}
    module = MODULES[kind](x.shape[2], units, batch_first=True, **options)
    hidden = torch.zeros_like(p["biases"])
    if kind == "gru":
        hidden = torch.cat([torch.zeros(2 * units), p["recurrentBiases"]])
    numbers = {
        "weight_ih_l0": p["weights"],
        "weight_hh_l0": p["recurrentWeights"],
        "bias_ih_l0": p["biases"],
        "bias_hh_l0": hidden,
    }
    before = tuple(part.unsqueeze(0) for part in state) if kind == "lstm" else state[0].unsqueeze(0)
    every, after = torch.func.functional_call(module, numbers, (x, before))
    return every, tuple(part[0] for part in (after if kind == "lstm" else (after,)))


def nothing(layer):
    return tuple(torch.zeros(1, layer["units"]) for _ in range(2 if layer["type"] == "lstm" else 1))


def through(layers, tensors, x, states):
    """One example through all layers, from the layers' states on; what they leave takes the place of these."""
    before = [x]
    for index, (layer, p) in enumerate(zip(layers, tensors)):
        if layer["type"] not in GATES:
            before.append(forward(layer, p, before, False))
        elif index in states:
            every, states[index] = read_on(layer, p, before[-1], states[index])
            before.append(every)
        else:
            before.append(forward(layer, p, before, False))
    return before[-1]


def drawn_layers(rng, truncated):
    """One to three recurrent layers of any kind, with a dense layer between them now and then, and a softmax at the end."""
    layers = []
    if rng.random() < 0.3:
        layers.append({"type": "embedding", "indices": 5, "size": int(rng.integers(1, 4))})
    count = int(rng.integers(1, 4))
    for place in range(count):
        kind = str(rng.choice(list(GATES)))
        layer = {"type": kind, "units": int(rng.choice([1, 2, 3, 4, 5, 9])), "output": "every"}
        if kind == "recurrent":
            layer["nonlinearity"] = str(rng.choice(["tanh", "relu"]))
        if kind == "lstm":
            layer["gates"] = str(rng.choice(["plain", "peepholes"]))
        if not truncated:
            layer["direction"] = str(rng.choice(["forward", "backward", "both"]))
            if place == count - 1 and rng.random() < 0.4:
                layer["output"] = "last"
        layers.append(layer)
        if place < count - 1 and rng.random() < 0.4:
            layers.append(dense(int(rng.integers(1, 5)), "tanh"))
    return [*layers, dense(CLASSES, "softmax")]


def drawn_stretch(rng, layers, shape, rows, mixed):
    steps = shape[0]
    lengths = rng.integers(1, steps + 1, rows) if mixed else np.full(rows, steps)
    lengths[int(rng.integers(rows))] = steps
    if layers[0]["type"] == "embedding":
        inputs = rng.integers(0, layers[0]["indices"], (rows, *shape)).astype(float)
    else:
        inputs = on_grid(rng, (rows, *shape))
    labels = rng.integers(0, CLASSES, (rows, steps))
    for row, length in enumerate(lengths):
        inputs[row, length:] = 0
        labels[row, length:] = 0
    return inputs, lengths, labels


def case(name, rng, truncated, mixed):
    layers = drawn_layers(rng, truncated)
    steps, rows = int(rng.integers(2, 6)), int(rng.integers(2, 5))
    shape = [steps, 1 if layers[0]["type"] == "embedding" else int(rng.integers(1, 4))]
    every = all(layer.get("output") != "last" for layer in layers)
    numbers = []
    flow = [torch.zeros(1, *shape)]
    for layer in layers:
        numbers.append(parameters_of(layer, list(flow[-1].shape[1:]), rng))
        own = {key: torch.tensor(array) for key, array in numbers[-1].items()}
        flow.append(forward(layer, own, flow, False))
    stretches = [drawn_stretch(rng, layers, shape, rows, mixed) for _ in range(2 if truncated else 1)]
    tensors = [
        {key: torch.tensor(array, requires_grad=True) for key, array in layer_numbers.items()}
        for layer_numbers in numbers
    ]
    carrying = [index for index, layer in enumerate(layers) if truncated and layer["type"] in GATES]
    states = [{index: nothing(layers[index]) for index in carrying} for _ in range(rows)]
    for inputs, lengths, _ in stretches[:-1]:
        with torch.no_grad():
            for row in range(rows):
                through(layers, tensors, torch.tensor(inputs[row : row + 1, : lengths[row]]), states[row])
    begun = [dict(state) for state in states]
    inputs, lengths, labels = stretches[-1]
    x = torch.tensor(inputs, requires_grad=True)
    outputs, costs = [], []
    for row in range(rows):
        length = lengths[row]
        a = through(layers, tensors, x[row : row + 1, :length], states[row])
        own = labels[row, :length] if every else labels[row, :1]
        y = torch.nn.functional.one_hot(torch.tensor(own), CLASSES).double()
        costs.append(COSTS["log-likelihood"](a.reshape(-1, CLASSES), y).mean())
        # What stands behind the end is 0.
        behind = torch.zeros((steps - length) * CLASSES if every else 0)
        outputs.append(torch.cat([a.flatten(), behind]))
    cost = torch.stack(costs).mean()
    cost.backward()

    def carried(states):
        return {
            f"{name}/layers.{index}": rounded(torch.cat([state[index][part] for state in states]))
            for index in carrying
            for part, name in enumerate(["output", "memory"][: len(states[0][index])])
        }

    return {
        "name": name,
        "spec": {"input": shape, "layers": layers, "cost": "log-likelihood", "seed": 0},
        "parameters": {
            f"layers.{index}.{key}": {"shape": list(array.shape), "values": array.ravel().tolist()}
            for index, layer_numbers in enumerate(numbers)
            for key, array in layer_numbers.items()
        },
        "stretches": [
            {
                "inputs": inputs.ravel().tolist(),
                "lengths": lengths.tolist(),
                "labels": (labels if every else labels[:, 0]).ravel().tolist(),
            }
            for inputs, lengths, labels in stretches
        ],
        "outputs": rounded(torch.cat(outputs)),
        "cost": rounded(cost)[0],
        "gradients": {
            f"layers.{index}.{key}": rounded(torch.zeros_like(tensor) if tensor.grad is None else tensor.grad)
            for index, p in enumerate(tensors)
            for key, tensor in p.items()
        },
        # Nothing changes with an index.
        "inputGradients": rounded(torch.zeros_like(x) if x.grad is None else x.grad),
        **({"begun": carried(begun), "carried": carried(states)} if truncated else {}),
    }


def cases():
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(16)
    kinds = [("whole", False, True, 10), ("truncated", True, False, 8), ("truncated, of mixed lengths", True, True, 8)]
    return [case(f"{name}, {n}", rng, truncated, mixed) for name, truncated, mixed, count in kinds for n in range(count)]


if __name__ == "__main__":
    write("through-time", cases())
