import { sigmoid, sigmoidPrime } from "@nndl/book/programs/sigmoid";
import { expect, test } from "vitest";
import { closeBeyond, slopeOf } from "./steepness.ts";

test("beyond that place the sigmoid is so near to the step, and before it is not", () => {
  for (const c of [0.5, 1, 20])
    for (const distance of [0.01, 0.2]) {
      const z = closeBeyond(c, distance);
      expect(1 - sigmoid(c * z)).toBeCloseTo(distance, 12);
      expect(1 - sigmoid(c * z * 0.99)).toBeGreaterThan(distance);
      expect(sigmoid(-c * z)).toBeCloseTo(distance, 12);
    }
});

test("the slope is that of σ for c = 1, c/4 at 0, and what differences say", () => {
  expect(slopeOf(1, 0.7)).toBeCloseTo(sigmoidPrime(0.7), 12);
  expect(slopeOf(8, 0)).toBe(2);
  const h = 1e-6;
  expect(slopeOf(3, 0.4)).toBeCloseTo((sigmoid(3 * (0.4 + h)) - sigmoid(3 * (0.4 - h))) / (2 * h), 6);
});
