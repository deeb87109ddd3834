"""A side's end of the protocol, for sides in Python. See task.mjs for the words; serve.mjs is its twin.

Only the standard library is imported here, so that a side can set the environment before it imports NumPy or PyTorch.
"""
import json
import math
import os
import platform
import resource
import struct
import sys
import time

MARK = "@bench "
SCORED = 1000


class Skip(Exception):
    """The reason why a side cannot take part, as opposed to a mistake."""


def answer(message):
    print(MARK + json.dumps(message), flush=True)


def serve(label, open_side, *, by_hand=False, threads=False, note=""):
    """Answers the driver until its input ends.

    `open_side(task)` returns `(versions, work, predict)`: `work(n)` returns when n mini-batches are done,
    `predict(inputs)` gives one row of outputs for each row of a float32 array; None of what does not classify.
    """
    task = json.loads(sys.argv[1])
    try:
        if task["threads"] > 1 and not threads:
            raise Skip("takes part with one thread only")
        versions, work, predict = open_side(task)
    except ImportError as error:
        answer({"skip": f"{error} in {sys.executable}; NNDL_PYTHON names another interpreter", "missing": True})
        return
    except Skip as reason:
        answer({"skip": str(reason)})
        return
    versions = {**versions, "Python": platform.python_version()}
    answer({"ready": {"label": label, "language": "python", "versions": versions, "byHand": by_hand, "note": note}})
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "go":
            answer(timed(work, int(argument)))
        elif command == "memory":
            answer({"peakBytes": peak_bytes()})
        elif command == "score":
            answer(score(task, predict))


def timed(work, mini_batches):
    cpu, start = time.process_time(), time.perf_counter()
    work(mini_batches)
    return {"seconds": time.perf_counter() - start, "cpuSeconds": time.process_time() - cpu}


def peak_bytes():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def sigmoid_units(task):
    """The units of each layer, input first, for sides that know fully-connected layers of sigmoid units only."""
    layers = task["network"]["layers"]
    if any(layer["type"] != "dense" or layer["activation"] != "sigmoid" for layer in layers):
        raise Skip("it is written for fully-connected layers of sigmoid units")
    return [math.prod(task["network"]["input"]), *(layer["units"] for layer in layers)]


def load_examples(files):
    """The pixels of the first `count` images, one row each, as value / 256 in float32; and their labels."""
    import numpy as np

    return np.multiply(idx(files["images"], files["count"]), np.float32(1 / 256), dtype=np.float32), labels(files)


def load_indices(files):
    """The indices of the first `count` sequences, one row each, and the labels of their steps: int64."""
    return idx(files["images"], files["count"]).astype("int64"), labels(files).astype("int64")


def labels(files):
    found = idx(files["labels"], files["count"])
    return found[:, 0] if found.shape[1] == 1 else found


def idx(path, count):
    """The first `count` rows of an IDX file of bytes."""
    import numpy as np

    with open(path, "rb") as file:
        (kind,) = struct.unpack(">I", file.read(4))
        shape = struct.unpack(f">{kind & 255}I", file.read(4 * (kind & 255)))
    size = math.prod(shape[1:])
    return np.fromfile(path, np.uint8, count * size, offset=4 + 4 * len(shape)).reshape(count, size)


def takes_indices(task):
    """Whether the network looks up a row for each index."""
    return any(layer["type"] == "embedding" for layer in task["network"]["layers"])


def is_machine(task):
    """Whether it is a restricted Boltzmann machine."""
    return "boltzmann" in task["network"]


def score(task, predict):
    if not task["test"] or predict is None:
        return {"of": 0}
    inputs, labels = load_examples({**task["test"], "count": SCORED})
    return {"correct": int((predict(inputs).argmax(1) == labels).sum()), "of": SCORED}


def blas_kernels():
    """Which kernels OpenBLAS chose for this processor, e.g. "OpenBLAS Haswell"; None where that cannot be seen."""
    import ctypes

    try:
        with open("/proc/self/maps", encoding="utf8") as maps:
            libraries = {line.split()[-1] for line in maps if "blas" in line and ".so" in line}
    except OSError:
        return None
    for library in sorted(libraries):
        name = getattr(ctypes.CDLL(library), "openblas_get_corename", None)
        if name is not None:
            name.restype = ctypes.c_char_p
            return "OpenBLAS " + name().decode()
    return None


def with_blas(versions):
    kernels = blas_kernels()
    return {**versions, "BLAS": kernels} if kernels else versions
