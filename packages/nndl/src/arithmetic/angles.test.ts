import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { cosDegrees, cosPi, sinDegrees } from "./angles.ts";

describe("cosPi", () => {
  it("agrees with Math.cos within 1e−15", () => {
    for (let i = 0; i <= 20_000; i++) {
      const x = i / 20_000;
      expect(Math.abs(cosPi(x) - Math.cos(Math.PI * x))).toBeLessThanOrEqual(1e-15);
    }
  });

  it("is exact at the ends and in the middle, and falls all the way", () => {
    expect([cosPi(0), cosPi(0.5), cosPi(1)]).toEqual([1, 0, -1]);
    for (let i = 1; i <= 2000; i++) expect(cosPi(i / 2000)).toBeLessThan(cosPi((i - 1) / 2000));
  });
});

const angle = fc.double({ min: -360, max: 360, noNaN: true });

describe("sine and cosine of degrees", () => {
  it("agree with Math.sin and Math.cos", () => {
    fc.assert(
      fc.property(angle, (degrees) => {
        expect(Math.abs(sinDegrees(degrees) - Math.sin((degrees * Math.PI) / 180))).toBeLessThan(1e-12);
        expect(Math.abs(cosDegrees(degrees) - Math.cos((degrees * Math.PI) / 180))).toBeLessThan(1e-12);
      }),
      { numRuns: runs(2000) },
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
