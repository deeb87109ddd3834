// @ts-check
/** The convolutional networks of chapter 6. */
import { mnist, mnistTest } from "../harness/inputs.mjs";
import { BEST_JAVASCRIPT, US } from "../harness/suite.mjs";
import { e6_2, e6_6, e6_13 } from "./networks.mjs";

/** @import { Suite } from "../harness/suite.mjs" */

/** It trains these networks on five to twenty images a second. */
const SLOWEST = "tfjs-cpu";

/** @type {Suite} */
export const conv = {
  title: "Convolutional networks, training and inference",
  sides: [
    US,
    "jax-scan",
    "pytorch",
    "pytorch-compiled",
    "pytorch-keeping-memory",
    "pytorch-channels-last",
    "pytorch-unrestricted",
    "tfjs-wasm",
    SLOWEST,
    "jax-js",
    "convnetjs",
  ],
  cases: [
    {
      id: "e6.6-b10",
      title: "E6.6 (two conv-pool layers, ReLU), batch 10",
      work: "training",
      network: e6_6,
      miniBatchSize: 10,
      learningRate: 0.03,
      threads: [1, 2],
      inputs: mnist,
      goals: [
        { against: "pytorch", threads: 1, times: 1.8 },
        { against: "pytorch", threads: 2, times: 2 },
        { against: BEST_JAVASCRIPT, times: 25 },
        { against: US, threads: 2, againstThreads: 1, times: 1.75 },
      ],
    },
    {
      id: "e6.6-b100",
      title: "E6.6 (two conv-pool layers, ReLU), batch 100",
      work: "training",
      network: e6_6,
      miniBatchSize: 100,
      learningRate: 0.1,
      threads: [1, 2],
      without: [SLOWEST],
      inputs: mnist,
      goals: [
        { against: "pytorch", threads: 1, times: 1.5 },
        { against: "pytorch", threads: 2, times: 1.5 },
      ],
    },
    {
      id: "e6.6-inference",
      title: "E6.6, inference, 100 images at a time",
      work: "inference",
      network: e6_6,
      miniBatchSize: 100,
      learningRate: 0,
      threads: [1, 2],
      inputs: mnistTest,
      goals: [
        { against: "pytorch-channels-last", threads: 1, times: 1.1 },
        { against: "pytorch", threads: 1, times: 1.5 },
        { against: "pytorch", threads: 2, times: 1.5 },
      ],
    },
    {
      id: "e6.2-b10",
      title: "E6.2 (one conv-pool layer, sigmoid), batch 10",
      work: "training",
      network: e6_2,
      miniBatchSize: 10,
      learningRate: 0.1,
      threads: [1, 2],
      inputs: mnist,
      goals: [
        { against: "jax-scan", threads: 1, times: 4 },
        { against: "pytorch", threads: 1, times: 2 },
        { against: "pytorch", threads: 2, times: 2 },
        // It has one thread, whatever there is.
        { against: "jax-js", threads: 2, againstThreads: 1, times: 40 },
      ],
    },
    {
      id: "e6.13-b10",
      title: "E6.13 (two conv-pool layers, 1000 + 1000 units, dropout), batch 10",
      work: "training",
      network: e6_13,
      miniBatchSize: 10,
      learningRate: 0.03,
      threads: [1, 2],
      inputs: mnist,
      goals: [
        { against: "jax-scan", threads: 1, times: 2.5 },
        { against: "jax-scan", threads: 2, times: 3 },
        { against: "pytorch", threads: 1, times: 2 },
        { against: "pytorch", threads: 2, times: 2 },
      ],
    },
  ],
};
