import { describe, expect, it } from "vitest";
import { first, layerOf } from "./softmax.ts";

const asked = { scale: 1, constant: 0, label: 0 };

describe("a softmax layer", () => {
  it("begins with the outputs of the book's page", () => {
    const { outputs } = layerOf(first, asked);
    expect(outputs.map((a) => a.toFixed(3))).toEqual(["0.315", "0.009", "0.633", "0.043"]);
    expect(outputs.reduce((sum, a) => sum + a)).toBeCloseTo(1, 14);
  });

  it.each([0.3, 1, 4])("has the derivatives of its outputs, with the scale %f", (scale) => {
    const { derivatives } = layerOf(first, { ...asked, scale });
    const h = 1e-6;
    for (const [k] of first.entries()) {
      const at = (way: number) => layerOf(first.with(k, first[k]! + way * h), { ...asked, scale }).outputs;
      const [above, below] = [at(1), at(-1)];
      for (const [j, row] of derivatives.entries()) expect(row[k]).toBeCloseTo((above[j]! - below[j]!) / (2 * h), 7);
    }
  });

  it("goes back to its inputs, up to a constant", () => {
    const { back } = layerOf(first, { ...asked, constant: 4 });
    const shift = back[0]! - first[0]!;
    for (const [j, z] of back.entries()) expect(z - first[j]!).toBeCloseTo(shift, 12);
  });

  it("costs what the log-likelihood says, whose slope is the error", () => {
    const { cost, errors, outputs } = layerOf(first, { ...asked, label: 2 });
    expect(cost).toBeCloseTo(-Math.log(outputs[2]!), 12);
    const h = 1e-6;
    for (const [j, error] of errors.entries()) {
      const at = (way: number) => layerOf(first.with(j, first[j]! + way * h), { ...asked, label: 2 }).cost;
      expect(error).toBeCloseTo((at(1) - at(-1)) / (2 * h), 7);
    }
  });
});
