/** The chapter's challenge: choose the heights of bumps so that their sum is close to σ⁻¹∘f. */
import { array, finite, positiveInteger } from "../check.ts";
import { goalFunction, inverseSigmoid } from "./functions.ts";
import { median } from "./intervals.ts";

/** The challenge looks at x = 0, 0.01, …, 0.99; 1 is left out, as the book's program does. */
const places = Array.from({ length: 100 }, (_, i) => i);

const code = "universality.design";

/** The average deviation below which the book's challenge counts as solved; shown with two decimals, as 0.40. */
export const designPassMark = 0.405;

/**
 * The average deviation of bumps of these heights, side by side, from σ⁻¹∘f: the mean of |σ⁻¹(f(x)) − h| over
 * x = 0, 0.01, …, 0.99, with h the height of the bin of x. Bumps are ideal here: their steps have no width.
 *
 * @throws NndlError "universality.design" for no heights or more than 100, or one that is no finite number
 * @example designScore([0, 0, 0, 0, 0]).toFixed(3); // "1.055"
 * @see chapter 4, "Universality with one input and one output"
 */
export function designScore(heights: readonly number[], f: (x: number) => number = goalFunction): number {
  const given = array(heights, { code, what: "the heights" });
  const count = positiveInteger(given.length, { code, what: "the number of heights" }, places.length);
  const checked = given.map((height) => finite(height, { code, what: "each height" }));
  const sum = places.reduce((total, i) => total + Math.abs(inverseSigmoid(f(i / 100)) - checked[binOf(i, count)]!), 0);
  return sum / places.length;
}

/**
 * The heights with the lowest possible score, and that score: the median of σ⁻¹∘f over the samples of each bin.
 *
 * @param bumps from 1 to 100; the book's 5 when absent
 * @throws NndlError "universality.design"
 * @example bestDesign().score.toFixed(4); // "0.3717"
 */
export function bestDesign(
  bumps = 5,
  f: (x: number) => number = goalFunction,
): { readonly heights: readonly number[]; readonly score: number } {
  const count = positiveInteger(bumps, { code, what: "the number of bumps" }, places.length);
  const heights = Array.from({ length: count }, (_, bin) =>
    median(places.filter((i) => binOf(i, count) === bin).map((i) => inverseSigmoid(f(i / 100)))),
  );
  return { heights, score: designScore(heights, f) };
}

/** In whole numbers, so that no rounding moves a sample into its neighbour's bin. */
function binOf(place: number, bins: number): number {
  return Math.floor((place * bins) / places.length);
}
