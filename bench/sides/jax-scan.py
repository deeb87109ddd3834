"""JAX with the whole loop compiled: gradients by `grad`, the data resident, the mini-batches of a permutation one after another.

A loop whose count is known when it runs is what `lax.scan` is compiled to, and need not be compiled anew for each count.
"""
import json
import os
import pathlib
import sys

root = pathlib.Path(__file__).parent.parent
sys.path[:0] = [str(root / "harness"), str(root / "common")]
from serve import is_machine, load_examples, load_indices, serve, takes_indices

# XLA reads them when it is loaded.
threads = json.loads(sys.argv[1])["threads"]
several = "true" if threads > 1 else "false"
os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={several} intra_op_parallelism_threads={threads}"
os.environ["NPROC"] = str(threads)
os.environ["JAX_PLATFORMS"] = "cpu"


def open_side(task):
    import jax
    import jaxlib
    import numpy

    # Its generator for speed; the usual one takes most of the time of a Boltzmann machine.
    jax.config.update("jax_default_prng_impl", "rbg")
    if takes_indices(task):
        inputs, labels = load_indices(task["examples"])
    else:
        pixels, labels = load_examples(task["examples"])
        inputs = pixels.reshape(-1, *task["network"]["input"])
    inputs, labels = jax.numpy.asarray(inputs), jax.numpy.asarray(labels)
    if task["work"] == "inference":
        begin, predict, work = inference(jax, task, inputs)
    else:
        begin, predict, work = training(jax, numpy, task, inputs, labels)
    return {"JAX": jax.__version__, "jaxlib": jaxlib.__version__}, work, predict and (lambda x: predict(begin(), x))


def predictor(jax, task):
    from jax_networks import forward

    @jax.jit
    def outputs(parameters, x):
        return forward(jax, task["network"], parameters, x.reshape(-1, *task["network"]["input"]))

    return lambda parameters, x: jax.device_get(outputs(parameters, x))


def inference(jax, task, inputs):
    from jax_networks import initial

    parameters, size, predict = initial(jax, task["network"]), task["miniBatchSize"], predictor(jax, task)

    def work(count):
        for i in range(count):
            first = i * size % len(inputs)
            predict(parameters, inputs[first : first + size])

    return lambda: parameters, predict, work


def training(jax, numpy, task, inputs, labels):
    lax, size = jax.lax, task["miniBatchSize"]
    if is_machine(task):
        parameters, update, predict = contrastive_divergence(jax, task)
    else:
        parameters, update, predict = gradient_descent(jax, task)

    def loop(parameters, x, y, order, first, count, key):
        def step(i, parameters):
            batch = lax.dynamic_slice(order, ((first + i) * size,), (size,))
            return update(parameters, x[batch], y[batch], jax.random.fold_in(key, first + i))

        return lax.fori_loop(0, count, step, parameters)

    compiled = jax.jit(loop, donate_argnums=0)
    draw = numpy.random.default_rng(1)
    per_epoch = len(inputs) // size
    state = {"parameters": parameters, "at": per_epoch, "epoch": 0}

    def work(count):
        while count > 0:
            if state["at"] == per_epoch:
                state["order"] = jax.numpy.asarray(draw.permutation(len(inputs)))
                state["key"] = jax.random.fold_in(jax.random.key(1), state["epoch"])
                state["at"], state["epoch"] = 0, state["epoch"] + 1
            now = min(count, per_epoch - state["at"])
            args = inputs, labels, state["order"], state["at"], now, state["key"]
            state["parameters"] = compiled(state["parameters"], *args)
            state["at"] += now
            count -= now
        jax.block_until_ready(state["parameters"])

    return lambda: state["parameters"], predict, work


def gradient_descent(jax, task):
    from jax_networks import forward, initial

    np, network, rate = jax.numpy, task["network"], task["learningRate"] / task["miniBatchSize"]
    softmax = network["layers"][-1]["activation"] == "softmax"

    def cost(parameters, x, y, key):
        z = forward(jax, network, parameters, x, key)
        one_hot = jax.nn.one_hot(y, z.shape[-1])
        if not softmax:
            return np.sum(jax.nn.softplus(z) - z * one_hot)
        each = -np.sum(jax.nn.log_softmax(z) * one_hot, axis=-1)
        # Of a sequence with a class at each step, the mean over the steps.
        return np.sum(each if each.ndim == 1 else np.mean(each, axis=1))

    def update(parameters, x, y, key):
        return jax.tree.map(lambda p, g: p - rate * g, parameters, jax.grad(cost)(parameters, x, y, key))

    return initial(jax, network), update, predictor(jax, task)


def contrastive_divergence(jax, task):
    """By its formulas, as it has no Boltzmann machines: states are drawn, and the last hidden units are their probabilities."""
    np, sigmoid, bernoulli = jax.numpy, jax.nn.sigmoid, jax.random.bernoulli
    visible, hidden = task["network"]["input"][0], task["network"]["boltzmann"]["hidden"]
    rate = task["learningRate"] / task["miniBatchSize"]
    weights = 0.01 * jax.random.normal(jax.random.key(2), (visible, hidden))

    def update(parameters, x, _, key):
        w, b, c = parameters
        keys = jax.random.split(key, 3)
        v = bernoulli(keys[0], x).astype(x.dtype)
        up = sigmoid(v @ w + c)
        h = bernoulli(keys[1], up).astype(x.dtype)
        drawn = bernoulli(keys[2], sigmoid(h @ w.T + b)).astype(x.dtype)
        again = sigmoid(drawn @ w + c)
        w = w + rate * (v.T @ up - drawn.T @ again)
        return w, b + rate * np.sum(v - drawn, axis=0), c + rate * np.sum(up - again, axis=0)

    return (weights, np.zeros(visible), np.zeros(hidden)), update, None


serve("JAX, whole loop compiled", open_side, threads=True, note="one jitted loop; dropout and chance by its rbg generator")
