import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import { demo, feedforward, perceptronOutput, scale, type WeightsAndBiases } from "./scaling.ts";
import { sigmoid } from "./sigmoid.ts";

function randomNet(sizes: number[], seed: number): WeightsAndBiases {
  const random = new Random(seed);
  const gaussians = (n: number) => Array.from({ length: n }, () => random.gaussian());
  return {
    weights: sizes.slice(1).map((to, l) => Array.from({ length: to }, () => gaussians(sizes[l]))),
    biases: sizes.slice(1).map(gaussians),
  };
}

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 });
const seed = fc.integer({ min: 0, max: 10_000 });

describe("multiplying all weights and biases by c", () => {
  test("changes nothing in a network of perceptrons", () => {
    fc.assert(
      fc.property(sizes, seed, fc.double({ min: 0.001, max: 1000, noNaN: true }), (layers, s, c) => {
        const net = randomNet(layers, s);
        const x = randomNet([1, layers[0]], s + 1).biases[0];
        expect(feedforward(scale(net, c), x, perceptronOutput)).toEqual(feedforward(net, x, perceptronOutput));
      }),
    );
  });

  test("makes a sigmoid network a network of perceptrons as c grows", () => {
    fc.assert(
      fc.property(sizes, seed, (layers, s) => {
        const net = randomNet(layers, s);
        const x = randomNet([1, layers[0]], s + 1).biases[0];
        // The claim holds where no z is 0; gaussians never are, but a near miss would need a larger c than this one.
        let nearest = Number.POSITIVE_INFINITY;
        const sharp = feedforward(net, x, (z) => {
          nearest = Math.min(nearest, Math.abs(z));
          return perceptronOutput(z);
        });
        fc.pre(nearest > 1e-3);
        feedforward(scale(net, 1e6), x, sigmoid).forEach((a, j) => {
          expect(a).toBeCloseTo(sharp[j], 6);
        });
      }),
    );
  });

  test("does not help where w·x + b = 0", () => {
    const net = { weights: [[[2]]], biases: [[-2]] };
    for (const c of [1, 1e3, 1e9]) expect(feedforward(scale(net, c), [1], sigmoid)).toEqual([0.5]);
    expect(feedforward(net, [1], perceptronOutput)).toEqual([0]);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("c = %s is refused", (c) => {
    expect(() => scale({ weights: [], biases: [] }, c)).toThrow("must be a number above 0");
  });
});

test("the demonstration's network of perceptrons is exclusive or", () => {
  expect(
    demo()
      .slice(1, 5)
      .map((line) => line.trim().split(/\s+/)[2]),
  ).toEqual(["0", "1", "1", "0"]);
});
