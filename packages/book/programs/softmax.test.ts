import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demo, inverseSoftmax, logLikelihoodCost, outputError, softmax, softmaxDerivative } from "./softmax.ts";

const zs = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 6 });

describe("softmax", () => {
  test("the book's slider positions give 0.315, 0.009, 0.633, 0.043", () => {
    expect(softmax([2.5, -1, 3.2, 0.5]).map((a) => a.toFixed(3))).toEqual(["0.315", "0.009", "0.633", "0.043"]);
  });

  test("is positive and sums to 1 (eq 79), and adding a constant to every z changes nothing", () => {
    fc.assert(
      fc.property(zs, fc.double({ min: -100, max: 100, noNaN: true }), (z, constant) => {
        const a = softmax(z);
        expect(a.every((aj) => aj > 0)).toBe(true);
        expect(a.reduce((sum, aj) => sum + aj, 0)).toBeCloseTo(1, 12);
        softmax(z.map((zj) => zj + constant)).forEach((aj, j) => {
          expect(aj).toBeCloseTo(a[j], 11);
        });
      }),
    );
  });

  test("does not overflow", () => {
    expect(softmax([1000, 1000, -1000])).toEqual([0.5, 0.5, 0]);
    expect(logLikelihoodCost([1000, -1000], 1)).toBe(2000);
    expect(logLikelihoodCost([1000, -1000], 0)).toBe(0);
  });

  test("its inverse is ln a + C (X3.10)", () => {
    fc.assert(
      fc.property(zs, (z) => {
        const a = softmax(z);
        // The constant that softmax forgot is found from the first of them.
        inverseSoftmax(a, z[0] - Math.log(a[0])).forEach((zj, j) => {
          expect(zj).toBeCloseTo(z[j], 10);
        });
        softmax(inverseSoftmax(a, 17)).forEach((aj, j) => {
          expect(aj).toBeCloseTo(a[j], 12);
        });
      }),
    );
  });

  test("with a growing scale c becomes the maximum, equals sharing (X3.12)", () => {
    expect(softmax([1, 3, 2], 1000)).toEqual([0, 1, 0]);
    expect(softmax([3, 1, 3], 1000)).toEqual([0.5, 0, 0.5]);
    expect(softmax([1, 3, 2], 2)).toEqual(softmax([2, 6, 4]));
  });
});

describe("derivatives", () => {
  test("∂a_j/∂z_k is what finite differences give; positive only for j = k, and nowhere 0 (X3.8, X3.9)", () => {
    const z = [0.5, -1, 2];
    softmaxDerivative(z).forEach((row, j) => {
      row.forEach((slope, k) => {
        const shifted = (change: number) => softmax(z.map((zi, i) => (i === k ? zi + change : zi)))[j];
        expect(slope).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 9);
        expect(Math.sign(slope)).toBe(j === k ? 1 : -1);
      });
    });
  });

  test("the output error a − y is the slope of the log-likelihood cost (eqs 80, 84)", () => {
    fc.assert(
      fc.property(zs, fc.nat(), (z, n) => {
        const label = n % z.length;
        outputError(z, label).forEach((error, j) => {
          const cost = (change: number) =>
            logLikelihoodCost(
              z.map((zi, i) => (i === j ? zi + change : zi)),
              label,
            );
          expect(error).toBeCloseTo((cost(1e-5) - cost(-1e-5)) / 2e-5, 8);
        });
        expect(logLikelihoodCost(z, label)).toBeCloseTo(-Math.log(softmax(z)[label]), 10);
      }),
    );
  });
});

test("bad input is refused", () => {
  expect(() => softmax([])).toThrow("at least one number");
  expect(() => softmax([1, Number.NaN])).toThrow("finite");
  expect(() => softmax([1], 0)).toThrow("scale c");
  expect(() => inverseSoftmax([0.5, 0])).toThrow("above 0");
  expect(() => logLikelihoodCost([1, 2], 2)).toThrow("from 0 to 1; received 2");
});

test("the demonstration finds z again", () => {
  const lines = demo();
  expect(lines.find((line) => line.startsWith("ln a + C"))).toContain("2.500  -1.000   3.200   0.500");
});
