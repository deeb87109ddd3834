"""Computes with PyTorch, in float64, what networks of images give: see make_golden.py, whose conventions these are.

    python3 make_image_networks_golden.py

Each case is one mini-batch in training, with all gradients of the mean cost. Where there is batch normalization it is
computed in use, too, and the running averages after that one training step are written.
"""

import numpy as np
import torch
import torch.nn.functional as F

from make_golden import ACTIVATIONS, COSTS, on_grid, rounded, write


def pair(value):
    return [value, value] if isinstance(value, int) else list(value)


def pads_of(layer, height, width):
    """[top, right, bottom, left], "same" as TensorFlow defines it."""
    kernel, stride = pair(layer["kernel"]), pair(layer.get("stride", 1))
    padding = layer.get("padding", "valid")
    if padding == "valid":
        return [0, 0, 0, 0]
    if padding == "same":
        totals = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip((height, width), kernel, stride)]
        top, left = totals[0] // 2, totals[1] // 2
        return [top, totals[1] - left, totals[0] - top, left]
    if isinstance(padding, int):
        return [padding] * 4
    return list(padding) * 2 if len(padding) == 2 else list(padding)


def padded(x, pads):
    top, right, bottom, left = pads
    return F.pad(x, (left, right, top, bottom))


def reversed_in_time(x):
    return torch.flip(x, dims=[1])


def both_ways(layer, p, x, run):
    """A recurrent layer on [examples, steps, features]: `run` gives the outputs of one direction at every step."""
    direction = layer.get("direction", "forward")
    own = {key: value for key, value in p.items() if not key.startswith("backward")}
    other = {key[8].lower() + key[9:]: value for key, value in p.items() if key.startswith("backward")}
    every = []
    if direction != "backward":
        every.append(run(own, x))
    if direction != "forward":
        every.append(reversed_in_time(run(own if direction == "backward" else other, reversed_in_time(x))))
    if layer.get("output", "last") == "every":
        return torch.cat(every, dim=2)
    last = [h[:, 0 if i == 1 or direction == "backward" else -1] for i, h in enumerate(every)]
    return torch.cat(last, dim=1)


def by_module(kind, layer, p, x, hidden_biases):
    """PyTorch's own layer, with our numbers in it."""
    units = layer["units"]
    options = {"nonlinearity": layer["nonlinearity"]} if kind is torch.nn.RNN and "nonlinearity" in layer else {}
    module = kind(x.shape[2], units, batch_first=True, **options)
    numbers = {
        "weight_ih_l0": p["weights"],
        "weight_hh_l0": p["recurrentWeights"],
        "bias_ih_l0": p["biases"],
        "bias_hh_l0": hidden_biases,
    }
    return torch.func.functional_call(module, numbers, (x,))[0]


def with_peepholes(units, p, x, state=None):
    """PyTorch has none: the formulas of Gers, Schraudolph and Schmidhuber. From a state on, or from zeros."""
    h, c = state or (torch.zeros(x.shape[0], units),) * 2
    peep = p["peepholes"].reshape(3, units)
    every = []
    for t in range(x.shape[1]):
        z = x[:, t] @ p["weights"].T + h @ p["recurrentWeights"].T + p["biases"]
        i, f, g, o = z.split(units, dim=1)
        i, f = torch.sigmoid(i + peep[0] * c), torch.sigmoid(f + peep[1] * c)
        c = f * c + i * torch.tanh(g)
        h = torch.sigmoid(o + peep[2] * c) * torch.tanh(c)
        every.append(h)
    return torch.stack(every, dim=1), (h, c)


def recurrent(layer, p, x):
    kind, units = layer["type"], layer["units"]
    if kind == "lstm" and layer.get("gates", "plain") == "peepholes":
        return both_ways(layer, p, x, lambda own, x: with_peepholes(units, own, x)[0])
    module = {"recurrent": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind]

    def hidden_biases(own):
        if kind == "gru":
            return torch.cat([torch.zeros(2 * units), own["recurrentBiases"]])
        return torch.zeros_like(own["biases"])

    return both_ways(layer, p, x, lambda own, x: by_module(module, layer, own, x, hidden_biases(own)))


