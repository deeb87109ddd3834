import { dense } from "nndl";
import type { Recipe } from "../training/recipe.ts";

/**
 * A network that reads digits well and is soon trained: 100 hidden neurons, cross-entropy, a learning rate that falls.
 * Every image is turned, moved and scaled a little in each epoch, as the drawings will be that it is shown.
 */
export const readerRecipe: Recipe = {
  network: {
    input: [784],
    layers: [dense(100), dense(10)],
    cost: "cross-entropy",
    initializer: "scaled-gaussian",
    seed: 1,
  },
  data: { kind: "mnist", validation: 10_000 },
  training: {
    epochs: 8,
    miniBatchSize: 10,
    learningRate: 0.5,
    schedule: { type: "step", every: 1, factor: 0.75 },
    expansion: { shift: 1, rotate: 12, scale: 0.12 },
  },
};
