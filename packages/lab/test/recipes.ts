/** For tests: two runs of the book, as the lab describes them. */
import { convPool2d, dense } from "nndl";
import type { Recipe } from "../src/training/recipe.ts";

/** The first network, with the book's settings. */
export const e11: Recipe = {
  network: {
    input: [784],
    layers: [dense(30, "sigmoid"), dense(10, "sigmoid")],
    cost: "quadratic",
    initializer: "gaussian",
    seed: 1,
  },
  data: { kind: "mnist" },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
};

/** Two convolutional layers of rectified linear units. */
export const e66: Recipe = {
  network: {
    input: [1, 28, 28],
    layers: [
      convPool2d(20, 5, 2, "relu"),
      convPool2d(40, 5, 2, "relu"),
      dense(100, "relu"),
      dense(10, "softmax", { initializer: "zeros" }),
    ],
    initializer: "network3",
    seed: 1,
  },
  data: { kind: "mnist" },
  training: { epochs: 60, miniBatchSize: 10, learningRate: 0.03, regularization: { l2: 1 } },
};
