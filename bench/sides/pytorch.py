import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from pytorch import open_with_autograd
from serve import serve

serve("PyTorch", open_with_autograd, threads=True)
