import type { Recipe } from "../../../training/recipe.ts";
import { type Deep, networkOf } from "../deep/network.ts";
import { lastEpoch } from "./epochs.ts";

/** The first thousand training images, all of them in each step, as the book's E5.8 to E5.10 have it. */
export const images = 1000;

export function allAtOnce(deep: Deep): Recipe {
  return {
    network: networkOf(deep),
    // As many test images as come with the first training images; nothing is measured of them.
    data: { kind: "mnist", training: images, test: 2000 },
    training: { epochs: lastEpoch, miniBatchSize: images, learningRate: 0.1, regularization: { l2: 5 } },
    measured: {},
  };
}
