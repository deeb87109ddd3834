import { describe, expect, it } from "vitest";
import { Network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { bumpNetwork, equalBumps } from "./bump.ts";

const valuesOf = (net: Network, name: string) => Array.from(net.parameters.get(name)!.values);

describe("a sum of bumps", () => {
  const heights = [-1.25, -1.5, -0.25, -1, 1.125];
  const net = bumpNetwork(equalBumps(heights), { steepness: 1000 });

  it("has the book's standard form", () => {
    expect(valuesOf(net, "layers.0.weights")).toEqual(Array(10).fill(1000));
    expect(valuesOf(net, "layers.0.biases").map(Math.round)).toEqual([
      ...[0, -200, -200, -400, -400],
      ...[-600, -600, -800, -800, -1000],
    ]);
    expect(valuesOf(net, "layers.1.weights")).toEqual(heights.flatMap((h) => [h, -h]));
    expect(valuesOf(net, "layers.1.biases")).toEqual([0]);
    expect(net.layers.map(({ spec }) => "activation" in spec && spec.activation)).toEqual(["sigmoid", "linear"]);
  });

  it("is each bump's height inside it, and half way between where two meet", async () => {
    const middles = heights.map((_, k) => [(k + 0.5) / 5]);
    for (const outputs of await outputsByEngines(net, [...middles, [0.4], [-0.1], [1.1]]))
      expect(outputs).toEqual([...heights, -0.875, 0, 0].map((value) => expect.closeTo(value, 2)));
  });

  it("takes the steepness from the narrowest bump when none is given", () => {
    const uneven = [
      { from: 0, to: 0.5, height: 1 },
      { from: 0.5, to: 0.75, height: 2 },
    ];
    expect(valuesOf(bumpNetwork(uneven), "layers.0.weights")).toEqual(Array(4).fill(800));
  });

  it("adds bumps that overlap, and squashes the sum for a sigmoid output", async () => {
    const overlapping = [
      { from: 0.1, to: 0.6, height: 1 },
      { from: 0.4, to: 0.9, height: 2 },
    ];
    const squashed = bumpNetwork(overlapping, { output: "sigmoid" });
    for (const outputs of await outputsByEngines(squashed, [[0.2], [0.5], [0.8], [0.95]]))
      expect(outputs).toEqual([1, 3, 2, 0].map((z) => expect.closeTo(1 / (1 + Math.exp(-z)), 5)));
  });

  it("is saved and read as any network", () => {
    expect(Network.fromBytes(net.toBytes()).sha256()).toBe(net.sha256());
  });

  it.each([
    ["no bumps", [], "universality.bumps"],
    ["a height that is no number", [{ from: 0, to: 1, height: Number.NaN }], "universality.bumps"],
    ["an interval without width", [{ from: 0.5, to: 0.5, height: 1 }], "universality.interval"],
    ["an interval that is none", [7 as never], "universality.interval"],
  ])("refuses %s", (_, bumps, code) => {
    expect(refused(() => bumpNetwork(bumps)).code).toBe(code);
  });

  it("refuses other outputs and steepnesses", () => {
    const bumps = equalBumps([1]);
    expect(refused(() => bumpNetwork(bumps, { output: "tanh" as never })).code).toBe("universality.bumps");
    expect(refused(() => bumpNetwork(bumps, { steepness: -1 })).code).toBe("universality.step");
  });
});