GATES = {"recurrent": 1, "lstm": 4, "gru": 3}


def activate(layer, z, usual="linear"):
    flat = z.flatten(1)
    return ACTIVATIONS[layer.get("activation", usual)](flat).reshape(z.shape)


def pooled(kind, x, window, stride):
    if kind == "max":
        return F.max_pool2d(x, window, stride)
    if kind == "average":
        return F.avg_pool2d(x, window, stride)
    return F.lp_pool2d(x, 2.0, window, stride)


def parameters_of(layer, shape, rng):
    """The starting numbers of a layer on an input of that shape."""
    kind = layer["type"]
    if kind in GATES:
        units, inputs, rows = layer["units"], shape[1], GATES[kind] * layer["units"]
        sets = ["", "backward"] if layer.get("direction") == "both" else [""]
        named = lambda prefix, name: prefix + name[0].upper() + name[1:] if prefix else name
        numbers = {}
        for prefix in sets:
            numbers[named(prefix, "weights")] = on_grid(rng, (rows, inputs), 1.5 / np.sqrt(inputs))
            numbers[named(prefix, "recurrentWeights")] = on_grid(rng, (rows, units), 1 / np.sqrt(units))
            numbers[named(prefix, "biases")] = on_grid(rng, rows, 0.5)
            if kind == "gru":
                numbers[named(prefix, "recurrentBiases")] = on_grid(rng, units, 0.5)
            if layer.get("gates") == "peepholes":
                numbers[named(prefix, "peepholes")] = on_grid(rng, 3 * units, 0.5)
        return numbers
    if kind == "embedding":
        return {"weights": on_grid(rng, (layer["indices"], layer["size"]), 1)}
    if kind == "dense":
        # Of a sequence, of two extents, every step is taken by itself.
        inputs = int(shape[-1] if len(shape) == 2 else np.prod(shape))
        return {
            "weights": on_grid(rng, (layer["units"], inputs), 1.5 / np.sqrt(inputs)),
            "biases": on_grid(rng, layer["units"], 0.5),
        }
    if kind in ("conv2d", "convPool2d"):
        channels = shape[0] // layer.get("groups", 1)
        kernel = pair(layer["kernel"])
        deviation = 1.5 / np.sqrt(channels * kernel[0] * kernel[1])
        return {
            "weights": on_grid(rng, (layer["filters"], channels, *kernel), deviation),
            "biases": on_grid(rng, layer["filters"], 0.5),
        }
    if kind == "batchNorm":
        return {
            "scale": 1 + on_grid(rng, shape[0], 0.3),
            "shift": on_grid(rng, shape[0], 0.3),
            "mean": on_grid(rng, shape[0], 0.3),
            "variance": 1 + np.abs(on_grid(rng, shape[0], 0.5)),
        }
    return {}


