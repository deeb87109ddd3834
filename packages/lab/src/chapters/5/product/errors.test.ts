import { network } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { expect, it } from "vitest";
import { activations, networkOf, start, starts } from "../deep/network.ts";
import { lengthOf } from "../deep/speeds.ts";
import { tenDigits } from "../deep/ten-digits.ts";
import { wayBack } from "./errors.ts";

it("comes to the gradient of the biases that the engine's backpropagation has", async () => {
  for (const activation of activations)
    for (const first of starts) {
      const deep = { ...start, activation, start: first };
      const { lengths, bounds, passages, mean } = wayBack(deep, 3);
      const { layers } = await gradientFlow(network(networkOf(deep)), tenDigits.slice(3, 4), { threads: 1 });
      expect(lengths).toHaveLength(5);
      for (const [l, length] of lengths.entries()) expect(length / layers[l]!.speed).toBeCloseTo(1, 3);
      expect(passages.map(({ layer, columns, matrix }) => [layer, columns, matrix.length])).toEqual([
        ...[1, 2, 3].map((layer) => [layer, 30, 900]),
        [4, 10, 300],
      ]);
      expect(bounds.at(-1)).toBe(lengths.at(-1));
      for (const [l, bound] of bounds.entries()) expect(lengths[l]).toBeLessThanOrEqual(bound * (1 + 1e-9));
      // No error is made longer than the matrix can.
      for (const { factor, most } of passages) expect(factor).toBeLessThanOrEqual(most * (1 + 1e-9));
      expect(passages.reduce((product, { factor }) => product * factor, 1)).toBeCloseTo(mean ** 4, 12);
    }
});

it("is shortened by sigmoids in each layer, and hardly by ReLU with He's weights", () => {
  const sigmoid = wayBack({ ...start, depth: 10 }, 0);
  for (const { most } of sigmoid.passages.slice(0, -1)) expect(most).toBeLessThan(1);
  expect(sigmoid.mean).toBeLessThan(0.4);
  const relu = wayBack({ ...start, depth: 10, activation: "relu", start: "he" }, 0);
  expect(relu.mean).toBeGreaterThan(0.8);
  expect(relu.mean).toBeLessThan(1.2);
  expect(wayBack({ ...start, depth: 1 }, 9).passages).toHaveLength(1);
  expect(lengthOf([3, 4])).toBe(5);
});
