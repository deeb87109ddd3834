import { array, finite, positiveInteger } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import type { Network } from "../network/index.ts";
import { checkFunction } from "./functions.ts";
import { handmade } from "./handmade.ts";

/**
 * A network of rectified linear units that goes through given points in straight lines: with slopes m₀, m₁, … between
 * the points, y₀ + Σ (mᵢ − mᵢ₋₁) · max(0, x − xᵢ). One hidden unit for each piece, a linear output. Left of the first
 * point it stays at y₀, right of the last it goes on straight.
 *
 * max(0, z) has no limit at +∞, so the steps of the sigmoid's proof cannot be had from one unit; this shows that rectified
 * linear units are universal all the same.
 *
 * @param points [x, y], two or more, the x ascending
 * @throws NndlError "universality.points"
 * @example interpolateByReLU([[0, 0.2], [0.5, 0.9], [1, 0.4]]).parameterCount; // 7
 * @see chapter 4, "Extension beyond sigmoid neurons", the problem about rectified linear units
 */
export function interpolateByReLU(points: readonly (readonly [number, number])[]): Network {
  const code = "universality.points";
  const given = array(points, { code, what: "the points" }).map((point, i) => {
    const pair = array(point, { code, what: `point ${i + 1}` });
    const what = `the numbers of point ${i + 1}`;
    return { x: finite(pair[0], { code, what }), y: finite(pair[1], { code, what }) };
  });
  const wrong = given.findIndex(({ x }, i) => i > 0 && x <= given[i - 1]!.x);
  if (given.length < 2 || wrong > 0)
    throw new NndlError(code, {
      received: wrong > 0 ? `${show(points[wrong])} after ${show(points[wrong - 1])}` : `${given.length} points`,
      expected: "at least two points must be given, from left to right",
      next: "Sort them by x, and give each x once.",
    });
  const pieces = given.slice(0, -1);
  const slopes = pieces.map(({ x, y }, i) => (given[i + 1]!.y - y) / (given[i + 1]!.x - x));
  return handmade(1, [
    { weights: pieces.map(() => 1), biases: pieces.map(({ x }) => 0 - x), activation: "relu" },
    { weights: slopes.map((slope, i) => slope - (slopes[i - 1] ?? 0)), biases: [given[0]!.y], activation: "linear" },
  ]);
}

/**
 * The straight lines through so many equally distant points of a function on [0, 1].
 *
 * @param pieces the number of lines, and of hidden units
 * @throws NndlError "universality.function", "universality.points"
 * @example approximateByReLU(goalFunction, 50).parameterCount; // 151
 */
export function approximateByReLU(f: (x: number) => number, pieces: number): Network {
  checkFunction(f);
  const count = positiveInteger(pieces, { code: "universality.points", what: "the number of pieces" }, 2 ** 20);
  return interpolateByReLU(Array.from({ length: count + 1 }, (_, i) => [i / count, f(i / count)]));
}
