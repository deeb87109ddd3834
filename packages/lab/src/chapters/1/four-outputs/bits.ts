/** Ten outputs, or four that are the digit in binary. */
import { dense } from "nndl";
import { largestAt } from "../../../digits/pictures.ts";
import type { Recipe } from "../../../training/recipe.ts";

/** Four outputs as a number: each is a binary digit, 1 above a half; the first counts ones. It may be above 9. */
export function numberOf(outputs: ArrayLike<number>): number {
  return Array.from(outputs).reduce((sum, output, j) => sum + (output > 0.5 ? 2 ** j : 0), 0);
}

/** How many examples are read as labelled, by outputs one example after another: ten outputs by the largest, four as bits. */
export function correctAmong(outputs: Float32Array, size: number, labels: ArrayLike<number>): number {
  const read = size === 4 ? numberOf : largestAt;
  let correct = 0;
  for (let i = 0; i < labels.length; i++) if (read(outputs.subarray(i * size, (i + 1) * size)) === labels[i]) correct++;
  return correct;
}

/** The first network, but for its outputs; both begin with seed 1. */
export function recipeWith(outputs: 4 | 10, epochs: number): Recipe {
  return {
    network: { input: [784], layers: [dense(30), dense(outputs)], cost: "quadratic", initializer: "gaussian", seed: 1 },
    data: outputs === 4 ? { kind: "mnist", targets: "bits" } : { kind: "mnist" },
    training: { epochs, miniBatchSize: 10, learningRate: 3 },
    // What is read is counted from the outputs, of both in the same way.
    measured: {},
  };
}
