import fc from "fast-check";
import { expect, it } from "vitest";
import { logistic } from "../../functions/activations/sigmoid.ts";
import { refused } from "../../testing/refused.ts";
import { growthWidth, widestGrowth } from "./growth.ts";

it("the width is that of the range in which |wσ′(wa + b)| is at least 1", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 4.001, max: 300, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.boolean(),
      (size, bias, negative) => {
        const weight = negative ? -size : size;
        const factor = (a: number) => {
          const s = logistic(weight * a + bias);
          return Math.abs(weight * s * (1 - s));
        };
        const middle = -bias / weight;
        const half = growthWidth(weight) / 2;
        for (const edge of [middle - half, middle + half]) expect(factor(edge)).toBeCloseTo(1, 7);
        expect(factor(middle)).toBeCloseTo(size / 4, 9);
        for (const outside of [middle - 1.01 * half - 1e-6, middle + 1.01 * half + 1e-6])
          expect(factor(outside)).toBeLessThan(1);
      },
    ),
  );
});

it("there is none where the weight is at most 4", () => {
  for (const weight of [0, 1, -3.99, 4, -4]) expect(growthWidth(weight)).toBe(0);
  expect(growthWidth(4 + 1e-9)).toBeGreaterThan(0);
});

it("it is widest near a weight of 6.9, where it is 0.45", () => {
  const { weight, width } = widestGrowth();
  expect(weight).toBeCloseTo(6.894, 3);
  expect(width).toBeCloseTo(0.44774, 5);
  const others = Array.from({ length: 3600 }, (_, i) => growthWidth(4 + i / 100));
  expect(Math.max(...others)).toBeLessThanOrEqual(width + 1e-15);
});

it("a weight that is no number is refused", () => {
  for (const weight of [Number.NaN, Number.NEGATIVE_INFINITY, "7"])
    expect(refused(() => growthWidth(weight as number)).code).toBe("chain.weights");
});
