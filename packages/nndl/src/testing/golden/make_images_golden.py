"""Resizes images with Pillow, and writes them as JSON for the tests.

Run it again only when a case is to be added:

    python3 make_images_golden.py

Needs Pillow (made with 13.0.0). Pillow rounds to bytes after each of its two passes.
"""

import json
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent

CASES = [((9, 7), (4, 3)), ((5, 4), (11, 9)), ((16, 6), (5, 6)), ((7, 8), (7, 3)), ((3, 3), (1, 1)), ((13, 10), (6, 17))]


def image_bytes(width, height):
    return bytes((x * 71 + y * 139 + c * 47 + x * y * (c + 3)) % 256 for y in range(height) for x in range(width) for c in range(3))


def case(before, after):
    image = Image.frombytes("RGB", before, image_bytes(*before))
    resized = image.resize(after, Image.Resampling.BILINEAR)
    return {"before": before, "after": after, "given": list(image.tobytes()), "resized": list(resized.tobytes())}


lines = ",\n".join(json.dumps(case(*sizes), separators=(",", ":")) for sizes in CASES)
(HERE / "images.golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
