"""Measures answers and values with scikit-learn, and writes what it says as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_reports_golden.py

Needs NumPy and scikit-learn (made with 1.9.1).
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics

HERE = Path(__file__).parent
warnings.simplefilter("ignore")


def class_case(name, labels, outputs, top):
    outputs = np.float32(outputs)
    size = outputs.shape[1]
    answers = outputs.argmax(axis=1)
    scores = metrics.precision_recall_fscore_support
    by_class = scores(labels, answers, labels=range(size), zero_division=0)
    averages = {
        average: dict(zip(["precision", "recall", "f1"], scores(labels, answers, average=average, zero_division=0)))
        for average in ["macro", "weighted"]
    }
    ranks = [metrics.top_k_accuracy_score(labels, outputs, k=k, labels=range(size)) if size > 2 else 1.0 for k in top]
    return {
        "name": name,
        "labels": [int(label) for label in labels],
        "outputs": [[float(value) for value in row] for row in outputs],
        "accuracy": metrics.accuracy_score(labels, answers),
        "balanced": metrics.balanced_accuracy_score(labels, answers),
        "classes": {
            key: [float(value) for value in values]
            for key, values in zip(["precision", "recall", "f1", "support"], by_class)
        },
        **averages,
        "top": dict(zip(top, ranks)),
        "confusion": metrics.confusion_matrix(labels, answers, labels=range(size)).tolist(),
    }


def value_case(name, targets, outputs):
    targets, outputs = np.float32(targets), np.float32(outputs)
    exact = [np.float64(targets), np.float64(outputs)]
    return {
        "name": name,
        "targets": targets.tolist(),
        "outputs": outputs.tolist(),
        "r2": metrics.r2_score(*exact, multioutput="raw_values").tolist(),
        "absolute": metrics.mean_absolute_error(*exact, multioutput="raw_values").tolist(),
        "squared": metrics.mean_squared_error(*exact, multioutput="raw_values").tolist(),
        "root": metrics.root_mean_squared_error(*exact, multioutput="raw_values").tolist(),
        "all": [
            metrics.r2_score(*exact),
            metrics.mean_absolute_error(*exact),
            metrics.mean_squared_error(*exact),
            metrics.root_mean_squared_error(*exact),
        ],
    }


rng = np.random.default_rng(7)


def outputs_for(labels, size, sureness):
    outputs = rng.random((len(labels), size))
    for row, label in zip(outputs, labels):
        row[label] += sureness
    return outputs.round(4)


def without(outputs, column):
    outputs[:, column] = -1
    return outputs


even = [i % 4 for i in range(40)]
uneven = [0] * 30 + [1] * 8 + [2] * 2
classes = [
    class_case("four classes", even, outputs_for(even, 4, 0.4), [1, 2, 3]),
    class_case("few of one class", uneven, outputs_for(uneven, 3, 0.3), [2]),
    class_case("a class that is never answered", even, without(outputs_for(even, 4, 0.4), 2), [2]),
    class_case("a class without examples", [0, 1, 3] * 7, outputs_for([0, 1, 3] * 7, 4, 0.2), [2]),
    class_case("a class that neither has examples nor is answered", [0, 1, 3] * 7, without(outputs_for([0, 1, 3] * 7, 4, 0.3), 2), [2]),
    class_case("two classes", [0, 1, 1, 0, 1, 1], outputs_for([0, 1, 1, 0, 1, 1], 2, 0.2), []),
    class_case("everything wrong", [0, 1, 2] * 2, without(outputs_for([1, 0, 1] * 2, 3, 2), 2), [1, 2]),
]
line = rng.normal(size=(12, 1))
cloud = rng.normal(size=(20, 3)) * [1, 10, 1000] + [0, 5, -2000]
values = [
    value_case("one value", line, line * 0.9 + rng.normal(size=line.shape) * 0.2),
    value_case("three values", cloud, cloud + rng.normal(size=cloud.shape) * [0.5, 2, 300]),
    value_case("worse than the mean", line, -line),
    value_case("exact", line, line),
]
path = HERE / "reports.golden.json"
sections = [f'"{key}": [\n' + ",\n".join(json.dumps(each) for each in cases) + "\n]" for key, cases in [("classes", classes), ("values", values)]]
path.write_text("{\n" + ",\n".join(sections) + "\n}\n")
