import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { centres, cut, median } from "./intervals.ts";

describe("bins", () => {
  it("cover [0, 1] without a gap, and none is wider than 1/count", () => {
    const shifts = fc.integer({ min: 0, max: 999 }).map((j) => j / 1000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), shifts, (count, shift) => {
        const bins = cut(count, shift);
        expect([bins[0]!.from, bins.at(-1)!.to]).toEqual([0, 1]);
        for (const [i, { from, to, steps }] of bins.entries()) {
          expect(to - from).toBeGreaterThan(0);
          expect(to - from).toBeLessThan(1 / count + 1e-12);
          if (i > 0) expect([from, steps.from]).toEqual([bins[i - 1]!.to, bins[i - 1]!.steps.to]);
        }
        expect(bins[0]!.steps.from).toBeLessThan(0);
        expect(bins.at(-1)!.steps.to).toBeGreaterThan(1);
      }),
    );
  });

  it("are as many as asked for, or one more when they are shifted", () => {
    expect(cut(4).map(({ from }) => from)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(cut(4, 0.5).map(({ from }) => from)).toEqual([0, 0.125, 0.375, 0.625, 0.875]);
    expect(centres({ from: 1, to: 2 }, 2)).toEqual([1.25, 1.75]);
  });
});

describe("the median", () => {
  it("has the smallest mean distance from the values", () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), value, (values, other) => {
        const distance = (from: number) => values.reduce((sum, v) => sum + Math.abs(v - from), 0);
        expect(distance(median(values))).toBeLessThanOrEqual(distance(other) + 1e-9);
      }),
    );
  });

  it("refuses no values, and what is no number", () => {
    for (const values of [[], [1, Number.NaN], "12" as never])
      expect(refused(() => median(values)).code).toBe("universality.values");
  });
});
