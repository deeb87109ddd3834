/** Scales as d3's are: what it gives for any axis is what these must. */
import * as d3 from "d3-scale";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nice, scaleLinear, scaleLog, ticks } from "./scale.ts";

const end = fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true });
const axis = fc.tuple(end, end).filter(([from, to]) => Math.abs(to - from) > 1e-6 * Math.max(1, Math.abs(from)));
const count = fc.integer({ min: 2, max: 100 });
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));

describe("a linear scale", () => {
  it("is at d3's places, with its ticks", () => {
    fc.assert(
      fc.property(axis, fc.double({ min: 0, max: 1, noNaN: true }), count, (domain, share, many) => {
        const [own, other] = [scaleLinear(domain, [56, 500]), d3.scaleLinear(domain, [56, 500])];
        const value = domain[0] + share * (domain[1] - domain[0]);
        expect(own(value)).toBeCloseTo(other(value), 6);
        expect(own.invert(own(value))).toBeCloseTo(value, 3);
        expect([...own.ticks(many)]).toEqual(close(other.ticks(many)));
      }),
      { numRuns: 500 },
    );
  });
  it.each([
    [[0, 1], 5],
    [[-2.1, 1.6], 4],
    [[0, 60_000], 4],
    [[-1e-4, 1e-4], 5],
    [[0.88, 0.97], 5],
    [[1, 0], 3],
    [[-12, 12], 1],
  ] as const)("writes the ticks of %j as d3 does", (domain, many) => {
    const [own, other] = [scaleLinear(domain, [0, 100]), d3.scaleLinear([...domain], [0, 100])];
    expect(own.ticks(many).map(own.tickFormat(many))).toEqual(other.ticks(many).map(other.tickFormat(many)));
  });
  it("has no room to divide by where its ends are one", () => {
    expect(scaleLinear([3, 3], [0, 100])(3)).toBe(50);
    expect(scaleLinear([0, 1], [40, 40])(0.3)).toBe(40);
    expect([ticks(2, 2, 5), ticks(0, 1, 0)]).toEqual([[2], []]);
  });
  it("has ends that are moved out to round numbers as d3 does", () => {
    fc.assert(
      fc.property(axis, fc.integer({ min: 3, max: 10 }), (domain, many) => {
        const [low, high] = domain[0] < domain[1] ? domain : [domain[1], domain[0]];
        expect(nice([low, high], many)).toEqual(close(d3.scaleLinear([low, high], [0, 1]).nice(many).domain()));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a logarithmic scale", () => {
  it("is at d3's places, with its ticks and the same of them named", () => {
    const exponent = fc.double({ min: -6, max: 6, noNaN: true });
    const decades = fc.tuple(exponent, exponent).filter(([low, high]) => high - low > 0.05);
    fc.assert(
      fc.property(decades, fc.integer({ min: 2, max: 10 }), ([low, high], many) => {
        const domain = [10 ** low, 10 ** high] as const;
        const [own, other] = [scaleLog(domain, [0, 400]), d3.scaleLog([...domain], [0, 400])];
        expect(own(Math.sqrt(domain[0] * domain[1]))).toBeCloseTo(200, 6);
        expect(Math.log10(own.invert(100))).toBeCloseTo(Math.log10(other.invert(100)), 6);
        const marks = own.ticks(many);
        expect(marks.map(Math.log10)).toEqual(other.ticks(many).map((value) => expect.closeTo(Math.log10(value), 6)));
        const [name, d3Name] = [own.tickFormat(many), other.tickFormat(many)];
        expect(marks.map((mark) => name(mark) !== "")).toEqual(marks.map((mark) => d3Name(mark) !== ""));
      }),
      { numRuns: 300 },
    );
  });
  it("writes what people can read", () => {
    const name = scaleLog([1e-7, 1e7], [0, 100]).tickFormat(5);
    expect([1e-5, 0.001, 0.1, 1, 1000, 1e6].map(name)).toEqual(["10⁻⁵", "10⁻³", "10⁻¹", "10⁰", "10³", "10⁶"]);
    const short = scaleLog([0.001, 5000], [0, 100]).tickFormat(5);
    expect([0.001, 0.1, 1, 1000].map(short)).toEqual(["0.001", "0.1", "1", "1,000"]);
    expect(scaleLog([2e-5, 8e-5], [0, 100]).tickFormat(10)(2e-5)).toBe("2·10⁻⁵");
  });
});
