import { describe, expect, test } from "vitest";
import { backprop, randomNet } from "./backprop.ts";
import { demo, finiteDifferences, largestDifference, passesNeeded } from "./finite-differences.ts";
import { Random } from "./random.ts";

describe("finite differences", () => {
  const net = randomNet([2, 3, 2], new Random(1));

  test("need one pass, and one more for each weight and bias", () => {
    const parameters = 2 * 3 + 3 + 3 * 2 + 2;
    expect(finiteDifferences(net, [1, 0], [0, 1]).passes).toBe(1 + parameters);
    expect(finiteDifferences(net, [1, 0], [0, 1]).passes).toBe(passesNeeded(parameters).finiteDifferences);
  });

  test("a million weights need 1,000,001 passes, where backpropagation needs 2", () => {
    expect(passesNeeded(1_000_000)).toEqual({ finiteDifferences: 1_000_001, backprop: 2 });
  });

  test("agree with backpropagation better as ε shrinks, until rounding takes over", () => {
    const exact = backprop(net, [1, 0.5], [0, 1]);
    const error = (epsilon: number) =>
      largestDifference(finiteDifferences(net, [1, 0.5], [0, 1], epsilon).gradient, exact);
    expect(error(1e-7)).toBeLessThan(1e-7);
    // A forward difference is wrong by about ε times half the curvature: a tenth of ε, a tenth of the error.
    expect(error(1e-3) / error(1e-4)).toBeCloseTo(10, 0);
    expect(error(1e-14)).toBeGreaterThan(error(1e-7));
  });

  test("leave the network as it was, to the bit", () => {
    const before = structuredClone([net.weights, net.biases]);
    finiteDifferences(net, [1, 0.5], [0, 1], 0.1);
    expect([net.weights, net.biases]).toEqual(before);
  });

  test("the largest difference finds a single wrong weight, and a NaN", () => {
    const exact = backprop(net, [1, 0.5], [0, 1]);
    const wrong = structuredClone(exact);
    expect(largestDifference(exact, wrong)).toBe(0);
    wrong.nablaW[1][0][2] += 0.5;
    expect(largestDifference(exact, wrong)).toBeCloseTo(0.5, 12);
    wrong.nablaB[0][0] = Number.NaN;
    expect(largestDifference(exact, wrong)).toBeNaN();
  });

  test.each([0, -1e-7, Number.NaN])("epsilon %s is refused", (epsilon) => {
    expect(() => finiteDifferences(net, [1, 0], [0, 1], epsilon)).toThrow("epsilon must be");
  });

  test.each([0, 1.5, -3])("%s parameters are refused", (parameters) => {
    expect(() => passesNeeded(parameters)).toThrow("parameters must be");
  });
});

test("the demonstration counts 44 passes for 43 weights and biases", () => {
  expect(demo().filter((line) => line.includes("(44 passes)"))).toHaveLength(6);
});
