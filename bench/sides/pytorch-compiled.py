import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from pytorch import open_with_autograd
from serve import serve


def open_compiled(task):
    return open_with_autograd(task, compiled=True)


serve("PyTorch, compiled", open_compiled, threads=True, note="torch.compile of the cost with its gradient, and of the update")
