import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { expOfNegative } from "./exp-of-negative.ts";

describe("the exponential of a number that is not positive", () => {
  it("agrees with Math.exp", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(expOfNegative(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: runs(2000) },
    );
  });

  it("is 1 at 0, and 0 where nothing is left", () => {
    expect(expOfNegative(0)).toBe(1);
    expect(expOfNegative(-1e300)).toBe(0);
    expect(expOfNegative(-Infinity)).toBe(0);
  });
});
