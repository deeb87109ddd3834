import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { log } from "./log.ts";

/** Distance to the neighbouring double, at the size of x. */
function ulp(x: number): number {
  const bits = new Float64Array([Math.abs(x)]);
  const whole = new BigInt64Array(bits.buffer);
  whole[0]! += 1n;
  return bits[0]! - Math.abs(x);
}

function expectClose(x: number): void {
  const expected = Math.log(x);
  expect(Math.abs(log(x) - expected), `log(${x})`).toBeLessThanOrEqual(2 * ulp(expected));
}

describe("log", () => {
  it("agrees with values computed to 20 digits", () => {
    expect(log(1)).toBe(0);
    expect(log(2)).toBe(Math.LN2);
    expect(log(10)).toBe(Math.LN10);
    expect(log(0.5)).toBe(-Math.LN2);
    expect(log(Math.E)).toBe(1);
  });

  it("stays within two units in the last place of Math.log, which may itself be one off", () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), (x) => expectClose(x)),
      { numRuns: runs(5000) },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => expectClose(x)),
      { numRuns: runs(5000) },
    );
  });

  it("covers denormals, the edges of every power of two and the largest double", () => {
    for (let k = -1074; k < 1024; k++) {
      expectClose(2 ** k);
      expectClose(2 ** k * Math.SQRT2);
      expectClose(2 ** k * (1 + Number.EPSILON));
    }
    expectClose(Number.MAX_VALUE);
  });

  it("is -∞ at zero, NaN below it and at NaN, ∞ at ∞", () => {
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(-Infinity)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
  });
});
