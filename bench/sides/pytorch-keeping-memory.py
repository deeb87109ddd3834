"""PyTorch in a process that keeps the memory of one step for the next, which glibc, as it is set, may give back each time."""
import os
import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]

# glibc reads them when a process starts.
SETTINGS = {"MALLOC_TRIM_THRESHOLD_": "1000000000", "MALLOC_MMAP_THRESHOLD_": "1000000000"}
if any(os.environ.get(name) != value for name, value in SETTINGS.items()):
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **SETTINGS})

from pytorch import open_with_autograd
from serve import serve

serve("PyTorch, keeping memory", open_with_autograd, threads=True, note="MALLOC_TRIM_THRESHOLD_, MALLOC_MMAP_THRESHOLD_")
