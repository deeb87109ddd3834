"""The algorithm of the book's network.py (chapter 1), written anew for Python 3: one example at a time, float64 columns.

As in the book: weights and biases from N(0, 1), the quadratic cost, η = 3, lists of (784,1) arrays, gradients of a
mini-batch summed example by example.
"""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "harness"))
from serve import load_examples, serve, sigmoid_units, with_blas

LEARNING_RATE = 3.0


def open_side(task):
    import numpy as np

    def sigmoid(z):
        return 1.0 / (1.0 + np.exp(-z))

    class Network:
        def __init__(self, sizes):
            self.biases = [np.random.randn(n, 1) for n in sizes[1:]]
            self.weights = [np.random.randn(n, m) for m, n in zip(sizes[:-1], sizes[1:])]

        def outputs(self, a):
            for b, w in zip(self.biases, self.weights):
                a = sigmoid(np.dot(w, a) + b)
            return a

        def update(self, mini_batch, eta):
            sum_b = [np.zeros(b.shape) for b in self.biases]
            sum_w = [np.zeros(w.shape) for w in self.weights]
            for x, y in mini_batch:
                grad_b, grad_w = self.gradient(x, y)
                sum_b = [total + g for total, g in zip(sum_b, grad_b)]
                sum_w = [total + g for total, g in zip(sum_w, grad_w)]
            step = eta / len(mini_batch)
            self.biases = [b - step * g for b, g in zip(self.biases, sum_b)]
            self.weights = [w - step * g for w, g in zip(self.weights, sum_w)]

        def gradient(self, x, y):
            activations, inputs = [x], []
            for b, w in zip(self.biases, self.weights):
                inputs.append(np.dot(w, activations[-1]) + b)
                activations.append(sigmoid(inputs[-1]))
            layers = len(self.weights)
            grad_b, grad_w = [None] * layers, [None] * layers
            back = activations[-1] - y
            for layer in reversed(range(layers)):
                slope = sigmoid(inputs[layer]) * (1 - sigmoid(inputs[layer]))
                delta = back * slope
                grad_b[layer] = delta
                grad_w[layer] = np.dot(delta, activations[layer].T)
                if layer > 0:
                    back = np.dot(self.weights[layer].T, delta)
            return grad_b, grad_w

    pixels, labels = load_examples(task["examples"])
    targets = [np.zeros((10, 1)) for _ in range(10)]
    for digit in range(10):
        targets[digit][digit] = 1.0
    examples = [(x.astype(np.float64).reshape(-1, 1), targets[label]) for x, label in zip(pixels, labels)]
    net = Network(sigmoid_units(task))
    size = task["miniBatchSize"]

    def mini_batches():
        while True:
            random.shuffle(examples)
            for first in range(0, len(examples), size):
                yield examples[first : first + size]

    stream = mini_batches()

    def train(count):
        for _ in range(count):
            net.update(next(stream), LEARNING_RATE)

    def predict(inputs):
        return np.stack([net.outputs(x.reshape(-1, 1))[:, 0] for x in inputs])

    return with_blas({"NumPy": np.__version__}), train, predict


serve("the book's network.py", open_side, note="float64, quadratic cost, η = 3, as in the book")
