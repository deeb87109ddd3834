import type { Numbers } from "./forecast.ts";

/** What is changed a little: the neuron of the reading room's program, and a network whose neurons are all undecided. */
export const nets: Readonly<
  Record<"neuron" | "network", { readonly numbers: Numbers; readonly x: readonly number[] }>
> = {
  neuron: { numbers: { weights: [[[0.7, -1.2]]], biases: [[0.3]] }, x: [1, 0.5] },
  network: {
    numbers: {
      weights: [
        [
          [2, -1.5],
          [-1, 2.5],
        ],
        [[3, -2]],
      ],
      biases: [[-0.5, 0.2], [-0.8]],
    },
    x: [1, 0.5],
  },
};
