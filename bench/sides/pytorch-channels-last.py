import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from pytorch import open_with_autograd
from serve import serve


def open_channels_last(task):
    return open_with_autograd(task, channels_last=True)


serve("PyTorch, channels last", open_channels_last, threads=True, note="memory_format=torch.channels_last")
