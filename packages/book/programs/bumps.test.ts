import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  approximate,
  bumpNetwork,
  bumpsFor,
  cut,
  demo,
  distance,
  goal,
  inverseSigmoid,
  median,
  output,
  samples,
  stepBias,
  weightedOutput,
} from "./bumps.ts";
import { sigmoid } from "./sigmoid.ts";

test("a step stands at −b/w (book: w = 1000, s = 0.2, b = −200)", () => {
  expect(stepBias(1000, 0.2)).toBe(-200);
  expect(sigmoid(1000 * 0.21 + stepBias(1000, 0.2))).toBeCloseTo(1, 4);
  expect(sigmoid(1000 * 0.19 + stepBias(1000, 0.2))).toBeCloseTo(0, 4);
});

describe("bumps", () => {
  test("are high between their steps, 0 elsewhere, and add up", () => {
    const network = bumpNetwork([
      { from: 0.4, to: 0.6, height: 0.8 },
      { from: 0.5, to: 0.9, height: -0.3 },
    ]);
    expect([0.2, 0.45, 0.55, 0.8, 0.95].map((x) => Number(weightedOutput(network, x).toFixed(6)))).toEqual([
      0, 0.8, 0.5, -0.3, 0,
    ]);
    expect(network.outputWeights).toEqual([0.8, -0.8, -0.3, 0.3]);
  });

  test.each([
    [[{ from: 0.6, to: 0.4, height: 1 }], 1000, "from left to right"],
    [[], 0, "weight must be a number above 0"],
    [[], Number.NaN, "weight must be a number above 0"],
  ])("of %j with weight %d are refused", (bumps, weight, complaint) => {
    expect(() => bumpNetwork(bumps, weight)).toThrow(complaint);
  });
});

describe("bins", () => {
  test("cover the line without a gap, shifted or not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.99, noNaN: true }), (count, shift) => {
        const bins = cut(count, shift);
        expect([bins[0].from, bins[bins.length - 1].to]).toEqual([0, 1]);
        for (const [k, { from, to }] of bins.entries()) {
          expect(to).toBeGreaterThan(from);
          expect(to - from).toBeLessThan(1.0001 / count);
          if (k > 0) expect(from).toBe(bins[k - 1].to);
        }
        expect(bins[0].up).toBeLessThan(0);
      }),
    );
  });

  test.each([0, 1.5, -1, Number.NaN])("%d bins are refused", (count) => {
    expect(() => cut(count)).toThrow("the number of bins");
  });
});

test("the median is the best constant", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }),
      fc.integer({ min: -9, max: 9 }),
      (n, other) => {
        const far = (from: number) => n.reduce((sum, value) => sum + Math.abs(value - from), 0);
        expect(far(median(n))).toBeLessThanOrEqual(far(other));
      },
    ),
  );
});

describe("the chapter's function", () => {
  test("ranges as the chapter's figures show it, and so does σ⁻¹ of it", () => {
    const values = Array.from({ length: 2001 }, (_, i) => goal(i / 2000));
    expect(Math.min(...values)).toBeCloseTo(0.095, 2);
    expect(Math.max(...values)).toBeCloseTo(0.853, 3);
    expect(sigmoid(inverseSigmoid(0.3))).toBeCloseTo(0.3, 15);
    expect(() => inverseSigmoid(1)).toThrow("between 0 and 1; received 1");
  });

  // Facts that were worked out beforehand with ideal steps; real ones are a little better.
  test.each([
    [10, 0.054],
    [20, 0.025],
    [50, 0.0099],
    [100, 0.005],
  ])("by %i bumps is off by %d on average", (count, expected) => {
    const network = approximate(goal, count);
    const mean = distance(goal, (x) => output(network, x));
    expect(mean).toBeLessThan(1.02 * expected);
    expect(mean).toBeGreaterThan(0.9 * expected);
  });

  test("by bumps over one another is nearer", () => {
    const [once, often] = [1, 5].map((overlap) => approximate(goal, 20, overlap));
    expect(distance(goal, (x) => output(often, x))).toBeLessThan(0.5 * distance(goal, (x) => output(once, x)));
    expect(bumpsFor(goal, 5, 3)).toHaveLength(5 + 6 + 6);
  });

  test("cannot be one that no sigmoid neuron outputs", () => {
    expect(() => approximate((x) => 2 * x, 5)).toThrow("between 0 and 1");
  });
});

test("samples are the centres of parts", () => {
  expect(samples(cut(2)[1], 2)).toEqual([0.625, 0.875]);
});

test("the demonstration comes nearer with every row", () => {
  const errors = demo().flatMap((line) => /^ +\d+ {2}(\d\.\d+)$/.exec(line)?.slice(1).map(Number) ?? []);
  expect(errors).toHaveLength(5);
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
});
