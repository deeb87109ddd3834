import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { exp, expm1, log1p, powerOf, tanh } from "./exponential.ts";

/** Distance to the neighbouring double, at the size of x. */
function ulp(x: number): number {
  const bits = new Float64Array([Math.abs(x)]);
  const whole = new BigInt64Array(bits.buffer);
  whole[0]! += 1n;
  return bits[0]! - Math.abs(x);
}

/** The engine's own functions may themselves be one unit off. */
function expectNear(ours: number, theirs: number, units: number): void {
  if (!Number.isFinite(theirs)) expect(ours).toBe(theirs);
  else expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(units * ulp(theirs));
}

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe.each([
  ["exp", exp, Math.exp, 2, [-745, 709.78]],
  ["expm1", expm1, Math.expm1, 4, [-50, 700]],
  ["log1p", log1p, Math.log1p, 4, [-0.999999, 1e300]],
  ["tanh", tanh, Math.tanh, 8, [-30, 30]],
] as const)("%s", (_, ours, theirs, units, [min, max]) => {
  it("stays within a few units in the last place of what Math says", () => {
    const near = double(Math.max(min, -1), 1);
    const tiny = double(-1e-9, 1e-9);
    fc.assert(
      fc.property(fc.oneof(double(min, max), near, tiny), (x) => expectNear(ours(x), theirs(x), units)),
      { numRuns: runs(5000) },
    );
  });

  it("is as Math's at its edges", () => {
    for (const x of [0, Number.POSITIVE_INFINITY, Number.NaN, 1e-320, 5e-324]) expect(ours(x)).toBe(theirs(x));
  });
});

it("e^x at its own edges: the powers of two, the smallest numbers, what overflows", () => {
  expect([exp(-0), exp(Math.LN2), exp(-Math.LN2)]).toEqual([1, 2, 0.5]);
  expect([exp(-746), exp(-1e308), exp(Number.NEGATIVE_INFINITY), exp(709.79)]).toEqual([0, 0, 0, Infinity]);
  for (const x of [1, -708.4, -709, -720.5, -740, -745.1, 709.7, 709.782]) expectNear(exp(x), Math.exp(x), 2);
  expect([tanh(-1e9), tanh(-1e-300), expm1(-1e9), log1p(-1)]).toEqual([-1, -1e-300, -1, -Infinity]);
});

it("powers of numbers from 0", () => {
  fc.assert(
    fc.property(double(1e-6, 1e6), double(-5, 5), (base, exponent) => {
      expect(Math.abs(powerOf(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-13);
    }),
  );
  expect([powerOf(0, 0), powerOf(0, 2), powerOf(0, -1), powerOf(Infinity, -0.75)]).toEqual([1, 0, Infinity, 0]);
  expect(powerOf(Number.NaN, 0.5)).toBeNaN();
});
