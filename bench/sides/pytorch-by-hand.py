import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from pytorch import open_by_hand
from serve import serve

serve("PyTorch, by hand", open_by_hand, threads=True, by_hand=True)
