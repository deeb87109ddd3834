"""Distorts images with SciPy and NumPy, in float64, as the library distorts them too, and writes them as JSON for the tests.

    python3 make_expansion_golden.py

Needs numpy and scipy (made with 1.24.2 and 1.10.1). Nothing here is copied from the library: motions are products of
matrices in homogeneous coordinates, inverted by NumPy and resampled by scipy.ndimage; the gaussian is SciPy's own.
Results are not rounded to bytes: they have eight significant digits.
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

HERE = Path(__file__).parent


def rounded(values):
    return [float(f"{value:.7e}") for value in np.asarray(values, dtype=np.float64).ravel()]


def homogeneous(block, shift=(0, 0)):
    """On columns (row, column, 1)."""
    matrix = np.eye(3)
    matrix[:2, :2] = block
    matrix[:2, 2] = shift
    return matrix


def motion_matrix(motion, height, width):
    """Scaled, then skewed, then turned counter-clockwise about the centre, then shifted; rows count downwards."""
    theta = np.deg2rad(motion["degrees"])
    scale = homogeneous(np.diag([motion["scaleY"], motion["scaleX"]]))
    # A row above the centre (negative) moves to the right (positive).
    skew = homogeneous(np.array([[1, 0], [-motion["skew"], 1]]))
    # What points right (row 0, column 1) points up (row -1, column 0) after a quarter turn counter-clockwise.
    turn = homogeneous(np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]]))
    shift = homogeneous(np.eye(2), (motion["down"], motion["right"]))
    centre = homogeneous(np.eye(2), ((height - 1) / 2, (width - 1) / 2))
    return shift @ centre @ turn @ skew @ scale @ np.linalg.inv(centre)


def moved(image, motion, displacement=None):
    height, width = image.shape
    inverse = np.linalg.inv(motion_matrix(motion, height, width))
    rows, columns = np.mgrid[0:height, 0:width]
    places = inverse @ np.stack([rows.ravel(), columns.ravel(), np.ones(height * width)])
    places = places[:2].reshape(2, height, width)
    if displacement is not None:
        places = places + displacement
    return ndimage.map_coordinates(image, places, order=1, mode="grid-constant", cval=0.0)


def blob(rng, height, width):
    """Something like a digit that touches the border, and something like noise."""
    smooth = ndimage.gaussian_filter(rng.uniform(0, 1, (height, width)), 1.5)
    smooth = np.clip((smooth - smooth.mean()) * 2000, 0, 255)
    noise = rng.integers(0, 256, (height, width)) * (rng.uniform(0, 1, (height, width)) < 0.2)
    return np.round(np.maximum(smooth, noise))


def book_rotation(image, degrees):
    """As the book's figure has it: x and y from row 14, column 13; each corner's weight by hand; times 1.3."""
    theta = np.deg2rad(degrees)
    result = np.zeros((28, 28))
    for row in range(28):
        for column in range(28):
            x, y = column - 13, 14 - row
            x1 = np.cos(theta) * x + np.sin(theta) * y
            y1 = np.cos(theta) * y - np.sin(theta) * x
            left, below = int(np.floor(x1)), int(np.floor(y1))
            if abs(left) > 13 or abs(below) > 13:
                continue
            total = 0.0
            for dx in (0, 1):
                for dy in (0, 1):
                    weight = (1 - abs(x1 - left - dx)) * (1 - abs(y1 - below - dy))
                    total += weight * image[14 - (below + dy), left + dx + 13]
            result[row, column] = min(1.0, 1.3 * total)
    return result


def main():
    rng = np.random.default_rng(6)
    still = {"degrees": 0, "scaleY": 1, "scaleX": 1, "skew": 0, "down": 0, "right": 0}
    motions = [
        {**still, "degrees": 15},
        {**still, "degrees": -37.5},
        {**still, "degrees": 170},
        {**still, "scaleY": 1.25, "scaleX": 0.8},
        {**still, "skew": 0.3},
        {**still, "down": 2, "right": -3},
        {"degrees": -10, "scaleY": 0.9, "scaleX": 1.1, "skew": -0.2, "down": -1, "right": 2},
    ]
    cases = []
    for (height, width), motion in zip([(28, 28), (28, 28), (9, 14), (12, 7), (28, 28), (10, 11), (28, 28)], motions):
        image = blob(rng, height, width)
        cases.append(
            {
                "height": height,
                "width": width,
                "motion": motion,
                "image": image.astype(int).ravel().tolist(),
                "moved": rounded(moved(image, motion)),
            }
        )
    bent = []
    for (height, width), (alpha, sigma), motion in [
        ((28, 28), (34, 4), still),
        ((12, 17), (8, 2.5), motions[-1]),
        ((9, 8), (5, 0.4), still),
    ]:
        image = blob(rng, height, width)
        # As the library makes them from the halves of a word: the lower one is the first field.
        words = rng.integers(0, 2**32, (height, width), dtype=np.uint64)
        fields = [((words >> np.uint64(s)) & np.uint64(0xFFFF)).astype(np.float64) for s in (0, 16)]
        fields = [(2 * field + 1) / 65536 - 1 for field in fields]
        smooth = [alpha * ndimage.gaussian_filter(f, sigma, mode="constant", cval=0.0, truncate=3.0) for f in fields]
        bent.append(
            {
                "height": height,
                "width": width,
                "elastic": {"alpha": alpha, "sigma": sigma},
                "motion": motion,
                "image": image.astype(int).ravel().tolist(),
                "words": [int(word) for word in words.ravel()],
                "down": rounded(smooth[0]),
                "right": rounded(smooth[1]),
                "moved": rounded(moved(image, motion, np.stack(smooth))),
            }
        )
    image = blob(rng, 28, 28)
    book = [{"degrees": d, "image": image.astype(int).ravel().tolist(), "turned": rounded(book_rotation(image / 256, d))}
            for d in (15, -40)]
    text = json.dumps({"moved": cases, "bent": bent, "book": book})
    (HERE / "expansion.golden.json").write_text(text.replace('}, {"', '},\n{"') + "\n")


main()