def forward(layer, p, before, training):
    """One layer on the last of `before`, what goes into the layers up to it; running averages in `p` are moved in training."""
    x = before[-1]
    kind = layer["type"]
    if kind in GATES:
        return recurrent(layer, p, x)
    if kind == "embedding":
        return F.embedding(x.detach().long().squeeze(-1), p["weights"])
    if kind in ("dense", "add") and x.dim() == 3:
        # Every step is an example.
        steps = [each.flatten(0, 1) for each in before]
        return forward(layer, p, steps, training).unflatten(0, x.shape[:2])
    if kind == "dense":
        return activate(layer, x.flatten(1) @ p["weights"].T + p["biases"], "sigmoid")
    if kind in ("conv2d", "convPool2d"):
        x = padded(x, pads_of(layer, x.shape[2], x.shape[3]))
        z = F.conv2d(x, p["weights"], stride=pair(layer.get("stride", 1)), groups=layer.get("groups", 1))
        if kind == "convPool2d":
            window = pair(layer.get("window", 2))
            z = pooled(layer.get("pool", "max"), z, window, pair(layer.get("windowStride", window)))
        return activate(layer, z + p["biases"].reshape(-1, 1, 1), "sigmoid")
    if kind in ("maxPool2d", "averagePool2d", "l2Pool2d"):
        window = pair(layer["window"])
        return pooled(kind.removesuffix("Pool2d"), x, window, pair(layer.get("stride", window)))
    if kind == "globalAveragePool2d":
        return F.adaptive_avg_pool2d(x, 1).flatten(1)
    if kind == "batchNorm":
        z = F.batch_norm(
            x,
            p["mean"],
            p["variance"],
            p["scale"],
            p["shift"],
            training,
            1 - layer.get("momentum", 0.9),
            layer.get("epsilon", 1e-5),
        )
        return activate(layer, z)
    if kind == "localResponseNorm":
        size = layer.get("size", 5)
        # PyTorch takes the mean over the neighbours, where the paper takes the sum.
        alpha = layer.get("alpha", 1e-4) * size
        return F.local_response_norm(x, size, alpha, layer.get("beta", 0.75), layer.get("bias", 2))
    if kind == "flatten":
        return x.flatten(1)
    if kind == "zeroPad2d":
        padding = layer.get("padding", 1)
        return padded(x, pads_of({"kernel": 1, "padding": padding}, x.shape[2], x.shape[3]))
    if kind == "add":
        return activate(layer, x + before[-1 - layer["over"]])
    if kind == "dropout" and not training:
        return x * (1 - layer["rate"]) if layer.get("form", "book") == "book" else x
    raise KeyError(kind)


def run(layers, numbers, inputs, y, cost, training):
    tensors = [
        {
            name: torch.tensor(array, requires_grad=name not in ("mean", "variance"))
            for name, array in layer_numbers.items()
        }
        for layer_numbers in numbers
    ]
    x = torch.tensor(inputs, requires_grad=True)
    before = [x]
    for layer, p in zip(layers, tensors):
        before.append(forward(layer, p, before, training))
    a = before[-1]
    if a.dim() == 3:
        # A cost at every step, of which an example's is the mean.
        costs = COSTS[cost](a.flatten(0, 1), y.reshape(-1, a.shape[2])).reshape(a.shape[:2]).mean(dim=1)
    else:
        a = a.flatten(1)
        costs = COSTS[cost](a, y)
    a = a.flatten(1)
    costs.mean().backward()
    result = {
        "outputs": rounded(a),
        "cost": rounded(costs.mean())[0],
        "gradients": {
            f"layers.{index}.{name}": rounded(tensor.grad)
            for index, p in enumerate(tensors)
            for name, tensor in p.items()
            if tensor.requires_grad
        },
        # Nothing changes with an index.
        "inputGradients": rounded(torch.zeros_like(x) if x.grad is None else x.grad),
    }
    settled = {
        f"layers.{index}.{name}": rounded(tensor)
        for index, p in enumerate(tensors)
        for name, tensor in p.items()
        if not tensor.requires_grad
    }
    return result, settled


