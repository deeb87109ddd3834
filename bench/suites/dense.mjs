// @ts-check
/** Fully-connected networks: the book's shapes, and a wide one on which skipping zeros cannot help. */
import { mnist, randomDense } from "../harness/inputs.mjs";
import { sigmoidNetwork } from "../harness/network.mjs";

/** @import { Suite } from "../harness/suite.mjs" */

/** @type {Suite} */
export const dense = {
  title: "Training fully-connected networks of sigmoid units",
  cases: [
    {
      id: "784-30-10-b10",
      title: "784-30-10, batch 10",
      work: "training",
      network: sigmoidNetwork(784, 30, 10),
      miniBatchSize: 10,
      learningRate: 0.5,
      threads: [1],
      inputs: mnist,
      goals: [
        { against: "jax-scan", times: 9 },
        { against: "pytorch-by-hand", times: 5 },
        { against: "pytorch", times: 10 },
        { against: "best JavaScript", times: 50 },
      ],
    },
    {
      id: "784-100-10-b10",
      title: "784-100-10, batch 10",
      work: "training",
      network: sigmoidNetwork(784, 100, 10),
      miniBatchSize: 10,
      learningRate: 0.5,
      threads: [1],
      inputs: mnist,
      goals: [
        { against: "jax-scan", times: 2 },
        { against: "pytorch", times: 8 },
      ],
    },
    {
      id: "784-100-10-b100",
      title: "784-100-10, batch 100",
      work: "training",
      network: sigmoidNetwork(784, 100, 10),
      miniBatchSize: 100,
      learningRate: 0.5,
      threads: [1],
      inputs: mnist,
      goals: [
        { against: "jax-scan", times: 2 },
        { against: "pytorch", times: 2 },
      ],
    },
    {
      id: "784-30-30-30-30-10-b10",
      title: "784-30-30-30-30-10, batch 10",
      work: "training",
      network: sigmoidNetwork(784, 30, 30, 30, 30, 10),
      miniBatchSize: 10,
      learningRate: 0.1,
      threads: [1],
      inputs: mnist,
      goals: [
        { against: "jax-scan", times: 2 },
        { against: "pytorch", times: 10 },
      ],
    },
    {
      id: "wide-random",
      title: "784-1000-1000-10, batch 100, random inputs without zeros",
      work: "training",
      network: sigmoidNetwork(784, 1000, 1000, 10),
      miniBatchSize: 100,
      learningRate: 0.1,
      threads: [1],
      inputs: randomDense,
      goals: [{ against: "pytorch", times: 0.45 }],
    },
    {
      id: "wide-random-2-threads",
      title: "784-1000-1000-10, batch 100, random inputs without zeros, 2 threads",
      work: "training",
      network: sigmoidNetwork(784, 1000, 1000, 10),
      miniBatchSize: 100,
      learningRate: 0.1,
      threads: [2],
      inputs: randomDense,
      goals: [{ against: "pytorch", betterThan: "wide-random" }],
    },
    {
      id: "wide-mnist",
      title: "784-1000-1000-10, batch 100, MNIST",
      work: "training",
      network: sigmoidNetwork(784, 1000, 1000, 10),
      miniBatchSize: 100,
      learningRate: 0.5,
      threads: [1],
      inputs: mnist,
      goals: [],
    },
    {
      id: "wide-mnist-2-threads",
      title: "784-1000-1000-10, batch 100, MNIST, 2 threads",
      work: "training",
      network: sigmoidNetwork(784, 1000, 1000, 10),
      miniBatchSize: 100,
      learningRate: 0.5,
      threads: [2],
      inputs: mnist,
      goals: [],
    },
  ],
  memoryGoalMB: 300,
};
