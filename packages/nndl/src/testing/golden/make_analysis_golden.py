"""Measures calibration and distributions with scikit-learn and NumPy, and writes what they say as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_analysis_golden.py

Needs NumPy and scikit-learn (made with 2.4.6 and 1.9.1).
"""

import json
from pathlib import Path

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

HERE = Path(__file__).parent
rng = np.random.default_rng(11)


def reliability(certainty, right, bins, strategy):
    accuracy, mean = calibration_curve(right, certainty, n_bins=bins, strategy=strategy)
    inner = np.linspace(0, 1, bins + 1) if strategy == "uniform" else np.percentile(certainty, np.linspace(0, 100, bins + 1))
    counts = np.bincount(np.searchsorted(inner[1:-1], certainty), minlength=bins)
    counts = counts[counts > 0]
    gaps = np.abs(accuracy - mean)
    return {
        "certainty": mean.tolist(),
        "accuracy": accuracy.tolist(),
        "count": counts.tolist(),
        "expected": float(np.sum(gaps * counts) / np.sum(counts)),
        "maximum": float(gaps.max()),
    }


def calibration(name, labels, outputs, bins):
    outputs = np.float32(outputs)
    exact = np.float64(outputs)
    size = outputs.shape[1]
    certainty, right = exact.max(axis=1), outputs.argmax(axis=1) == labels
    one_hot = np.eye(size)[labels]
    brier = np.mean(np.sum((exact - one_hot) ** 2, axis=1))
    if np.allclose(exact.sum(axis=1), 1, atol=1e-6) and size > 2:
        # Of distributions scikit-learn has it too.
        theirs = brier_score_loss(labels, exact / exact.sum(axis=1, keepdims=True), labels=range(size))
        assert abs(theirs - brier) < 1e-6
    return {
        "name": name,
        "labels": [int(label) for label in labels],
        "outputs": [[float(value) for value in row] for row in outputs],
        "bins": bins,
        "accuracy": float(right.mean()),
        "certainty": float(certainty.mean()),
        "brier": float(brier),
        "equalWidth": reliability(certainty, right, bins, "uniform"),
        "equalMass": reliability(certainty, right, bins, "quantile"),
    }


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sure(labels, size, sureness, sharpness):
    z = rng.normal(size=(len(labels), size))
    z[np.arange(len(labels)), labels] += sureness
    return z * sharpness


many = rng.integers(0, 4, size=120)
two = rng.integers(0, 2, size=40)
calibrations = [
    calibration("softmax", many, softmax(sure(many, 4, 1.2, 1)), 10),
    calibration("softmax, too sure", many, softmax(sure(many, 4, 0.8, 6)), 15),
    calibration("sigmoid", many, 1 / (1 + np.exp(-sure(many, 4, 1.5, 1.5) + 1)), 8),
    calibration("certain of everything", many, np.eye(4)[rng.permutation(many)], 10),
    calibration("two classes, one bin", two, softmax(sure(two, 2, 1, 1)), 1),
    calibration("many equal certainties", two, np.round(softmax(sure(two, 2, 1, 1)) * 4) / 4, 6),
]


def distribution(name, values, quantiles, bins):
    values = np.float32(values)
    exact = np.float64(values)
    counts, edges = np.histogram(exact, bins=bins)
    return {
        "name": name,
        "values": [float(value) for value in values],
        "mean": float(exact.mean()),
        "deviation": float(exact.std()),
        "min": float(exact.min()),
        "max": float(exact.max()),
        "quantiles": [[q, float(np.quantile(exact, q))] for q in quantiles],
        "histogram": {"counts": counts.tolist(), "edges": edges.tolist()},
    }


some = [0, 0.01, 0.25, 0.5, 0.9, 1]
distributions = [
    distribution("gaussian", rng.normal(size=101), some, 20),
    distribution("far from 0", 1000 + rng.normal(size=64) / 100, some, 7),
    distribution("mostly 0", np.maximum(0, rng.normal(size=50) - 1), some, 10),
    distribution("all equal", np.full(5, 0.75), some, 4),
    distribution("one number", [3], some, 3),
    distribution("whole numbers", rng.integers(0, 6, size=40), some, 5),
]
path = HERE / "analysis.golden.json"
parts = {"calibrations": calibrations, "distributions": distributions}
sections = [f'"{key}": [\n' + ",\n".join(json.dumps(each) for each in cases) + "\n]" for key, cases in parts.items()]
path.write_text("{\n" + ",\n".join(sections) + "\n}\n")
