// Trains one small network of each kind on so many threads and prints the SHA-256 of its weights, as JSON, one line for each
// number of threads: node bits.mjs THREADS …
// Plain JavaScript on what nndl exports, so that any runtime can run it as it is.
import { Dataset, network, train } from "nndl";

const threadCounts = process.argv.slice(2).map(Number);
const side = 12;

/** Bars on a dark ground, upright, level or slanting; made of integers alone. Two of three pixels are 0. */
function bars(count) {
  let state = 1;
  const below = (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const labels = new Uint8Array(count);
  const features = new Uint8Array(count * side * side);
  for (let example = 0; example < count; example++) {
    const [label, at, shade] = [below(4), below(side), 100 + below(156)];
    labels[example] = label;
    for (let i = 0; i < side * side; i++) {
      const [x, y] = [i % side, Math.floor(i / side)];
      const isBar = [x === at, y === at, x === y, x + y === side - 1][label];
      features[example * side * side + i] = isBar ? shade : below(3) === 0 ? below(90) : 0;
    }
  }
  const shape = [1, side, side];
  const scale = Math.fround(1 / 255);
  return new Dataset({ name: "bars", shape, features, scale, targets: { kind: "classes", labels, classes: 4 } });
}

const dense = (units, activation) => ({ type: "dense", units, activation });
const settings = { epochs: 3, miniBatchSize: 5 };

const runs = {
  /** As in chapter 1. */
  dense: {
    spec: { layers: [dense(12, "sigmoid"), dense(4, "sigmoid")], cost: "quadratic", initializer: "gaussian" },
    options: { ...settings, learningRate: 3 },
  },
  /** Logarithms, roots, cosines; both penalties; wide enough to be divided. */
  deep: {
    spec: { layers: [dense(70, "tanh"), dense(20, "relu"), dense(4, "softmax")] },
    options: {
      ...{ ...settings, learningRate: 0.003, regularization: { l1: 0.1, l2: 1 } },
      ...{ optimizer: "adam", schedule: "one-cycle" },
    },
  },
  /** As in chapter 6, with dropout. */
  convolutional: {
    spec: {
      layers: [
        { type: "conv2d", filters: 6, kernel: 3, activation: "relu" },
        { type: "maxPool2d", window: 2 },
        { type: "conv2d", filters: 10, kernel: 3, padding: "same", activation: "relu" },
        { type: "dropout", rate: 0.2 },
        dense(20, "relu"),
        dense(4, "softmax"),
      ],
      initializer: "network3",
    },
    options: { ...settings, learningRate: 0.05, optimizer: "momentum" },
  },
  /** The other pools and normalizations, on images that are distorted anew in each epoch. */
  distorted: {
    spec: {
      layers: [
        { type: "convPool2d", filters: 5, kernel: 3, pool: "l2", activation: "tanh" },
        { type: "localResponseNorm" },
        { type: "zeroPad2d", padding: 1 },
        { type: "conv2d", filters: 8, kernel: 3, activation: "linear" },
        { type: "batchNorm", activation: "relu" },
        { type: "averagePool2d", window: 2 },
        { type: "flatten" },
        dense(4, "softmax"),
      ],
    },
    options: {
      ...{ ...settings, learningRate: 0.02, optimizer: "rmsprop" },
      expansion: { shift: 1, rotate: 15, elastic: { alpha: 8, sigma: 3 } },
    },
  },
};

// Sixty mini-batches: more of them repeat the same operations, and take their time under emulation.
const data = bars(100);
for (const threads of threadCounts) {
  const hashes = {};
  for (const [name, { spec, options }] of Object.entries(runs)) {
    const run = train(network({ input: [1, side, side], seed: 1, ...spec }), data, { ...options, threads });
    for await (const _epoch of run);
    hashes[name] = run.outcome.sha256;
  }
  console.log(JSON.stringify(hashes));
}
