import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logistic } from "../functions/activations/sigmoid.ts";
import { refused } from "../testing/refused.ts";
import { goalFunction, inverseSigmoid, wobblySigmoid } from "./functions.ts";

describe("the goal of chapter 4", () => {
  const range = (points: number) => {
    const values = Array.from({ length: points + 1 }, (_, i) => goalFunction(i / points));
    return [Math.min(...values), Math.max(...values)] as const;
  };

  it("has the known range on the grid of 0.01, and so has σ⁻¹ of it", () => {
    expect(range(100).map((y) => y.toFixed(4))).toEqual(["0.0967", "0.8528"]);
    expect(range(100).map((y) => inverseSigmoid(y).toFixed(3))).toEqual(["-2.234", "1.757"]);
  });

  it("goes a little further between those points", () => {
    expect(range(100_000).map((y) => y.toFixed(4))).toEqual(["0.0952", "0.8529"]);
  });
});

describe("σ⁻¹", () => {
  it("undoes σ", () => {
    fc.assert(
      fc.property(fc.double({ min: -15, max: 15, noNaN: true }), (z) => {
        expect(inverseSigmoid(logistic(z))).toBeCloseTo(z, 6);
      }),
    );
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (y) => {
    expect(refused(() => inverseSigmoid(y)).code).toBe("universality.range");
  });
});

describe("the wobbly activation", () => {
  it("has the sigmoid's limits, and is not the sigmoid", () => {
    expect([wobblySigmoid(-50), wobblySigmoid(0), wobblySigmoid(50)]).toEqual([
      expect.closeTo(0, 12),
      0.5,
      expect.closeTo(1, 12),
    ]);
    expect(wobblySigmoid(0.15) - logistic(0.15)).toBeCloseTo(0.2 * Math.sin(1.5) * Math.exp(-0.15), 12);
  });
});
