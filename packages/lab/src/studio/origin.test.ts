import { checkNetworkSpec } from "nndl/spec";
import { expect, it } from "vitest";
import { type Origin, picturesFor, startFor } from "./origin.ts";

const shape = (...input: number[]) => ({ input, outputs: 3, classes: true });
const origin: Origin = {
  name: "leaves",
  file: "leaves.safetensors",
  bytes: new Uint8Array(),
  spec: checkNetworkSpec({
    input: [400],
    layers: [{ type: "dense", units: 3, activation: "softmax" }],
    cost: "log-likelihood",
  }),
  sha256: "ab".repeat(32),
  learned: shape(1, 20, 20),
};

it("says how pictures must be read for a network that learned from others of another size or colour", () => {
  for (const other of [shape(1, 28, 28), shape(3, 20, 20)]) {
    expect(startFor(origin, other)).toBeUndefined();
    expect(picturesFor(origin, other)).toBe("20 × 20, in grey");
  }
  expect(startFor(origin, shape(1, 20, 20))?.from.name).toBe("leaves");
});

it("says nothing of it where these are no pictures, fit, or nobody knows what the network learned from", () => {
  expect(picturesFor(origin, shape(1, 20, 20))).toBeUndefined();
  expect(picturesFor(origin, shape(2))).toBeUndefined();
  expect(picturesFor(origin, undefined)).toBeUndefined();
  expect(picturesFor({ ...origin, learned: undefined }, shape(1, 28, 28))).toBeUndefined();
});
