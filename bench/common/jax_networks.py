"""The networks of the suites as functions of JAX: parameters, a list of weights and biases, and what a layer does with them."""
import math


def initial(jax, network):
    """Weights and biases of the layers in turn: N(0, 1/n_in) and 0."""
    np, parameters = jax.numpy, []
    keys = iter(jax.random.split(jax.random.key(1), 4 * len(network["layers"])))

    def drawn(*shape, inputs):
        return jax.random.normal(next(keys), shape) / math.sqrt(inputs)

    for layer, shape in zip(network["layers"], shapes(network)):
        kind = layer["type"]
        if kind == "embedding":
            parameters.append([drawn(layer["indices"], layer["size"], inputs=1)])
        elif kind in GATES:
            units, features, gates = layer["units"], shape[-1], GATES[kind]
            weights = [drawn(n, gates * units, inputs=units) for n in (features, units)]
            parameters.append([*weights, np.zeros(gates * units), np.zeros(units)])
        elif kind == "dense":
            inputs = shape[-1] if len(shape) == 2 else math.prod(shape)
            parameters.append([drawn(inputs, layer["units"], inputs=inputs), np.zeros(layer["units"])])
        elif kind == "convPool2d":
            kernel = (shape[0], layer["kernel"], layer["kernel"])
            parameters.append([drawn(layer["filters"], *kernel, inputs=math.prod(kernel)), np.zeros(layer["filters"])])
        else:
            parameters.append([])
    return parameters


GATES = {"lstm": 4, "gru": 3}


def shapes(network):
    """What goes into each layer."""
    shape = network["input"]
    for layer in network["layers"]:
        yield shape
        kind = layer["type"]
        if kind == "embedding":
            shape = [shape[0], layer["size"]]
        elif kind in GATES:
            shape = [*(shape[:1] if layer.get("output") == "every" else []), layer["units"]]
        elif kind == "dense":
            shape = [*(shape[:1] if len(shape) == 2 else []), layer["units"]]
        elif kind == "convPool2d":
            shape = [layer["filters"], *((n - layer["kernel"] + 1) // layer["window"] for n in shape[1:])]


def forward(jax, network, parameters, x, key=None):
    """The outputs before the last activation, which belongs to the cost. With a key it drops units out."""
    np, layers = jax.numpy, network["layers"]
    for i, (layer, own) in enumerate(zip(layers, parameters)):
        kind = layer["type"]
        if kind == "dropout":
            if key is not None:
                key, use = jax.random.split(key)
                kept = jax.random.bernoulli(use, 1 - layer["rate"], x.shape)
                x = np.where(kept, x / (1 - layer["rate"]), 0)
        elif kind == "embedding":
            x = own[0][x]
        elif kind in GATES:
            x = recurrent(jax, layer, own, x)
        else:
            if kind == "convPool2d":
                z = pooled(jax, layer, jax.lax.conv(x, own[0], (1, 1), "VALID")) + own[1][:, None, None]
            else:
                z = (x.reshape(len(x), -1) if x.ndim == 4 else x) @ own[0] + own[1]
            x = z if i == len(layers) - 1 else {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}[layer["activation"]](z)
    return x


def pooled(jax, layer, z):
    # Pooling comes before biases and activation, for a quarter of the work after it.
    window = (1, 1, layer["window"], layer["window"])
    return jax.lax.reduce_window(z, -jax.numpy.inf, jax.lax.max, window, window, "VALID")


def recurrent(jax, layer, own, x):
    """W x + b of all steps is one product; a scan goes from step to step."""
    np, (w, u, b, after) = jax.numpy, own
    units = layer["units"]
    sigmoid, tanh = jax.nn.sigmoid, np.tanh

    def lstm(state, z):
        h, c = state
        i, f, g, o = np.split(z + h @ u, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * tanh(g)
        h = sigmoid(o) * tanh(c)
        return (h, c), h

    def gru(state, z):
        (h,) = state
        r, s, n = np.split(z, 3, axis=1)
        by_r, by_s, by_n = np.split(h @ u, 3, axis=1)
        update = sigmoid(s + by_s)
        new = tanh(n + sigmoid(r + by_r) * (by_n + after))
        h = (1 - update) * new + update * h
        return (h,), h

    step, memories = (lstm, 2) if layer["type"] == "lstm" else (gru, 1)
    begin = (np.zeros((len(x), units)),) * memories
    state, outputs = jax.lax.scan(step, begin, np.swapaxes(x @ w + b, 0, 1))
    return np.swapaxes(outputs, 0, 1) if layer.get("output") == "every" else state[0]