def case(name, rng, shape, layers, cost="log-likelihood", count=3):
    if layers[0]["type"] == "embedding":
        inputs = rng.integers(0, layers[0]["indices"], (count, *shape)).astype(float)
    else:
        inputs = on_grid(rng, (count, *shape))
    numbers = []
    before = [torch.tensor(inputs)]
    for layer in layers:
        numbers.append(parameters_of(layer, list(before[-1].shape[1:]), rng))
        with torch.no_grad():
            own = {key: torch.tensor(array) for key, array in numbers[-1].items()}
            before.append(forward(layer, own, before, False))
    outputs = int(np.prod(before[-1].shape[1:]))
    if cost == "log-likelihood" and before[-1].dim() == 3:
        # A class at every step.
        steps, classes = before[-1].shape[1:]
        labels = rng.integers(0, classes, count * steps)
        targets = {"kind": "classes", "labels": labels.tolist(), "classes": classes}
        y = torch.nn.functional.one_hot(torch.tensor(labels), classes).double().reshape(count, outputs)
    elif cost == "log-likelihood":
        labels = rng.integers(0, outputs, count)
        targets = {"kind": "classes", "labels": labels.tolist(), "classes": outputs}
        y = torch.nn.functional.one_hot(torch.tensor(labels), outputs).double()
    else:
        values = np.round(rng.uniform(0, 1, (count, outputs)) * 256) / 256
        targets = {"kind": "values", "values": values.ravel().tolist(), "size": outputs}
        y = torch.tensor(values)
    used, _ = run(layers, numbers, inputs, y, cost, False)
    # What PyTorch's dropout drops comes from another generator.
    drops = any(layer["type"] == "dropout" for layer in layers)
    trained, settled = (used, {}) if drops else run(layers, numbers, inputs, y, cost, True)
    return {
        "name": name,
        "spec": {"input": list(shape), "layers": layers, "cost": cost, "seed": 0},
        "parameters": {
            f"layers.{index}.{key}": {"shape": list(array.shape), "values": array.ravel().tolist()}
            for index, layer_numbers in enumerate(numbers)
            for key, array in layer_numbers.items()
        },
        "inputs": inputs.ravel().tolist(),
        "targets": targets,
        "trained": trained,
        # Only running averages make a difference between training and use.
        **({"used": used, "settled": settled} if settled else {}),
    }


def conv(filters, kernel, activation="sigmoid", **more):
    return {"type": "conv2d", "filters": filters, "kernel": kernel, "activation": activation, **more}


def conv_pool(filters, kernel, activation="sigmoid", **more):
    return {"type": "convPool2d", "filters": filters, "kernel": kernel, "activation": activation, **more}


def dense(units, activation):
    return {"type": "dense", "units": units, "activation": activation}


SOFTMAX = dense(3, "softmax")


def chosen(rng):
    return [
        case(
            "the book's order twice",
            rng,
            [1, 14, 14],
            [conv_pool(3, 3), conv_pool(4, 3), dense(5, "sigmoid"), SOFTMAX],
        ),
        case("the usual order", rng, [2, 9, 8], [conv(3, 3, "relu"), {"type": "maxPool2d", "window": 2}, SOFTMAX]),
        case(
            "stride, groups and zeros on each side",
            rng,
            [4, 6, 7],
            [conv(6, [3, 2], "tanh", stride=[2, 1], padding=[2, 0, 1, 1], groups=2), SOFTMAX],
        ),
        case(
            "as many groups as channels, then 1 × 1",
            rng,
            [3, 5, 5],
            [conv(6, 3, "linear", padding="same", groups=3), conv(2, 1, "relu"), SOFTMAX],
        ),
        case(
            "the same size, also with a stride and an even kernel",
            rng,
            [2, 7, 6],
            [conv(3, 4, "tanh", padding="same"), conv(2, 3, "sigmoid", padding="same", stride=2), SOFTMAX],
        ),
        case(
            "windows that overlap",
            rng,
            [2, 8, 9],
            [conv(3, 2, "relu"), {"type": "maxPool2d", "window": 3, "stride": 2}, SOFTMAX],
        ),
        case(
            "average pooling, windows that leave out and leave over",
            rng,
            [2, 7, 9],
            [conv(3, 2, "tanh"), {"type": "averagePool2d", "window": [2, 1], "stride": [3, 2]}, SOFTMAX],
        ),
        case(
            "L2 pooling", rng, [1, 8, 8], [conv(3, 3, "sigmoid"), {"type": "l2Pool2d", "window": [2, 3]}, SOFTMAX]
        ),
        case("the mean of each channel", rng, [2, 5, 6], [conv(4, 3, "tanh"), {"type": "globalAveragePool2d"}, SOFTMAX]),
        case(
            "averages before the bias, to probabilities",
            rng,
            [2, 8, 8],
            [conv_pool(4, 3, "relu", pool="average", window=[3, 2], windowStride=2), dense(3, "sigmoid")],
            "cross-entropy",
        ),
        case(
            "L2 before the bias, groups and zeros",
            rng,
            [2, 6, 6],
            [conv_pool(4, 3, "tanh", pool="l2", padding=1, groups=2), dense(3, "linear")],
            "quadratic",
        ),
        case(
            "batch normalization of images and of rows",
            rng,
            [2, 6, 6],
            [
                conv(3, 3, "linear"),
                {"type": "batchNorm", "activation": "relu"},
                dense(4, "linear"),
                {"type": "batchNorm", "momentum": 0.75, "epsilon": 0.01, "activation": "tanh"},
                SOFTMAX,
            ],
            count=5,
        ),
        case(
            "batch normalization first and last",
            rng,
            [3, 3, 2],
            [{"type": "batchNorm"}, conv(2, 2), {"type": "batchNorm"}],
            "quadratic",
            count=4,
        ),
        case(
            "local response normalization over five channels and over two",
            rng,
            [1, 5, 5],
            [
                conv(8, 3, "relu"),
                {"type": "localResponseNorm", "alpha": 0.5},
                {"type": "localResponseNorm", "size": 2, "alpha": 1.5, "beta": 0.5, "bias": 1},
                SOFTMAX,
            ],
        ),
        case(
            "zeros around, and a row at the end",
            rng,
            [2, 4, 4],
            [{"type": "zeroPad2d", "padding": [0, 2, 1, 1]}, conv(3, 2, "tanh"), {"type": "flatten"}, SOFTMAX],
        ),
        case("a softmax over all of an image", rng, [1, 4, 5], [conv(2, 3, "softmax", padding=[0, 1])]),
        case(
            "wider than a vector register, by odd numbers",
            rng,
            [2, 8, 19],
            [conv(18, 3, "relu"), {"type": "maxPool2d", "window": [3, 2]}, conv(5, 2, "tanh"), SOFTMAX],
            count=2,
        ),
    ]


