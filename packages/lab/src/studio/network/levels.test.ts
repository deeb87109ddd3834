import { expect, it } from "vitest";
import { levelsOf } from "./levels.ts";

it("is 0 where a neuron is neither on nor off, and 1 where it is as much on as it can be", () => {
  const values = Float32Array.of(0, 0.5, 1);
  expect([...levelsOf(values, "sigmoid")]).toEqual([-1, 0, 1]);
  expect([...levelsOf(values, "softmax")]).toEqual([-1, 0, 1]);
  expect([...levelsOf(values, "tanh")]).toEqual([0, 0.5, 1]);
  expect([...levelsOf(Float32Array.of(-2, 0, 4), "linear")]).toEqual([-0.5, 0, 1]);
  expect([...levelsOf(Float32Array.of(0, 0), "relu")]).toEqual([0, 0]);
});
