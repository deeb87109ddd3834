import { describe, expect, test } from "vitest";
import { asTraining, tinyDigits } from "./examples.ts";
import { largestDifference } from "./finite-differences.ts";
import { zeroGradient } from "./layer.ts";
import { backpropMatrix, demo, MatrixNetwork, multiply, transpose } from "./matrix-backprop.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";

const digits = asTraining(tinyDigits(23, new Random(1)));

describe("a mini-batch as a matrix", () => {
  test("product and transpose", () => {
    const matrix = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(transpose(matrix)).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(multiply(matrix, transpose(matrix))).toEqual([
      [14, 32],
      [32, 77],
    ]);
  });

  test.each([1, 2, 23])("%i examples: the same gradients as one after the other", (m) => {
    const net = new Network([15, 8, 6, 10], new Random(2));
    const sum = zeroGradient(net);
    for (const [x, y] of digits.slice(0, m)) net.backprop(x, y, sum);
    expect(largestDifference(backpropMatrix(net, digits.slice(0, m)), sum)).toBeLessThan(1e-13);
  });

  test("the same training run, with a short last mini-batch", () => {
    const [one, other] = [new Network([15, 8, 10], new Random(3)), new MatrixNetwork([15, 8, 10], new Random(3))];
    for (const net of [one, other]) net.sgd(digits, 5, 10, 3);
    expect(
      largestDifference({ nablaB: one.biases, nablaW: one.weights }, { nablaB: other.biases, nablaW: other.weights }),
    ).toBeLessThan(1e-11);
  });
});

test("the demonstration's two runs end alike", () => {
  const [, one, other] = demo().map((line) => line.split(":")[1]);
  expect(one).toBe(other);
});
