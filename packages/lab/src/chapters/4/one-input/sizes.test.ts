import { describe, expect, it } from "vitest";
import { goalFunction } from "./goal.ts";
import { decadesOf, factors, meanError } from "./sizes.ts";

describe("how near bumps come to a function", () => {
  it("is as near as the chapter's table says", async () => {
    const expected = { 10: 0.054, 20: 0.024, 50: 0.0097, 100: 0.0049, 200: 0.0024 };
    for (const [bumps, error] of Object.entries(expected)) {
      const mean = await meanError(goalFunction, Number(bumps), "sigmoid", factors.steep);
      expect(Number(mean.toPrecision(2)), bumps).toBe(error);
    }
  });

  it("is about half as far with twice as many, and nearer with gentle steps", async () => {
    const errors = await Promise.all([25, 50, 100].map((n) => meanError((x) => 3 * x, n, "linear", factors.steep)));
    for (const i of [0, 1]) expect(errors[i]! / errors[i + 1]!).toBeCloseTo(2, 1);
    expect(await meanError(goalFunction, 50, "sigmoid", factors.gentle)).toBeLessThan(0.0078);
  });

  it("is shown in whole decades", () => {
    expect(decadesOf([0.0024, 0.17])).toEqual([0.001, 1]);
    expect(decadesOf([0.5, 2, 0])).toEqual([0.1, 10]);
    expect(decadesOf([])).toEqual([0.001, 1]);
  });
});
