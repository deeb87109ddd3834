"""PyTorch with whatever kernels OpenBLAS itself would choose, where the environment restricts it to older ones."""
import os
import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from pytorch import open_with_autograd
from serve import Skip, serve

RESTRICTIONS = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]


def open_unrestricted(task):
    # OpenBLAS reads them when it is loaded, which is when PyTorch is imported.
    found = [name for name in RESTRICTIONS if os.environ.pop(name, None) is not None]
    if not found:
        raise Skip(f"the same as pytorch, as neither {' nor '.join(RESTRICTIONS)} is set")
    return open_with_autograd(task)


serve("PyTorch, any kernels", open_unrestricted, threads=True, note=f"without {' and '.join(RESTRICTIONS)}")
