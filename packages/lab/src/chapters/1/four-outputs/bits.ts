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

/** The ten numbers whose binary digit j (0 for ones) is 1, and those whose is 0. */
export function partedBy(j: number): readonly [readonly number[], readonly number[]] {
  const all = Array.from({ length: 10 }, (_, number) => number);
  const has = (number: number) => ((number >> j) & 1) === 1;
  return [all.filter(has), all.filter((number) => !has(number))];
}

/** What ink all of some pictures have and no other has, pixel by pixel; and which part of their ink that is on average. */
export function ownInk(
  pictures: readonly Float32Array[],
  others: readonly Float32Array[],
): { readonly own: Float32Array; readonly part: number } {
  const own = pictures[0]!.map((_, i) => {
    const shared = Math.min(...pictures.map((picture) => picture[i]!));
    return Math.max(0, shared - Math.max(0, ...others.map((picture) => picture[i]!)));
  });
  const inkOf = (picture: Float32Array) => picture.reduce((sum, ink) => sum + ink, 0);
  const usual = pictures.reduce((sum, picture) => sum + inkOf(picture), 0) / pictures.length;
  return { own, part: inkOf(own) / usual };
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
