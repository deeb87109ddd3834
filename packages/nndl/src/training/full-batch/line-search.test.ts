import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { dot, negative } from "../../arithmetic/vectors.ts";
import { bowl, type Landscape, pointOf, saddle, valley } from "../../testing/landscapes.ts";
import { searchLine } from "./line-search.ts";

/** Searches from some weights along a direction, and counts the passes. */
async function search(
  landscape: Landscape,
  from: readonly number[],
  { first = 1, slope = 0.9, direction }: { first?: number; slope?: number; direction?: Float64Array } = {},
) {
  let passes = 0;
  const point = pointOf(landscape, Float32Array.from(from));
  const evaluate = async (weights: Float32Array) => {
    passes++;
    return pointOf(landscape, weights);
  };
  const way = direction ?? negative(point.gradient);
  const found = await searchLine({ point, evaluate }, way, first, { fall: 1e-4, slope });
  return { point, found, passes, direction: way };
}

const places = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }));

describe.each([bowl([1, 30]), bowl([0.01, 2], 0.05), valley, saddle])("a line search in $name", (landscape) => {
  it("meets the strong Wolfe conditions, whatever length is tried first", async () => {
    await fc.assert(
      fc.asyncProperty(
        places,
        fc.double({ min: -4, max: 3, noNaN: true }),
        fc.constantFrom(0.1, 0.5, 0.9),
        async (from, exponent, slope) => {
          const start = pointOf(landscape, Float32Array.from(from));
          // Where it is flat, float32 cannot tell costs apart.
          fc.pre(dot(start.gradient, start.gradient) > 1e-4);
          const { point, found, passes, direction } = await search(landscape, from, { first: 10 ** exponent, slope });
          expect(passes).toBeLessThanOrEqual(20);
          if (found === undefined) throw new Error(`nothing was found from ${from}`);
          const before = dot(point.gradient, direction);
          const after = dot(found.point.gradient, direction);
          expect(found.point.cost).toBeLessThanOrEqual(point.cost + 1e-4 * found.length * before);
          expect(Math.abs(after)).toBeLessThanOrEqual(slope * Math.abs(before));
          expect(found.slope).toBe(after);
          // It is where it says.
          expect(found.point.weights).toEqual(point.weights.map((w, i) => w + found.length * direction[i]));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe("a line search", () => {
  it("takes the first length where that meets the conditions: one pass", async () => {
    const { found, passes } = await search(bowl([1]), [5], { first: 1 });
    expect([found?.length, passes]).toEqual([1, 1]);
  });

  it("finds nothing where the cost does not fall along the direction", async () => {
    for (const direction of [
      [1, 0],
      [0, 0],
      [Number.NaN, 0],
    ])
      expect((await search(bowl([1, 1]), [1, 1], { direction: Float64Array.from(direction) })).found).toBeUndefined();
  });

  it("comes back from where the cost is no number, or infinite", async () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const cliff: Landscape = { ...bowl([1]), cost: ([w]) => (w < -2 ? wrong : w ** 2 / 2) };
      const { found } = await search(cliff, [4], { first: 100 });
      expect(found?.point.cost).toBeLessThan(8);
    }
  });

  it("gives up where a step can no longer be told from none, and where the cost falls for ever", async () => {
    const { found, passes } = await search(bowl([1]), [1e-30]);
    expect([found?.point.cost ?? 0, passes <= 20]).toEqual([0, true]);
    const endless: Landscape = { ...bowl([1]), cost: ([w]) => -w, gradient: () => [-1] };
    const lost = await search(endless, [0]);
    expect([lost.found, lost.passes]).toEqual([undefined, 20]);
  });

  it("is not led astray by slopes that contradict the costs", async () => {
    const liar: Landscape = { ...bowl([1]), cost: ([w]) => w };
    // The slope says down, the cost says up: nothing is ever good enough.
    const { found } = await search(liar, [1], { direction: Float64Array.of(1) });
    expect(found).toBeUndefined();
  });
});
