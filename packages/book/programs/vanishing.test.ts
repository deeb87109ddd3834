import { describe, expect, test } from "vitest";
import { backprop, randomNet } from "./backprop.ts";
import { finiteDifferences } from "./finite-differences.ts";
import { Random } from "./random.ts";
import {
  chain,
  circle,
  demo,
  explodingChain,
  factors,
  firstBiasSlope,
  growthWidth,
  meanGradient,
  measuredWidth,
  speeds,
  train,
} from "./vanishing.ts";

const gaussians = (count: number, random: Random) => Array.from({ length: count }, () => random.gaussian());

describe("a chain of single neurons", () => {
  test.each([1, 2, 4, 9])(
    "of %i: the product is what backpropagation and finite differences say (eqs 114–122)",
    (n) => {
      const random = new Random(n);
      const net = chain(gaussians(n, random), gaussians(n, random));
      const product = firstBiasSlope(net, 0.5, 1);
      expect(product / backprop(net, [0.5], [1]).nablaB[0][0]).toBeCloseTo(1, 12);
      expect(product).toBeCloseTo(finiteDifferences(net, [0.5], [1]).gradient.nablaB[0][0], 6);
    },
  );

  test("between neighbours the slopes differ by one factor each, with the slope of the one instead of the other's", () => {
    const net = chain([1, -2, 3], [0.5, 0.1, -1]);
    const [, second, third] = factors(net, 0.7);
    const slopes = backprop(net, [0.7], [0]).nablaB.flat();
    const own = factors(net, 0.7).map((factor, l) => factor / net.weights[l][0][0]);
    expect(slopes[0] / slopes[1]).toBeCloseTo((own[0] * second) / own[1], 12);
    expect(slopes[1] / slopes[2]).toBeCloseTo((own[1] * third) / own[2], 12);
  });

  test("with weights of 100 multiplies by 25 for each neuron, and by w/4 with any other", () => {
    const slopes = backprop(explodingChain(4), [1], [0]).nablaB.flat();
    expect(factors(explodingChain(4), 1)).toEqual([25, 25, 25, 25]);
    expect([0, 1, 2].map((l) => slopes[l] / slopes[l + 1])).toEqual([25, 25, 25]);
    expect(factors(explodingChain(3, -8, 0.25), 0.25)).toEqual([-2, -2, -2]);
  });

  test("of neurons whose weights are at most 1 has no factor above a quarter", () => {
    const random = new Random(3);
    for (let i = 0; i < 50; i++) {
      const weights = gaussians(5, random).map(Math.tanh);
      for (const factor of factors(chain(weights, gaussians(5, random)), random.gaussian()))
        expect(Math.abs(factor)).toBeLessThan(0.25);
    }
  });

  test("needs a bias for each weight", () => {
    for (const [weights, biases] of [
      [[1, 2], [0]],
      [[], []],
    ])
      expect(() => chain(weights, biases)).toThrow("a weight and a bias for each neuron");
  });
});

describe("equation (123)", () => {
  test.each([4.001, 4.5, 5, 6.9, 12, 100, -6.9])("at w = %d is the width that one measures", (w) => {
    expect(growthWidth(w)).toBeCloseTo(measuredWidth(w), 9);
    expect(measuredWidth(w)).toBeGreaterThan(0);
  });

  test("is 0 up to 4, and 0.45 at most, near 6.9", () => {
    expect([growthWidth(0), growthWidth(4), growthWidth(-4), measuredWidth(3)]).toEqual([0, 0, 0, 0]);
    const weights = Array.from({ length: 4000 }, (_, i) => 4 + i / 100);
    const widest = weights.reduce((best, w) => (growthWidth(w) > growthWidth(best) ? w : best));
    expect(widest).toBeCloseTo(6.89, 2);
    expect(growthWidth(widest)).toBeCloseTo(0.44774, 5);
  });
});

describe("the layers of a small network", () => {
  test("learn the more slowly the nearer they are to the input, in nearly every network", () => {
    const random = new Random(8);
    const pairs = circle(20, random);
    const nets = Array.from({ length: 40 }, () => speeds(randomNet([2, 6, 6, 6, 6, 1], random), pairs));
    expect(nets.filter((each) => each[0] < each[3]).length).toBeGreaterThan(36);
    const middle = nets.map((each) => each[3] / each[0]).sort((a, b) => a - b)[20];
    expect(middle).toBeGreaterThan(3);
  });

  test("have the speeds of the mean gradient, and move along it", () => {
    const random = new Random(4);
    const pairs = circle(5, random);
    const net = randomNet([2, 3, 2, 1], random);
    const { nablaB, nablaW } = meanGradient(net, pairs);
    const singles = pairs.map(([x, y]) => backprop(net, x, y));
    expect(nablaB[1][0]).toBeCloseTo(singles.reduce((sum, each) => sum + each.nablaB[1][0], 0) / 5, 14);
    expect(speeds(net, pairs)[1]).toBeCloseTo(Math.hypot(nablaB[1][0], nablaB[1][1]), 14);
    const before = { weights: net.weights, biases: net.biases };
    const [first] = train(net, pairs, 0.5, 1);
    expect(first).toEqual(nablaB.map((layer) => Math.hypot(...layer)));
    expect(net.weights[2][0][1]).toBe(before.weights[2][0][1] - 0.5 * nablaW[2][0][1]);
    expect(net.biases[0][2]).toBe(before.biases[0][2] - 0.5 * nablaB[0][2]);
  });

  test("refuse what cannot be learned from", () => {
    const net = randomNet([2, 3, 1], new Random(1));
    expect(() => speeds(net, [])).toThrow("needs an example");
    for (const eta of [0, -1, Number.NaN])
      expect(() => train(net, circle(2, new Random(1)), eta, 1)).toThrow("above 0");
  });
});

test("the demonstration says the same slope twice, by backpropagation and as a product", () => {
  const lines = demo();
  const [, backwards, product] = lines.map((line) => line.trim().split(/\s+/));
  expect(product.at(-1)).toBe(backwards[4]);
  expect(lines.filter((line) => line.includes("step"))).toHaveLength(5);
  // At the start the first layer is the slower one in all of the twenty, later no longer.
  const counts = lines.filter((line) => line.includes("step")).map((line) => Number(line.split(/\s+/).at(-1)));
  expect(counts[0]).toBe(20);
  expect(Math.min(...counts)).toBeLessThan(15);
});
