/** For tests: of which networks there must be PyTorch's numbers, whatever is registered. scripts/golden.mjs makes them. */
import { activationNames, costNames, costs } from "../../functions/index.ts";
import { layerTypes } from "../../layers/index.ts";
import { checkNetworkSpec, type NetworkSpec } from "../../network/index.ts";
import { fitOn, layersOf, type Measures } from "../fitted-layers.ts";

export interface Wanted {
  readonly key: string;
  readonly spec: NetworkSpec;
  readonly count: number;
}

const measures: Measures = {
  units: 4,
  filters: 3,
  kernel: [2, 2],
  stride: [1, 1],
  padding: "valid",
  groups: 1,
  activation: "tanh",
  pool: "max",
  window: [2, 2],
  overlapping: false,
  rate: 0.5,
};

/** Networks with residual connections: over one layer and over several, one beside another, on rows and on images. */
const residual: Readonly<Record<string, object>> = {
  "a connection over one layer": {
    input: [5],
    layers: [dense(4, "tanh"), dense(4, "tanh"), add(1), dense(3, "softmax")],
  },
  "connections over others, two from one place": {
    input: [4],
    layers: [
      dense(4, "sigmoid"),
      dense(4, "tanh"),
      add(1),
      dense(4, "tanh"),
      add(1, "relu"),
      add(4),
      dense(3, "softmax"),
    ],
  },
  "a connection from the input, over batch normalization": {
    input: [4],
    layers: [dense(4, "linear"), { type: "batchNorm", activation: "tanh" }, add(2), dense(3, "softmax")],
  },
  "connections on images": {
    input: [2, 5, 4],
    layers: [conv(2, "tanh"), add(1), conv(3, "tanh"), conv(3, "linear"), add(1, "tanh"), dense(3, "softmax")],
  },
  "connections from what is pooled, and from an image in a row": {
    input: [1, 4, 4],
    layers: [
      conv(2, "tanh"),
      { type: "maxPool2d", window: 1 },
      add(1),
      { type: "flatten" },
      dense(32, "sigmoid"),
      add(1, "tanh"),
      dense(3, "softmax"),
    ],
  },
};

/** Layers that read sequences, one upon another and both ways; with outputs at the end and at every step. */
const sequential: Readonly<Record<string, object>> = {
  "recurrent neurons, read backward, of which the last output counts": {
    input: [5, 3],
    layers: [{ type: "recurrent", units: 4, direction: "backward" }, dense(3, "softmax")],
  },
  "rectified recurrent neurons, one layer upon another": {
    input: [4, 2],
    layers: [recurrent("recurrent", 3, { nonlinearity: "relu" }), { type: "recurrent", units: 5 }, dense(3, "softmax")],
  },
  "long short-term memory, both ways, under a layer at every step": {
    input: [4, 3],
    layers: [
      recurrent("lstm", 3, { direction: "both" }),
      dense(4, "tanh"),
      { type: "lstm", units: 2 },
      dense(3, "softmax"),
    ],
  },
  "peepholes, both ways, with outputs at every step": {
    input: [4, 2],
    layers: [recurrent("lstm", 3, { direction: "both", gates: "peepholes" }), dense(3, "sigmoid")],
    cost: "cross-entropy",
  },
  "gated recurrent units, both ways, then backward": {
    input: [5, 2],
    layers: [
      recurrent("gru", 3, { direction: "both" }),
      { type: "gru", units: 4, direction: "backward" },
      dense(3, "softmax"),
    ],
  },
  "what is looked up, under long short-term memory, with a class at every step": {
    input: [5, 1],
    layers: [{ type: "embedding", indices: 4, size: 3 }, recurrent("lstm", 3, {}), dense(4, "softmax")],
  },
  "a connection over gated recurrent units, in a row at last": {
    input: [3, 4],
    layers: [recurrent("gru", 4, {}), add(1, "tanh"), { type: "flatten" }, dense(3, "softmax")],
  },
};

function recurrent(type: "recurrent" | "lstm" | "gru", units: number, more: object) {
  return { type, units, output: "every", ...more };
}

/**
 * Every cost with every output, every activation within a network, every two layers that can be neighbours, layers that
 * reach over others, and layers that read sequences.
 */
export const wanted: readonly Wanted[] = [
  ...costNames.flatMap((cost) =>
    costs[cost].outputs.map((output) =>
      want(`${cost} of ${output}`, { input: [3], layers: [dense(4, "tanh"), dense(3, output)], cost }),
    ),
  ),
  ...activationNames.map((activation) => {
    const layers = [{ type: "conv2d", filters: 3, kernel: 2, activation }, dense(4, activation), dense(3, "softmax")];
    return want(`${activation} within`, { input: [2, 4, 3], layers, cost: "log-likelihood" });
  }),
  ...layerTypes.flatMap((first) =>
    layerTypes.flatMap((last) => {
      const pair = [first, last];
      const input = [[2, 4, 3], [5], [3, 4], [4, 1]].find((shape) => fitOn(shape, pair));
      if (input === undefined) return [];
      const layers = layersOf(
        input,
        pair.map((type) => ({ type, measures })),
      );
      return want(`${first}, then ${last}`, { input, layers, cost: "quadratic" });
    }),
  ),
  ...Object.entries({ ...residual, ...sequential }).map(([key, input]) =>
    want(key, { cost: "log-likelihood", ...input }),
  ),
];

function want(key: string, input: object): Wanted {
  const spec = checkNetworkSpec({ initializer: "zeros", seed: 0, ...input });
  // The deviation of two numbers is mostly rounding.
  return { key, spec, count: spec.layers.some(({ type }) => type === "batchNorm") ? 6 : 2 };
}

function dense(units: number, activation: string) {
  return { type: "dense", units, activation };
}

function conv(filters: number, activation: string) {
  return { type: "conv2d", filters, kernel: 3, padding: "same", activation };
}

function add(over: number, activation = "linear") {
  return { type: "add", over, activation };
}
