import { describe, expect, test } from "vitest";
import {
  backprop,
  bp1,
  bp2,
  bp3,
  bp4,
  demo,
  feedforward,
  hadamard,
  linearUnit,
  type Neuron,
  quadraticCost,
  randomNet,
  sigmoidUnit,
} from "./backprop.ts";
import { finiteDifferences, largestDifference } from "./finite-differences.ts";
import { Random } from "./random.ts";

const x = [0.3, -0.8, 0.5];
const y = [1, 0];
const tanhUnit: Neuron = { f: Math.tanh, prime: (z) => 1 - Math.tanh(z) ** 2 };

describe("the pieces", () => {
  test("a function of a vector works number by number, (2, 3) to (4, 9) (eq 24)", () => {
    const square: Neuron = { f: (z) => z * z, prime: (z) => 2 * z };
    const net = {
      weights: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
      biases: [[0, 0]],
      neurons: [[square, square]],
    };
    expect(feedforward(net, [2, 3]).activations[1]).toEqual([4, 9]);
  });

  test("the Hadamard product (1, 2) ⊙ (3, 4) = (3, 8) (eq 28)", () => {
    expect(hadamard([1, 2], [3, 4])).toEqual([3, 8]);
  });

  test("the four equations on numbers one can check by hand", () => {
    expect(bp1([2, -1], [0.25, 0.1])).toEqual([0.5, -0.1]);
    // wᵀδ = (1·0.5 + 3·−1, 2·0.5 + 4·−1) = (−2.5, −3)
    expect(
      bp2(
        [
          [1, 2],
          [3, 4],
        ],
        [0.5, -1],
        [0.2, 0.1],
      ),
    ).toEqual([-0.5, -0.30000000000000004]);
    expect(bp3([0.5, -1])).toEqual([0.5, -1]);
    expect(bp4([3, 4], [0.5, -1])).toEqual([
      [1.5, 2],
      [-3, -4],
    ]);
  });

  test("δ is ∂C/∂z (eq 29): adding to z what a bias adds", () => {
    const net = randomNet([3, 4, 2], new Random(1));
    const { nablaB } = backprop(net, x, y);
    const cost = () => quadraticCost(feedforward(net, x).activations[2], y);
    net.biases[0][2] += 1e-5;
    const above = cost();
    net.biases[0][2] -= 2e-5;
    expect((above - cost()) / 2e-5).toBeCloseTo(nablaB[0][2], 9);
  });
});

describe("the gradient agrees with finite differences", () => {
  test.each([
    ["sigmoid neurons", sigmoidUnit],
    ["linear neurons", linearUnit],
    ["tanh neurons", tanhUnit],
  ])("%s", (_name, neuron) => {
    const net = randomNet([3, 5, 4, 2], new Random(2), neuron);
    expect(largestDifference(backprop(net, x, y), finiteDifferences(net, x, y).gradient)).toBeLessThan(1e-5);
  });

  test("one odd neuron among sigmoid ones", () => {
    const net = randomNet([3, 5, 4, 2], new Random(3));
    const plain = backprop(net, x, y);
    net.neurons[1][2] = tanhUnit;
    const odd = backprop(net, x, y);
    expect(largestDifference(odd, finiteDifferences(net, x, y).gradient)).toBeLessThan(1e-6);
    expect(largestDifference(odd, plain)).toBeGreaterThan(1e-3);
  });

  test("quadratic cost with linear outputs: the output error is a − y (eqs 68–70)", () => {
    const net = randomNet([3, 5, 2], new Random(4));
    net.neurons[1] = [linearUnit, linearUnit];
    const a = feedforward(net, x).activations[2];
    expect(backprop(net, x, y).nablaB[1]).toEqual(a.map((aj, j) => aj - y[j]));
  });

  test("another cost", () => {
    const net = randomNet([3, 5, 2], new Random(5));
    const fourthPower = (a: number[]) => a.reduce((sum, aj, j) => sum + (aj - y[j]) ** 4, 0);
    const derivative = (a: number[]) => a.map((aj, j) => 4 * (aj - y[j]) ** 3);
    const measured = finiteDifferences(net, x, y, 1e-7, fourthPower).gradient;
    expect(largestDifference(backprop(net, x, y, derivative), measured)).toBeLessThan(1e-6);
  });
});

test("what the equations say about slow learning", () => {
  const net = randomNet([3, 4, 2], new Random(6));
  // A weight from a silent input does not learn at all (BP4).
  expect(backprop(net, [0, 1, 1], y).nablaW[0].map(([first]) => Math.abs(first))).toEqual([0, 0, 0, 0]);
  // Neither does a saturated output (BP1).
  net.biases[1][0] = 1000;
  expect(backprop(net, x, y).nablaB[1][0]).toBe(0);
});

test("bad input is refused", () => {
  expect(() => randomNet([3, 0], new Random(1))).toThrow("sizes must be");
  expect(() => backprop(randomNet([3, 2], new Random(1)), [1], y)).toThrow("3 inputs; received 1");
});

test("the demonstration shows three kinds of neurons", () => {
  expect(demo().filter((line) => line.includes("output"))).toHaveLength(3);
});
