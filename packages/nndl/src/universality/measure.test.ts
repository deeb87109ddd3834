import { describe, expect, it } from "vitest";
import { refused, refusedLater } from "../testing/refused.ts";
import { bothEngines } from "../testing/universality.ts";
import { handmade } from "./handmade.ts";
import { measureApproximation, unitGrid } from "./measure.ts";

/** g(x, y) = (x + 2y, −y). */
const map = handmade(2, [{ weights: [1, 2, 0, -1], biases: [0, 0], activation: "linear" }]);

describe.each(bothEngines)("measuring on the engine $name", (engine) => {
  it("finds the mean and the largest error, and where it is", async () => {
    // Off by x² in the first output alone: the mean of 0, ¼, 1 is 5/12, and the second output halves it.
    const measured = await measureApproximation(map, (x, y) => [x! + 2 * y! - x! * x!, -y!], { perSide: 3, engine });
    expect(measured).toEqual({ mean: expect.closeTo(5 / 24, 6), largest: expect.closeTo(1, 6), at: [1, 0] });
  });

  it("refuses functions of another kind", async () => {
    for (const f of [() => Number.NaN, () => 1, () => [1, 2, 3], () => "1" as never])
      expect((await refusedLater(measureApproximation(map, f, { perSide: 2, engine }))).code).toBe(
        "universality.values",
      );
  });
});

describe("a grid", () => {
  it("holds every point once, ends included", () => {
    expect(Array.from(unitGrid(1, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(unitGrid(3, 4)).toHaveLength(3 * 64);
  });

  it("refuses too many points, and too few", () => {
    for (const [inputs, perSide] of [
      [24, 2000],
      [2, 1],
      [0, 5],
    ] as const)
      expect(refused(() => unitGrid(inputs, perSide)).code).toBe("universality.grid");
  });
});
