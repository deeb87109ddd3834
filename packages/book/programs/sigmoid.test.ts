import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demo, predictedChange, sigmoid, sigmoidNeuron, sigmoidPrime, step } from "./sigmoid.ts";

const z = fc.double({ min: -30, max: 30, noNaN: true });

describe("σ", () => {
  test("known values, and both ends without overflow", () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(1)).toBeCloseTo(0.7310585786300049, 15);
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoidPrime(-1000)).toBe(0);
  });

  test("σ(−z) = 1 − σ(z), and σ(z) = (1 + tanh(z/2)) / 2 (eq 111)", () => {
    fc.assert(
      fc.property(z, (value) => {
        expect(sigmoid(-value)).toBeCloseTo(1 - sigmoid(value), 14);
        expect(sigmoid(value)).toBeCloseTo((1 + Math.tanh(value / 2)) / 2, 14);
      }),
    );
  });

  test("σ' is the slope of σ, at most ¼", () => {
    fc.assert(
      fc.property(z, (value) => {
        const slope = (sigmoid(value + 1e-5) - sigmoid(value - 1e-5)) / 2e-5;
        expect(sigmoidPrime(value)).toBeCloseTo(slope, 8);
        expect(sigmoidPrime(value)).toBeLessThanOrEqual(0.25);
      }),
    );
  });

  test("the mean of σ(1 − σ) over outputs from 0 to 1 is 1/6, the rule of thumb for η", () => {
    let sum = 0;
    for (let i = 0; i < 1000; i++) {
      const a = (i + 0.5) / 1000;
      sum += sigmoidPrime(Math.log(a / (1 - a)));
    }
    expect(sum / 1000).toBeCloseTo(1 / 6, 6);
  });

  test("the plotted step is 1 at 0", () => {
    expect([-0.1, 0, 0.1].map(step)).toEqual([0, 1, 1]);
  });
});

describe("a sigmoid neuron", () => {
  test("is σ(w·x + b) (eq 4)", () => {
    expect(sigmoidNeuron([2, -1], 0.5, [1, 3])).toBe(sigmoid(2 - 3 + 0.5));
    expect(() => sigmoidNeuron([2, -1], 0.5, [1])).toThrow("2 weights need as many inputs");
  });

  test("moves by what equation (5) says, but for the square of a small change", () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 5 }),
        number,
        (inputs, bias) => {
          const [weights, x] = [inputs.map(([w]) => w), inputs.map(([, xj]) => xj)];
          const changes = inputs.map(([, , change]) => change * 1e-4);
          const moved = weights.map((w, j) => w + changes[j]);
          const actual = sigmoidNeuron(moved, bias + 1e-4, x) - sigmoidNeuron(weights, bias, x);
          const predicted = predictedChange(weights, bias, x, changes, 1e-4);
          // |σ''| < 0.1, so the rest is at most 0.05 Δz².
          const deltaZ = changes.reduce((sum, change, j) => sum + change * x[j], 1e-4);
          expect(Math.abs(actual - predicted)).toBeLessThanOrEqual(0.05 * deltaZ ** 2 + 1e-15);
        },
      ),
    );
  });
});

test("the demonstration's last line predicts the change to three digits", () => {
  const [, actual, predicted] = demo().at(-1)!.trim().split(/\s+/).map(Number);
  expect(actual / predicted).toBeCloseTo(1, 2);
});
