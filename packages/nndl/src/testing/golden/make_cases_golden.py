"""Computes with PyTorch what scripts/golden.mjs asks for: one JSON object in a line of standard input for each network,
{"key", "spec", "count"}, and for each a line with its numbers.

The first numbers of a network come from its key alone, so that one can be added without making the others again.
"""

import json
import sys
import zlib

import numpy as np

from make_golden import ACTIVATIONS, COSTS
from make_image_networks_golden import case

for line in sys.stdin:
    asked = json.loads(line)
    key, spec = asked["key"], asked["spec"]
    rng = np.random.default_rng(zlib.crc32(key.encode()))
    used = {layer.get("activation", "linear") for layer in spec["layers"]}
    if not used <= ACTIVATIONS.keys() or spec["cost"] not in COSTS:
        sys.exit(f"{key}: write its definition in PyTorch's terms into ACTIVATIONS or COSTS of make_golden.py first.")
    try:
        made = case(key, rng, spec["input"], spec["layers"], spec["cost"], asked["count"])
    except KeyError as missing:
        sys.exit(f"{key}: write {missing} in PyTorch's terms into make_image_networks_golden.py first (forward).")
    print(json.dumps(made, ensure_ascii=False, separators=(",", ":")), flush=True)
