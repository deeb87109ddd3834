import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CrossEntropyCost, costs, crossEntropyDerivative, demo, QuadraticCost } from "./costs.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

const z = fc.double({ min: -8, max: 8, noNaN: true });
const target = fc.double({ min: 0, max: 1, noNaN: true });

describe("costs", () => {
  test("on numbers one can check by hand", () => {
    expect(QuadraticCost.fn([0.5, 1], [1, 0])).toBe((0.25 + 1) / 2);
    expect(CrossEntropyCost.fn([0.5, 0.25], [1, 0])).toBeCloseTo(Math.LN2 - Math.log(0.75), 14);
  });

  test("delta is the slope of fn in z, for any wanted output (eqs 65, 66)", () => {
    for (const cost of costs)
      fc.assert(
        fc.property(fc.array(fc.tuple(z, target), { minLength: 1, maxLength: 4 }), (pairs) => {
          const [zs, y] = [pairs.map(([zj]) => zj), pairs.map(([, yj]) => yj)];
          const at = (j: number, change: number) =>
            cost.fn(
              zs.map((zk, k) => sigmoid(k === j ? zk + change : zk)),
              y,
            );
          cost.delta(zs, zs.map(sigmoid), y).forEach((error, j) => {
            expect(error).toBeCloseTo((at(j, 1e-5) - at(j, -1e-5)) / 2e-5, 7);
          });
        }),
      );
  });

  test("the slope of the cross-entropy in a is −y/a + (1 − y)/(1 − a), and times σ' it is the error", () => {
    expect(crossEntropyDerivative([0.25, 0.5], [0, 1])).toEqual([1 / 0.75, -2]);
    fc.assert(
      fc.property(z, target, (zj, y) => {
        const [slope] = crossEntropyDerivative([sigmoid(zj)], [y]);
        expect(slope * sigmoidPrime(zj)).toBeCloseTo(CrossEntropyCost.delta([zj], [sigmoid(zj)], [y])[0], 10);
      }),
    );
  });

  test("the cross-entropy of soft targets is least at a = y, where it is the entropy (eq 64)", () => {
    fc.assert(
      fc.property(target, target, (y, a) => {
        const entropy = [y, 1 - y].reduce((sum, p) => sum - (p === 0 ? 0 : p * Math.log(p)), 0);
        expect(CrossEntropyCost.fn([y], [y])).toBeCloseTo(entropy, 12);
        expect(CrossEntropyCost.fn([a], [y])).toBeGreaterThanOrEqual(entropy - 1e-12);
      }),
    );
  });
});

describe("at saturation", () => {
  test("a perfectly right output costs 0, not NaN", () => {
    expect(CrossEntropyCost.fn([0, 1], [0, 1])).toBe(0);
  });

  test("a perfectly wrong one costs much, not ∞", () => {
    const cost = CrossEntropyCost.fn([1, 0], [0, 1]);
    expect(cost).toBeGreaterThan(1000);
    expect(cost).toBeLessThan(Number.MAX_VALUE);
  });

  test("the error is a − y, where dividing by a(1 − a) and multiplying by σ' is 0/0", () => {
    const [zj, a, y] = [1000, sigmoid(1000), 0];
    expect(((a - y) / (a * (1 - a))) * sigmoidPrime(zj)).toBeNaN();
    expect(CrossEntropyCost.delta([zj], [a], [y])).toEqual([1]);
    expect(CrossEntropyCost.delta([-1000], [sigmoid(-1000)], [1])).toEqual([-1]);
    expect(QuadraticCost.delta([zj], [a], [y])).toEqual([0]);
  });

  test("y and a exchanged would be undefined (X3.2): ln of a wanted 0 or 1", () => {
    // With its first argument as the logarithm's, the cost is finite however sure the wanted output is.
    expect(CrossEntropyCost.fn([0.3], [0])).toBeCloseTo(-Math.log(0.7), 14);
    expect(-0.3 * Math.log(0) - 0.7 * Math.log(1)).toBe(Number.POSITIVE_INFINITY);
  });
});

test("the demonstration's last row: quadratic error gone, cross-entropy error near 1", () => {
  expect(demo()[5].trim().split(/\s+/)).toEqual(["10", "1.0000", "0.5000", "0.0000", "10.0000", "1.0000"]);
});
