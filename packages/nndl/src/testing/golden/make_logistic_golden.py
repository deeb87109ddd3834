"""Computes with scikit-learn the minimum of two small logistic regressions, for the optimizers that look at all examples.

    python3 make_logistic_golden.py

Needs numpy and scikit-learn (made with 2.4.6 and 1.9.1). Inputs are multiples of 1/256. scikit-learn makes C Σ cost + ½ Σ w²
small: our λ is 1/C. See make_golden.py, whose conventions these are.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from make_golden import on_grid, rounded, write


def case(name, rng, count, size, classes, l2):
    centres = on_grid(rng, (classes, size), 0.8)
    labels = rng.integers(0, classes, count)
    inputs = centres[labels] + on_grid(rng, (count, size))
    model = LogisticRegression(C=1 / l2, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(inputs, labels)
    data_cost = log_loss(labels, model.predict_proba(inputs))
    return {
        "name": name,
        "inputs": inputs.ravel().tolist(),
        "labels": labels.tolist(),
        "classes": classes,
        "l2": l2,
        "weights": rounded(model.coef_),
        "biases": rounded(model.intercept_),
        "cost": rounded([data_cost + l2 / (2 * count) * (model.coef_**2).sum()])[0],
    }


if __name__ == "__main__":
    rng = np.random.default_rng(20261129)
    write("logistic", [case("three classes", rng, 90, 5, 3, 0.5), case("two classes", rng, 60, 3, 2, 0.25)])
