import { Network } from "nndl";
import { bumpNetwork, equalBumps } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { networkOf, standardForm } from "./standard.ts";

const heights = [-1.2, -1.4, -0.3, -1, 1.1];

describe("standard form", () => {
  it("is the network of bumps, to the bit", () => {
    const built = bumpNetwork(equalBumps(heights), { steepness: 1000, output: "sigmoid" });
    expect(networkOf(standardForm(heights)).sha256()).toBe(built.sha256());
  });

  it("has the book's numbers", () => {
    const { hidden, outputBias } = standardForm(heights);
    expect(hidden).toHaveLength(10);
    expect(hidden[1]).toEqual({ weight: 1000, bias: -200, output: 1.2 });
    expect(hidden[0]!.bias).toBe(0);
    expect(outputBias).toBe(0);
    expect(networkOf({ hidden, outputBias }).parameterCount).toBe(31);
  });

  it("is saved and read back, as safetensors and in the book's JSON", () => {
    const net = networkOf(standardForm(heights));
    for (const format of ["safetensors", "book-json"] as const)
      expect(Network.fromBytes(net.toBytes(format)).sha256()).toBe(net.sha256());
  });
});
