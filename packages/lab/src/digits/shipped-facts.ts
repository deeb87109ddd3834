/**
 * What is known of the network that comes with the site: it is what `nndl reproduce ch1/first-network` ends with, as that command
 * saves it, packed with gzip. A test holds it against the published results.
 */
import { dense } from "nndl";
import type { Recipe } from "../training/recipe.ts";

/** The experiment and the seed, and how many of the 10,000 test images it reads correctly. */
export const shippedFacts = { experiment: "ch1/first-network", seed: 1, correct: 9523, of: 10_000 } as const;

export const shippedRecipe: Recipe = {
  network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed: 1 },
  data: { kind: "mnist" },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
};