def random_layer(rng, shape):
    """A random layer; it may not fit on an image of that shape."""

    def some(*values):
        return values[rng.integers(len(values))]

    channels, height, width = shape
    kernel = [int(rng.integers(1, min(4, extent) + 1)) for extent in (height, width)]
    stride = [int(rng.integers(1, 3)) for _ in range(2)]
    kind = some("conv2d", "conv2d", "convPool2d", "convPool2d", "pool", "batchNorm", "localResponseNorm", "zeroPad2d")
    if kind == "pool":
        return {"type": some("maxPool2d", "averagePool2d"), "window": kernel, "stride": stride}
    if kind == "batchNorm":
        return {"type": kind, "activation": some("tanh", "linear")}
    if kind == "localResponseNorm":
        return {"type": kind, "size": int(rng.integers(1, 6)), "alpha": some(0.25, 1.0)}
    if kind == "zeroPad2d":
        return {"type": kind, "padding": [int(rng.integers(0, 3)) for _ in range(4)]}
    groups = some(*[g for g in (1, 2, 3) if channels % g == 0])
    pool = {"pool": some("max", "average", "l2"), "window": [2, some(1, 2)]} if kind == "convPool2d" else {}
    return {
        "type": kind,
        "filters": groups * int(rng.integers(1, 4)),
        "kernel": kernel,
        "stride": stride,
        "padding": some("valid", "same", [int(rng.integers(0, k)) for k in kernel + kernel]),
        "groups": groups,
        "activation": some("sigmoid", "tanh", "relu", "linear"),
        **pool,
    }


def anything(rng, number):
    """A network of three random layers on a random image."""
    first = [int(rng.integers(1, 4)), int(rng.integers(6, 10)), int(rng.integers(6, 10))]
    shape, layers = first, []
    while len(layers) < 3:
        layer = random_layer(rng, shape)
        numbers = {key: torch.tensor(array) for key, array in parameters_of(layer, shape, rng).items()}
        try:
            shape = list(forward(layer, numbers, [torch.zeros(1, *shape)], False).shape[1:])
        except RuntimeError:
            continue
        layers.append(layer)
    return case(f"random network {number}", rng, first, [*layers, dense(4, "softmax")])


def images():
    rng = np.random.default_rng(20261123)
    return chosen(rng) + [anything(rng, number + 1) for number in range(12)]


if __name__ == "__main__":
    write("image-networks", images())
