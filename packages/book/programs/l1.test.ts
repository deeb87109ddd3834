import { describe, expect, test } from "vitest";
import { asTraining, tinyDigits } from "./examples.ts";
import { demo, L1Network } from "./l1.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

const training = asTraining(tinyDigits(20, new Random(1)));

describe("L1 regularization", () => {
  test("takes ηλ/n from every weight towards 0, nothing from a weight of 0, nothing from biases (eq 97)", () => {
    const [plain, regularized] = [new Network([15, 5, 10], new Random(2)), new L1Network([15, 5, 10], new Random(2))];
    plain.weights[0][1][2] = 0;
    regularized.weights[0][1][2] = 0;
    const before = structuredClone(plain.weights);
    plain.updateMiniBatch(training, 0.5, 0, 20);
    regularized.updateMiniBatch(training, 0.5, 4, 20);
    expect(regularized.biases).toEqual(plain.biases);
    expect(regularized.weights[0][1][2]).toBe(plain.weights[0][1][2]);
    regularized.weights.forEach((layer, l) => {
      layer.forEach((row, j) => {
        row.forEach((w, k) => {
          expect(w).toBeCloseTo(plain.weights[l][j][k] - 0.1 * Math.sign(before[l][j][k]), 14);
        });
      });
    });
  });

  test("costs λ/n Σ|w| (eq 95)", () => {
    const net = new L1Network([15, 5, 10], new Random(3));
    const sum = net.weights.flat(2).reduce((total, w) => total + Math.abs(w), 0);
    expect(net.totalCost(training, 2, 20) - net.totalCost(training, 0, 20)).toBeCloseTo(0.1 * sum, 10);
  });

  test("the demonstration: L1 leaves many more weights near 0 than L2", () => {
    const near = demo()
      .slice(1)
      .map((line) => Number(line.match(/(\d+) weights/)![1]));
    expect(near[2]).toBeGreaterThan(3 * near[1]);
  });
});
