// @ts-check
/** Recurrent networks, and the restricted Boltzmann machine. */
import { CHARACTERS, mnist, text } from "../harness/inputs.mjs";
import { dense, recurrent } from "../harness/network.mjs";
import { BEST_JAVASCRIPT, US } from "../harness/suite.mjs";

/** @import { Case, Goal, Suite } from "../harness/suite.mjs" */

const times = (/** @type {string} */ against, /** @type {number} */ n) => ({ against, threads: 1, times: n });
/** Two threads against one. @type {Goal} */
const twoThreads = { against: US, threads: 2, againstThreads: 1, times: 1.6 };

/**
 * MNIST read row by row.
 * @param {"lstm" | "gru"} type
 * @param {number} miniBatchSize
 * @param {Goal[]} goals
 * @returns {Case}
 */
const rows = (type, miniBatchSize, goals) => ({
  id: `${type}-rows-b${miniBatchSize}`,
  title: `${type.toUpperCase()} 128 on MNIST's rows, batch ${miniBatchSize}`,
  work: "training",
  network: { input: [28, 28], layers: [recurrent(type, 128), dense(10, "softmax")] },
  miniBatchSize,
  learningRate: miniBatchSize === 10 ? 0.1 : 0.5,
  threads: [1, 2],
  inputs: mnist,
  goals,
});

/**
 * @param {number} miniBatchSize
 * @param {Goal[]} goals
 * @returns {Case}
 */
const boltzmann = (miniBatchSize, goals) => ({
  id: `rbm-b${miniBatchSize}`,
  title: `Boltzmann machine 784-500, CD-1, batch ${miniBatchSize}`,
  work: "training",
  network: { input: [784], layers: [], boltzmann: { hidden: 500 } },
  miniBatchSize,
  learningRate: 0.05,
  threads: [1, 2],
  inputs: mnist,
  goals,
});

/** @type {Suite} */
export const sequences = {
  title: "Training recurrent networks and Boltzmann machines",
  sides: [
    US,
    "pytorch",
    "pytorch-compiled",
    "pytorch-by-hand",
    "jax-scan",
    "scikit-learn",
    "tfjs-wasm",
    "tfjs-wasm-by-hand",
    "tfjs-cpu",
    "tfjs-cpu-by-hand",
    "brain-js",
  ],
  cases: [
    rows("lstm", 10, [times("pytorch", 1.5), times(BEST_JAVASCRIPT, 10)]),
    rows("lstm", 100, [times("pytorch", 0.8), times(BEST_JAVASCRIPT, 10), twoThreads]),
    {
      id: "characters-b50",
      title: "Characters, two layers of LSTM 128, 50 steps, batch 50",
      work: "training",
      network: {
        input: [50, 1],
        layers: [
          { type: "embedding", indices: CHARACTERS, size: 64 },
          recurrent("lstm", 128, "every"),
          recurrent("lstm", 128, "every"),
          dense(CHARACTERS, "softmax"),
        ],
      },
      miniBatchSize: 50,
      learningRate: 0.5,
      threads: [1, 2],
      inputs: text,
      goals: [times("pytorch", 0.8), times(BEST_JAVASCRIPT, 10), twoThreads],
    },
    rows("gru", 10, [times("pytorch", 1.5), times(BEST_JAVASCRIPT, 10)]),
    rows("gru", 100, [times("pytorch", 0.8), times(BEST_JAVASCRIPT, 10), twoThreads]),
    // No library in JavaScript has one of its own: TensorFlow.js computes it by its formulas.
    boltzmann(10, [times("pytorch-by-hand", 1.5), times("scikit-learn", 1.5), times("tfjs-wasm-by-hand", 10)]),
    boltzmann(100, [
      ...[times("pytorch-by-hand", 0.8), times("scikit-learn", 0.8), times("tfjs-wasm-by-hand", 10)],
      twoThreads,
    ]),
  ],
};
