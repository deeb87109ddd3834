"""Writes numbers of 16 bits as PyTorch and NumPy have them, and what they become as float32, as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_float16_golden.py

Needs numpy, torch and safetensors (made with 2.4.6, 2.15.0 and 0.8.0). "file" is a network's file as safetensors writes it.
"""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save

HERE = Path(__file__).parent

SPEC = {"input": [3], "layers": [{"type": "dense", "units": 2}], "cost": "quadratic", "seed": 0}
WEIGHTS = torch.tensor([[0.1, -2.5, 65504.0], [6e-8, -1e-5, 3.140625]], dtype=torch.float16)
BIASES = torch.tensor([0.1, -3e38], dtype=torch.bfloat16)


def every(dtype):
    """SHA-256 of all 65536 numbers as float32, little-endian; every NaN counts as the same one."""
    patterns = np.arange(65536, dtype=np.uint16)
    if dtype == torch.float16:
        floats = patterns.view(np.float16).astype(np.float32)
    else:
        floats = torch.from_numpy(patterns.view(np.int16)).view(torch.bfloat16).to(torch.float32).numpy()
    bits = np.where(np.isnan(floats), np.uint32(0x7FC00000), floats.view(np.uint32)).astype("<u4")
    return hashlib.sha256(bits.tobytes()).hexdigest()


golden = {
    "file": base64.b64encode(
        save({"layers.0.weights": WEIGHTS, "layers.0.biases": BIASES}, {"nndl.network": json.dumps(SPEC)})
    ).decode(),
    "weights": WEIGHTS.float().flatten().tolist(),
    "biases": BIASES.float().tolist(),
    "every": {"F16": every(torch.float16), "BF16": every(torch.bfloat16)},
}
(HERE / "float16.golden.json").write_text(json.dumps(golden, indent=2) + "\n", encoding="utf-8")
