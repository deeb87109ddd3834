"""PyTorch on the CPU, as a good user writes it, and with the gradient written out by hand."""
import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent / "harness"), str(pathlib.Path(__file__).parent)]
from pytorch_layers import modules
from serve import Skip, is_machine, load_examples, load_indices, sigmoid_units, takes_indices, with_blas


def open_with_autograd(task, channels_last=False, compiled=False):
    """torch.nn modules, their losses and torch.optim.SGD; or the modules alone, for inference."""
    if is_machine(task):
        raise Skip("it has no Boltzmann machines; see pytorch-by-hand")
    import torch

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    network, size = task["network"], task["miniBatchSize"]
    model = modules(torch, network)
    if channels_last:
        if len(network["input"]) != 3:
            raise Skip("a fully-connected network has no channels to put last")
        model = model.to(memory_format=torch.channels_last)
    if takes_indices(task):
        indices, labels = load_indices(task["examples"])
        inputs = torch.from_numpy(indices)
    else:
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
        if compiled:
            model = torch.compile(model)
        return versions(torch), infer, predict

    targets, cost, rate = cost_of(torch, network, labels, task["learningRate"], size)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    stream = mini_batches(torch, inputs, targets, size)

    def cost_at(x, y):
        return cost(model(x), y)

    step = optimizer.step
    if compiled:
        # The backward pass is compiled with the forward one; the update by itself.
        cost_at, step = torch.compile(cost_at), torch.compile(optimizer.step)

    def train(count):
        for _ in range(count):
            x, y = next(stream)
            optimizer.zero_grad(set_to_none=True)
            cost_at(x, y).backward()
            step()

    return versions(torch), train, predict


def cost_of(torch, network, labels, learning_rate, size):
    """The targets, the cost that belongs to the last activation, and the rate that makes it the task's update."""
    classes = torch.from_numpy(labels.astype("int64"))
    if network["layers"][-1]["activation"] == "softmax":
        loss = torch.nn.CrossEntropyLoss()
        # Of a sequence with a class at each step, the mean over steps and examples.
        return classes, lambda z, y: loss(z.flatten(0, -2), y.flatten()), learning_rate
    # The sum, and η/m for the rate, is the task's own update; the loss's mean would divide by the ten outputs as well.
    one_hot = torch.nn.functional.one_hot(classes, 10).float()
    return one_hot, torch.nn.BCEWithLogitsLoss(reduction="sum"), learning_rate / size


def open_by_hand(task):
    """The four equations on tensors, without autograd: addmm into the weights themselves."""
    import torch

    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    if is_machine(task):
        return open_boltzmann(torch, task)
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


def open_boltzmann(torch, task):
    """Contrastive divergence by its formulas: states are drawn, and the last hidden units are their probabilities."""
    visible, hidden, size = task["network"]["input"][0], task["network"]["boltzmann"]["hidden"], task["miniBatchSize"]
    rate = task["learningRate"] / size
    weights = torch.randn(visible, hidden) * 0.01
    visible_biases, hidden_biases = torch.zeros(visible), torch.zeros(hidden)
    pixels, _ = load_examples(task["examples"])
    rows = torch.from_numpy(pixels)

    def update(probabilities):
        v = torch.bernoulli(probabilities)
        up = torch.addmm(hidden_biases, v, weights).sigmoid_()
        drawn = torch.addmm(visible_biases, torch.bernoulli(up), weights.t()).sigmoid_().bernoulli_()
        again = torch.addmm(hidden_biases, drawn, weights).sigmoid_()
        weights.addmm_(v.t(), up, alpha=rate).addmm_(drawn.t(), again, alpha=-rate)
        visible_biases.add_((v - drawn).sum(0), alpha=rate)
        hidden_biases.add_((up - again).sum(0), alpha=rate)

    def train(count):
        with torch.no_grad():
            for _ in range(count):
                update(next(stream)[0])

    stream = mini_batches(torch, rows, rows, size)
    return versions(torch), train, None


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
