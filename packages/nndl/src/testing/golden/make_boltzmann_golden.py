"""Trains small restricted Boltzmann machines with NumPy, and writes what they come to as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_boltzmann_golden.py

Needs numpy (made with 2.2.6). Chance is drawn as src/random/stream.ts says, written here once more: Philox4x32-10, keyed by the seed,
counted by block, step and the name's SHA-256; a row of units takes whole groups of sixteen words. Sums go over the whole
mini-batch as matrix products, as in the papers.
"""

import hashlib
import json
from pathlib import Path
from statistics import NormalDist

import numpy as np

HERE = Path(__file__).parent
MASK = 0xFFFFFFFF


def block(seed, name, step, index):
    digest = hashlib.sha256(name.encode()).digest()
    c = [index, step, int.from_bytes(digest[0:4], "little"), int.from_bytes(digest[4:8], "little")]
    k = [seed & MASK, seed >> 32]
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & MASK, (a >> 32) ^ c[3] ^ k[1], a & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def words(seed, name, step, rows, units):
    width = (units + 15) // 16 * 16
    flat = [word for index in range(rows * width // 4) for word in block(seed, name, step, index)]
    return np.array(flat, dtype=np.uint64).reshape(rows, width)[:, :units]


def uniform(w):
    return (w >> np.uint64(8)).astype(np.float64) / 2**24


def gaussian(w):
    return np.vectorize(NormalDist().inv_cdf)(((w >> np.uint64(9)).astype(np.float64) + 0.5) / 2**23)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def draw_visible(case, z, name, step):
    free = z.shape[1] - case["classes"]
    w = words(case["seed"], name, step, *z.shape)
    means = z.copy() if case["units"] == "gaussian" else sigmoid(z)
    if case["classes"]:
        e = np.exp(z[:, free:] - z[:, free:].max(axis=1, keepdims=True))
        means[:, free:] = e / e.sum(axis=1, keepdims=True)
    if case["chains"] == "means":
        return means
    v = means + gaussian(w) if case["units"] == "gaussian" else (uniform(w) < means).astype(np.float64)
    if case["classes"]:
        chosen = (uniform(w[:, free])[:, None] >= means[:, free:].cumsum(axis=1)).sum(axis=1)
        v[:, free:] = np.eye(case["classes"])[chosen]
    return v


def train(case):
    visible, hidden, m, seed = case["visible"], case["hidden"], case["miniBatchSize"], case["seed"]
    W = np.array(case["weights"]).reshape(hidden, visible)
    b, c = np.array(case["visibleBiases"]), np.array(case["hiddenBiases"])
    dW, db, dc = np.zeros_like(W), np.zeros_like(b), np.zeros_like(c)
    examples = np.array(case["features"]).reshape(-1, visible)
    first = np.array([w for i in range((m * hidden + 3) // 4) for w in block(seed, "boltzmann/chains", 0, i)])[: m * hidden]
    chains = (first < 2**31).astype(np.float64).reshape(m, hidden)
    sparsity = case["sparsity"]
    activity = np.full(hidden, sparsity["target"] if sparsity else 0.0)
    for step, start in enumerate(range(0, len(examples), m)):
        v0 = examples[start : start + m]
        n = len(v0)
        free = visible - case["classes"]
        if case["examples"] == "drawn":
            u = uniform(words(seed, "boltzmann/examples", step, n, visible))
            v0 = np.where(np.arange(visible) < free, (u < v0).astype(np.float64), v0)
        p0 = sigmoid(v0 @ W.T + c)
        draw = lambda p, sweep: (uniform(words(seed, f"boltzmann/hidden/{sweep}", step, n, hidden)) < p).astype(np.float64)
        h = chains[:n] if case["persistent"] else draw(p0, 0)
        for sweep in range(1, case["gibbsSteps"] + 1):
            v = draw_visible(case, h @ W + b, f"boltzmann/visible/{sweep}", step)
            p = sigmoid(v @ W.T + c)
            h = draw(p, sweep)
        if case["persistent"]:
            chains[:n] = h
        gW, gb, gc = (p0.T @ v0 - p.T @ v) / n, (v0 - v).mean(axis=0), (p0 - p).mean(axis=0)
        if sparsity:
            activity = sparsity["decay"] * activity + (1 - sparsity["decay"]) * p0.mean(axis=0)
            gc = gc - sparsity["cost"] * (activity - sparsity["target"])
        rate, momentum, decay = case["learningRate"], case["momentum"], case["weightDecay"]
        dW = momentum * dW + rate * (gW - decay * W)
        db, dc = momentum * db + rate * gb, momentum * dc + rate * gc
        W, b, c = W + dW, b + db, c + dc
    return W, b, c


def make(seed, **options):
    case = {
        "seed": seed, "visible": 21, "hidden": 18, "units": "binary", "classes": 0, "miniBatchSize": 4, "gibbsSteps": 1,
        "learningRate": 0.1, "momentum": 0.0, "weightDecay": 0.0, "sparsity": None, "persistent": False, "examples": "given",
        "chains": "drawn", **options,
    }
    r = np.random.default_rng(seed)
    f32 = lambda x: np.asarray(x, dtype=np.float32).astype(np.float64)
    case["weights"] = f32(r.normal(0, 0.3, case["hidden"] * case["visible"])).tolist()
    case["visibleBiases"] = f32(r.normal(-0.5, 0.5, case["visible"])).tolist()
    case["hiddenBiases"] = f32(r.normal(0, 0.5, case["hidden"])).tolist()
    features = r.normal(0, 1, (14, case["visible"])) if case["units"] == "gaussian" else r.random((14, case["visible"]))
    if case["examples"] == "given" and case["units"] == "binary":
        features = (features < 0.3).astype(np.float64)
    if case["classes"]:
        features[:, -case["classes"] :] = np.eye(case["classes"])[r.integers(0, case["classes"], 14)]
    case["features"] = f32(features).flatten().tolist()
    W, b, c = train(case)
    case["after"] = {"weights": W.flatten().tolist(), "visibleBiases": b.tolist(), "hiddenBiases": c.tolist()}
    return case


cases = {
    "CD-1": make(1),
    "CD-3 with momentum and decay of examples that are drawn": make(
        2, gibbsSteps=3, momentum=0.7, weightDecay=0.01, examples="drawn"
    ),
    "persistent, with a sparsity target": make(
        3, persistent=True, momentum=0.5, sparsity={"target": 0.1, "cost": 0.3, "decay": 0.8}
    ),
    "means instead of visible states": make(4, chains="means", gibbsSteps=2),
    "gaussian units": make(5, units="gaussian", learningRate=0.01),
    "a choice among classes": make(6, classes=4, gibbsSteps=2),
}
(HERE / "boltzmann.golden.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")
