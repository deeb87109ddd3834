"""PyTorch on the CPU, as a good user writes it, and with the gradient written out by hand."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "harness"))
from serve import load_examples, with_blas


def open_with_autograd(task):
    """torch.nn modules, BCEWithLogitsLoss and torch.optim.SGD."""
    import torch
    from torch import nn

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    sizes = task["network"]
    layers = []
    for m, n in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(m, n), nn.Sigmoid()]
        nn.init.normal_(layers[-2].weight, std=m**-0.5)
        nn.init.zeros_(layers[-2].bias)
    model = nn.Sequential(*layers[:-1])
    # The sum, and η/m for the rate, is the task's own update; the loss's mean would divide by the ten outputs as well.
    cost = nn.BCEWithLogitsLoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=task["learningRate"] / task["miniBatchSize"])
    stream = mini_batches(torch, task)

    def train(count):
        for _ in range(count):
            x, y = next(stream)
            optimizer.zero_grad(set_to_none=True)
            cost(model(x), y).backward()
            optimizer.step()

    def predict(inputs):
        with torch.no_grad():
            return model(torch.from_numpy(inputs)).numpy()

    return versions(torch), train, predict


def open_by_hand(task):
    """The four equations on tensors, without autograd: addmm into the weights themselves."""
    import torch

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    sizes = task["network"]
    weights = [torch.randn(m, n) / m**0.5 for m, n in zip(sizes[:-1], sizes[1:])]
    biases = [torch.zeros(n) for n in sizes[1:]]
    step = -task["learningRate"] / task["miniBatchSize"]
    slope_times = torch.ops.aten.sigmoid_backward
    stream = mini_batches(torch, task)

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
            weights[layer].addmm_(a.t(), delta, alpha=step)
            biases[layer].add_(delta.sum(0), alpha=step)
            delta = back

    def train(count):
        with torch.no_grad():
            for _ in range(count):
                update(*next(stream))

    def predict(inputs):
        return forward(torch.from_numpy(inputs))[-1].numpy()

    return versions(torch), train, predict


def mini_batches(torch, task):
    """The data set lies in one tensor; of the ways to gather from it, index_select on pieces of one permutation a
    epoch was the fastest or as fast as any (against indexing, and against a shuffled copy of the whole set)."""
    pixels, labels = load_examples(task["training"])
    inputs = torch.from_numpy(pixels)
    targets = torch.nn.functional.one_hot(torch.from_numpy(labels.astype("int64")), 10).float()
    while True:
        for batch in torch.randperm(len(inputs)).split(task["miniBatchSize"]):
            yield inputs.index_select(0, batch), targets.index_select(0, batch)


def versions(torch):
    return with_blas({"PyTorch": torch.__version__})
