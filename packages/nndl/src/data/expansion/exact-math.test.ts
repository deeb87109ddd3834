import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosDegrees, expOfNegative, sinDegrees } from "./exact-math.ts";

const angle = fc.double({ min: -360, max: 360, noNaN: true });

describe("sine and cosine of degrees", () => {
  it("agree with Math.sin and Math.cos", () => {
    fc.assert(
      fc.property(angle, (degrees) => {
        expect(Math.abs(sinDegrees(degrees) - Math.sin((degrees * Math.PI) / 180))).toBeLessThan(1e-12);
        expect(Math.abs(cosDegrees(degrees) - Math.cos((degrees * Math.PI) / 180))).toBeLessThan(1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it("are exact at quarter turns, so that turning by them moves pixels and mixes none", () => {
    expect([-360, -270, -180, -90, 0, 90, 180, 270, 360].map((d) => sinDegrees(d) + 0)).toEqual([
      ...[0, 1, 0, -1, 0, 1, 0, -1, 0],
    ]);
    expect([-360, -270, -180, -90, 0, 90, 180, 270, 360].map((d) => cosDegrees(d) + 0)).toEqual([
      ...[1, 0, -1, 0, 1, 0, -1, 0, 1],
    ]);
  });

  it("know which way is which", () => {
    expect(sinDegrees(30)).toBeCloseTo(0.5, 15);
    expect(sinDegrees(-30)).toBeCloseTo(-0.5, 15);
    expect(cosDegrees(60)).toBeCloseTo(0.5, 15);
    expect(cosDegrees(-120)).toBeCloseTo(-0.5, 15);
  });
});

describe("the exponential of a number that is not positive", () => {
  it("agrees with Math.exp", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(expOfNegative(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it("is 1 at 0, and 0 where nothing is left", () => {
    expect(expOfNegative(0)).toBe(1);
    expect(expOfNegative(-1e300)).toBe(0);
    expect(expOfNegative(-Infinity)).toBe(0);
  });
});
