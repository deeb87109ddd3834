"""Matrix-form NumPy, written out by hand: float32, a whole mini-batch in each product, updates in place."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "harness"))
from serve import load_examples, serve, sigmoid_units, with_blas


def open_side(task):
    import numpy as np

    sizes, size = sigmoid_units(task), task["miniBatchSize"]
    draw = np.random.default_rng(1)
    weights = [(draw.standard_normal((m, n)) / m**0.5).astype(np.float32) for m, n in zip(sizes[:-1], sizes[1:])]
    biases = [np.zeros(n, np.float32) for n in sizes[1:]]
    gradients = [np.empty_like(w) for w in weights]
    step = np.float32(task["learningRate"] / size)
    pixels, labels = load_examples(task["examples"])
    targets = np.eye(10, dtype=np.float32)[labels]
    one = np.float32(1)

    def sigmoid(z):
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += one
        return np.reciprocal(z, out=z)

    def forward(a):
        activations = [a]
        for w, b in zip(weights, biases):
            z = activations[-1] @ w
            z += b
            activations.append(sigmoid(z))
        return activations

    def update(x, y):
        activations = forward(x)
        delta = activations.pop()
        delta -= y
        delta *= step  # Scaling the small error once is cheaper than scaling every gradient.
        for layer in reversed(range(len(weights))):
            a = activations[layer]
            if layer > 0:
                back = delta @ weights[layer].T
                back *= a
                back *= one - a
            weights[layer] -= np.matmul(a.T, delta, out=gradients[layer])
            biases[layer] -= delta.sum(0)
            if layer > 0:
                delta = back

    def mini_batches():
        while True:
            order = draw.permutation(len(pixels))
            for first in range(0, len(order), size):
                batch = order[first : first + size]
                yield pixels.take(batch, 0), targets.take(batch, 0)

    stream = mini_batches()

    def train(count):
        for _ in range(count):
            update(*next(stream))

    return with_blas({"NumPy": np.__version__}), train, lambda inputs: forward(inputs)[-1]


serve("NumPy, by hand", open_side, by_hand=True)
