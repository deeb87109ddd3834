"""PyTorch on the CPU, as a good user writes it, and with the gradient written out by hand."""
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "harness"))
from serve import Skip, load_examples, sigmoid_units, with_blas


def open_with_autograd(task, channels_last=False):
    """torch.nn modules, their losses and torch.optim.SGD; or the modules alone, for inference."""
    import torch
    from torch import nn

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    network, size = task["network"], task["miniBatchSize"]
    model = build(nn, network)
    if channels_last:
        if len(network["input"]) != 3:
            raise Skip("a fully-connected network has no channels to put last")
        model = model.to(memory_format=torch.channels_last)
    pixels, labels = load_examples(task["examples"])
    inputs = torch.from_numpy(pixels).view(-1, *network["input"])

    def predict(inputs):
        model.eval()
        with torch.no_grad():
            return model(torch.from_numpy(inputs).view(-1, *network["input"])).numpy()

    def infer(count):
        with torch.no_grad():
            for batch in consecutive(inputs, size, count):
                model(batch)

    if task["work"] == "inference":
        model.eval()
        return versions(torch), infer, predict

    targets, cost, rate = cost_of(torch, network, labels, task["learningRate"], size)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    stream = mini_batches(torch, inputs, targets, size)

    def train(count):
        for _ in range(count):
            x, y = next(stream)
            optimizer.zero_grad(set_to_none=True)
            cost(model(x), y).backward()
            optimizer.step()

    return versions(torch), train, predict


def build(nn, network):
    """The layers as modules, without the last activation, which belongs to the cost."""
    modules, shape = [], network["input"]
    for layer in network["layers"]:
        if layer["type"] == "dropout":
            modules.append(nn.Dropout(layer["rate"]))
        elif layer["type"] == "dense":
            modules += [nn.Flatten()] if len(shape) > 1 else []
            modules += [nn.Linear(math.prod(shape), layer["units"]), *activation(nn, layer)]
            shape = [layer["units"]]
        else:
            # Pooling and an activation that only grows give the same numbers in either order. A ReLU in place before
            # the pooling was the faster one; a sigmoid has a quarter of the work after it.
            convolution = nn.Conv2d(shape[0], layer["filters"], layer["kernel"])
            after = [nn.MaxPool2d(layer["window"]), *activation(nn, layer)]
            modules += [convolution, *(reversed(after) if layer["activation"] == "relu" else after)]
            shape = [layer["filters"], *((n - layer["kernel"] + 1) // layer["window"] for n in shape[1:])]
    for module in modules:
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(module.weight, std=module.weight[0].numel() ** -0.5)
            nn.init.zeros_(module.bias)
    return nn.Sequential(*(modules if network["layers"][-1]["activation"] == "softmax" else modules[:-1]))


def activation(nn, layer):
    if layer["activation"] == "softmax":
        return []
    return [nn.ReLU(inplace=True) if layer["activation"] == "relu" else nn.Sigmoid()]


def cost_of(torch, network, labels, learning_rate, size):
    """The targets, the cost that belongs to the last activation, and the rate that makes it the task's update."""
    classes = torch.from_numpy(labels.astype("int64"))
    if network["layers"][-1]["activation"] == "softmax":
        return classes, torch.nn.CrossEntropyLoss(), learning_rate
    # The sum, and η/m for the rate, is the task's own update; the loss's mean would divide by the ten outputs as well.
    one_hot = torch.nn.functional.one_hot(classes, 10).float()
    return one_hot, torch.nn.BCEWithLogitsLoss(reduction="sum"), learning_rate / size


def open_by_hand(task):
    """The four equations on tensors, without autograd: addmm into the weights themselves."""
    import torch

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    sizes = sigmoid_units(task)
    weights = [torch.randn(m, n) / m**0.5 for m, n in zip(sizes[:-1], sizes[1:])]
    biases = [torch.zeros(n) for n in sizes[1:]]
    slope_times = torch.ops.aten.sigmoid_backward
    pixels, labels = load_examples(task["examples"])
    targets, _, rate = cost_of(torch, task["network"], labels, task["learningRate"], task["miniBatchSize"])
    stream = mini_batches(torch, torch.from_numpy(pixels), targets, task["miniBatchSize"])

    def forward(x):
        activations = [x]
        for w, b in zip(weights, biases):
            activations.append(torch.addmm(b, activations[-1], w).sigmoid_())
        return activations

    def update(x, y):
        activations = forward(x)
        delta = activations.pop().sub_(y)
        for layer in reversed(range(len(weights))):
            a = activations[layer]
            back = slope_times(delta @ weights[layer].t(), a) if layer > 0 else None
            weights[layer].addmm_(a.t(), delta, alpha=-rate)
            biases[layer].add_(delta.sum(0), alpha=-rate)
            delta = back

    def train(count):
        with torch.no_grad():
            for _ in range(count):
                update(*next(stream))

    def predict(inputs):
        return forward(torch.from_numpy(inputs))[-1].numpy()

    return versions(torch), train, predict


def mini_batches(torch, inputs, targets, size):
    """The data set lies in one tensor; of the ways to gather from it, index_select on pieces of one permutation a
    epoch was the fastest or as fast as any (against indexing, and against a shuffled copy of the whole set)."""
    while True:
        for batch in torch.randperm(len(inputs)).split(size):
            yield inputs.index_select(0, batch), targets.index_select(0, batch)


def consecutive(inputs, size, count):
    pieces = inputs.split(size)
    for i in range(count):
        yield pieces[i % len(pieces)]


def versions(torch):
    return with_blas({"PyTorch": torch.__version__})
