import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { acos, asin, atan, cos, cosh, exp, log, pow, sigmoid, sin, sinh, tan, tanh } from "./elementary.ts";

const exact = { acos, asin, atan, cos, cosh, exp, log, pow, sin, sinh, tan, tanh };

/** Units of the last place, or so: the larger of what is asked for and what float64 can say of a number near 1. */
function expectNear(ours: number, theirs: number, relative: number): void {
  if (!Number.isFinite(theirs)) expect(ours).toBe(theirs);
  else expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(relative * Math.abs(theirs) + 2 ** -1070);
}

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Near a zero of the function only the distance from it counts. */
function expectClose(ours: number, theirs: number): void {
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-15);
}

describe("the functions agree with those of this engine", () => {
  test.each([
    ["exp", -745, 709, 1e-15],
    ["log", 0, Number.MAX_VALUE, 1e-15],
    ["log", 0.5, 2, 1e-15],
    ["atan", -1e300, 1e300, 1e-15],
    ["atan", -2, 2, 1e-15],
    ["asin", -1, 1, 1e-15],
    ["acos", -1, 1, 1e-15],
    ["sinh", -700, 700, 2e-15],
    ["cosh", -700, 700, 2e-15],
    ["tanh", -30, 30, 2e-15],
  ] as const)("%s from %f to %f", (name, min, max, relative) => {
    fc.assert(
      fc.property(double(min, max), (x) => expectNear(exact[name](x), Math[name](x), relative)),
      { numRuns: runs(2000) },
    );
  });

  test("sin and cos, up to a million", () => {
    fc.assert(
      fc.property(fc.oneof(double(-10, 10), double(-1e6, 1e6)), (x) => {
        expectClose(exact.sin(x), Math.sin(x));
        expectClose(exact.cos(x), Math.cos(x));
      }),
      { numRuns: runs(5000) },
    );
  });

  test("tan", () => {
    fc.assert(fc.property(double(-1.5, 1.5), (x) => expectNear(exact.tan(x), Math.tan(x), 2e-15)));
  });

  test("pow, of whole exponents and of others", () => {
    fc.assert(fc.property(double(1e-3, 1e3), double(-20, 20), (a, b) => expectNear(exact.pow(a, b), a ** b, 1e-13)));
    fc.assert(
      fc.property(double(-30, 30), fc.integer({ min: -20, max: 20 }), (a, b) =>
        expectNear(exact.pow(a, b), a ** b, 1e-13),
      ),
    );
  });
});

test("sin and cos stay between −1 and 1, however far out", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Math.abs(exact.sin(x))).toBeLessThanOrEqual(1 + 1e-15);
      expect(exact.sin(x) ** 2 + exact.cos(x) ** 2).toBeCloseTo(1, 12);
    }),
  );
});

test("the edges are what they are everywhere", () => {
  expect([exp(0), exp(-1e9), exp(1e9), exp(Number.NaN)]).toEqual([1, 0, Infinity, NaN]);
  expect([log(1), log(0), log(-1), log(Infinity), log(Number.NaN)]).toEqual([0, -Infinity, NaN, Infinity, NaN]);
  expectNear(log(Number.MIN_VALUE), Math.log(Number.MIN_VALUE), 1e-15);
  expectNear(exp(-740), Math.exp(-740), 1e-2);
  expect([sin(Infinity), sin(Number.NaN)]).toEqual([NaN, NaN]);
  expectClose(atan(Infinity), Math.PI / 2);
  expectClose(asin(-1), -Math.PI / 2);
  expect([asin(1.1), acos(-1.1), acos(1)]).toEqual([NaN, NaN, 0]);
  expect([tanh(-1e9), sinh(1e9), sigmoid(1e9), sigmoid(-1e9), sigmoid(0)]).toEqual([-1, Infinity, 1, 0, 0.5]);
  expect([pow(0, 0), pow(0, 0.5), pow(0, -0.5), pow(-8, 1 / 3), pow(-2, 3), pow(2, -1)]).toEqual([
    1,
    0,
    Infinity,
    NaN,
    -8,
    0.5,
  ]);
});
