import { expect, test } from "vitest";
import { solve } from "./solve.ts";
import { Turns } from "./turns.ts";

/** Four corners of a square, of which those across are of one class. */
const exclusiveOr = {
  positive: 2,
  count: 4,
  fill(example: number, row: Float32Array) {
    const corners = [
      [0, 0],
      [1, 1],
      [0, 1],
      [1, 0],
    ];
    corners.forEach(([x, y], k) => {
      row[k] = Math.exp(-((x - corners[example][0]) ** 2 + (y - corners[example][1]) ** 2));
    });
  },
};

test("exclusive or: all coefficients alike, and no bias", async () => {
  const { coefficients, bias } = await solve(exclusiveOr, { c: 10, turns: new Turns() });
  // Each says y α (1 + e⁻² − 2e⁻¹) = y.
  const alpha = 1 / (1 - Math.exp(-1)) ** 2;
  [1, 1, -1, -1].forEach((target, k) => {
    expect(Math.abs(coefficients[k] - target * alpha)).toBeLessThan(5e-3);
  });
  expect(bias).toBeCloseTo(0, 3);
});

test("where C is small all are at their bounds", async () => {
  const { coefficients, bias } = await solve(exclusiveOr, { c: 0.5, turns: new Turns() });
  expect([...coefficients]).toEqual([0.5, 0.5, -0.5, -0.5]);
  expect(bias).toBe(0);
});

test("it is given up after too many steps", async () => {
  const attempt = solve(exclusiveOr, { c: 10, turns: new Turns(), mostSteps: 1 });
  await expect(attempt).rejects.toMatchObject({
    code: "svm.unsolved",
    problem: expect.stringContaining("after 1 step"),
  });
});
