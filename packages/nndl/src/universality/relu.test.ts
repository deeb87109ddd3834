import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { refused } from "../testing/refused.ts";
import { bothEngines, outputsByEngines } from "../testing/universality.ts";
import { goalFunction } from "./functions.ts";
import { measureApproximation } from "./measure.ts";
import { approximateByReLU, interpolateByReLU } from "./relu.ts";

describe("interpolation by rectified linear units", () => {
  it("goes through its points, and in straight lines between them", async () => {
    const ys = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(ys, async (heights) => {
        const points = heights.map((y, i) => [i / 4, y] as const);
        const between = heights.slice(1).map((y, i) => [(i + 0.5) / 4, (y + heights[i]!) / 2] as const);
        const all = [...points, ...between];
        const net = interpolateByReLU(points);
        for (const outputs of await outputsByEngines(
          net,
          all.map(([x]) => [x]),
        ))
          for (const [i, output] of outputs.entries()) expect(output).toBeCloseTo(all[i]![1], 4);
      }),
      { numRuns: runs(20) },
    );
  });

  it("stays level to the left of its points", async () => {
    for (const outputs of await outputsByEngines(
      interpolateByReLU([
        [0, 2],
        [1, 5],
      ]),
      [[-3], [2]],
    ))
      expect(outputs).toEqual([2, 8]);
  });

  it.each(bothEngines)("comes closer with the square of the pieces, on the engine $name", async (engine) => {
    const error = async (pieces: number) =>
      (await measureApproximation(approximateByReLU(goalFunction, pieces), goalFunction, { engine })).mean;
    const [few, many] = [await error(50), await error(200)];
    expect(few).toBeLessThan(0.003);
    expect(few / many).toBeGreaterThan(13);
    expect(few / many).toBeLessThan(19);
  });

  it.each([
    ["one point", [[0, 1]]],
    [
      "points out of order",
      [
        [0, 1],
        [0.5, 2],
        [0.2, 3],
      ],
    ],
    [
      "the same x twice",
      [
        [0, 1],
        [0, 2],
      ],
    ],
    [
      "what is no number",
      [
        [0, 1],
        [1, Number.NaN],
      ],
    ],
    ["what is no point", [0, 1]],
  ])("refuses %s", (_, points) => {
    expect(refused(() => interpolateByReLU(points as never)).code).toBe("universality.points");
  });

  it("refuses a formula, and no pieces", () => {
    expect(refused(() => approximateByReLU("x" as never, 3)).code).toBe("universality.function");
    expect(refused(() => approximateByReLU(goalFunction, 0)).code).toBe("universality.points");
  });
});
