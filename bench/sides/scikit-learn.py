"""scikit-learn's BernoulliRBM: persistent contrastive divergence, in float64 or in the type of the data."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "harness"))
from serve import Skip, is_machine, load_examples, serve, with_blas


def open_side(task):
    if not is_machine(task):
        raise Skip("of these networks it has Boltzmann machines alone")
    import numpy as np
    import sklearn
    from sklearn.neural_network import BernoulliRBM

    size = task["miniBatchSize"]
    rows, _ = load_examples(task["examples"])
    hidden = task["network"]["boltzmann"]["hidden"]
    machine = BernoulliRBM(n_components=hidden, learning_rate=task["learningRate"], batch_size=size, random_state=1)
    draw = np.random.default_rng(1)

    def mini_batches():
        while True:
            order = draw.permutation(len(rows))
            for first in range(0, len(order), size):
                yield order[first : first + size]

    stream = mini_batches()

    def train(count):
        for _ in range(count):
            machine.partial_fit(rows[next(stream)])

    return with_blas({"scikit-learn": sklearn.__version__, "NumPy": np.__version__}), train, None


serve("scikit-learn", open_side, note="persistent chains (it has no others); partial_fit of each mini-batch")
