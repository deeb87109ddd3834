"""Computes with PyTorch, in float64, the Hessian of some networks' mean cost times a vector, by differentiating twice.

    python3 make_curvature_golden.py

Needs numpy and torch (made with 2.4.6 and 2.15.0). The networks are those of cases.golden.json and image-networks.golden.json,
with their numbers; the vectors are multiples of 1/256. See make_golden.py, whose conventions these are.
"""

import json
import zlib

import numpy as np
import torch

from make_golden import COSTS, HERE, on_grid, rounded, write
from make_image_networks_golden import forward

# What PyTorch's dropout drops comes from another generator.
CHOSEN = [" of ", " within", "conv2d, then ", "the book's order twice", "usual order", "windows", "pooling", "averages"]
CHOSEN += ["L2 before", "batch normalization", "local response", "connection"]
MOST = 700


def product(golden, training, direction):
    layers, cost = golden["spec"]["layers"], golden["spec"]["cost"]
    tensors = {
        key: torch.tensor(parameter["values"]).reshape(parameter["shape"])
        for key, parameter in golden["parameters"].items()
    }
    moving = [key for key in tensors if not key.endswith((".mean", ".variance"))]
    for key in moving:
        tensors[key].requires_grad_(True)
    targets, shape = golden["targets"], golden["spec"]["input"]
    before = [torch.tensor(golden["inputs"]).reshape(-1, *shape)]
    if targets["kind"] == "classes":
        y = torch.nn.functional.one_hot(torch.tensor(targets["labels"]), targets["classes"]).double()
    else:
        y = torch.tensor(targets["values"]).reshape(len(before[0]), -1)
    for index, layer in enumerate(layers):
        prefix = f"layers.{index}."
        own = {key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)}
        before.append(forward(layer, own, before, training))
    mean = COSTS[cost](before[-1].flatten(1), y).mean()
    gradients = torch.autograd.grad(mean, [tensors[key] for key in moving], create_graph=True)
    slope = sum((gradient * direction[key]).sum() for key, gradient in zip(moving, gradients))
    zeros = [torch.zeros_like(tensors[key]) for key in moving]
    products = zeros
    if slope.requires_grad:
        found = torch.autograd.grad(slope, [tensors[key] for key in moving], allow_unused=True)
        products = [zero if value is None else value for zero, value in zip(zeros, found)]
    return {key: rounded(value) for key, value in zip(moving, products)}


def cases():
    made = []
    for file in ("cases", "image-networks"):
        for golden in json.loads((HERE / f"{file}.golden.json").read_text(encoding="utf-8")):
            size = sum(len(parameter["values"]) for parameter in golden["parameters"].values())
            drops = any(layer["type"] == "dropout" for layer in golden["spec"]["layers"])
            if drops or size > MOST or not any(part in golden["name"] for part in CHOSEN):
                continue
            rng = np.random.default_rng(zlib.crc32(golden["name"].encode()))
            direction = {
                key: torch.tensor(on_grid(rng, parameter["shape"]))
                for key, parameter in golden["parameters"].items()
                if not key.endswith((".mean", ".variance"))
            }
            made.append(
                {
                    "name": golden["name"],
                    "direction": {key: value.ravel().tolist() for key, value in direction.items()},
                    "trained": product(golden, True, direction),
                    **({"used": product(golden, False, direction)} if "used" in golden else {}),
                }
            )
    return made


if __name__ == "__main__":
    write("curvature", cases())
