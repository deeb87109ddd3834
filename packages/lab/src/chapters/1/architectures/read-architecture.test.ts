import { network, parseLayers } from "nndl";
import { describe, expect, test } from "vitest";
import { readArchitecture } from "./read-architecture.ts";

describe("a network as one writes it", () => {
  test.each([
    ["3-4-1", [3, 4, 1], 3 * 4 + 4 + 4 * 1 + 1],
    ["6-4-3-1", [6, 4, 3, 1], 28 + 15 + 4],
    ["784-15-10", [784, 15, 10], 11_935],
    ["[784, 30, 10]", [784, 30, 10], 23_860],
    ["784 → 30 → 10 → 4", [784, 30, 10, 4], 23_904],
    ["28x28 dense15 softmax10", [784, 15, 10], 11_935],
  ])("%s", (text, sizes, parameters) => {
    expect(readArchitecture(text)).toMatchObject({ sizes, parameters });
  });

  test("has as many parameters as the network that the library makes", () => {
    const { parameters } = readArchitecture("20-7-5-2");
    expect(parameters).toBe(network({ ...parseLayers("20 dense7 dense5 dense2"), seed: 1 }).parameterCount);
  });

  test("says what every layer learns", () => {
    expect(readArchitecture("784-15-10").layers).toEqual([
      { units: 15, from: 784, weights: 11_760, biases: 15 },
      { units: 10, from: 15, weights: 150, biases: 10 },
    ]);
  });

  test.each([
    ["", "notation.empty"],
    ["784", "notation.empty"],
    ["784-0-10", "layer.units"],
    ["784-fifteen", "notation.empty"],
    ["28x28 conv20x5 dense10", "architecture"],
    ["784-999999999-10", "layer.units"],
    ["1000000-1000000", "network.size"],
  ])("refuses %s", (text, code) => {
    expect(() => readArchitecture(text)).toThrow(expect.objectContaining({ code }));
  });
});
