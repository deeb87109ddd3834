"""The networks as modules of PyTorch."""
import math


def modules(torch, network):
    """The layers, without the last activation, which belongs to the cost; and what is drawn for their weights."""
    nn = torch.nn
    made, shape = [], network["input"]
    for layer in network["layers"]:
        kind = layer["type"]
        if kind == "dropout":
            made.append(nn.Dropout(layer["rate"]))
        elif kind == "embedding":
            made.append(nn.Embedding(layer["indices"], layer["size"]))
            shape = [shape[0], layer["size"]]
        elif kind in ("lstm", "gru"):
            made.append(recurrent(torch, layer, shape[-1]))
            shape = [*(shape[:1] if every(layer) else []), layer["units"]]
        elif kind == "dense":
            # Of a sequence each step, of anything else all of it.
            steps = shape[:1] if len(shape) == 2 else []
            made += [nn.Flatten()] if len(shape) > 2 else []
            made += [nn.Linear(math.prod(shape[len(steps) :]), layer["units"]), *activation(nn, layer)]
            shape = [*steps, layer["units"]]
        else:
            # Pooling and an activation that only grows give the same numbers in either order. A ReLU in place before
            # the pooling was the faster one; a sigmoid has a quarter of the work after it.
            convolution = nn.Conv2d(shape[0], layer["filters"], layer["kernel"])
            after = [nn.MaxPool2d(layer["window"]), *activation(nn, layer)]
            made += [convolution, *(reversed(after) if layer["activation"] == "relu" else after)]
            shape = [layer["filters"], *((n - layer["kernel"] + 1) // layer["window"] for n in shape[1:])]
    for module in made:
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(module.weight, std=module.weight[0].numel() ** -0.5)
            nn.init.zeros_(module.bias)
    return nn.Sequential(*(made if network["layers"][-1]["activation"] == "softmax" else made[:-1]))


def every(layer):
    """Whether all outputs of a recurrent layer go on, or the last."""
    return layer.get("output") == "every"


def recurrent(torch, layer, features):
    cells = torch.nn.LSTM if layer["type"] == "lstm" else torch.nn.GRU

    class Recurrent(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = cells(features, layer["units"], batch_first=True)

        def forward(self, x):
            outputs, _ = self.layer(x)
            return outputs if every(layer) else outputs[:, -1]

    return Recurrent()


def activation(nn, layer):
    if layer["activation"] == "softmax":
        return []
    return [nn.ReLU(inplace=True) if layer["activation"] == "relu" else nn.Sigmoid()]
