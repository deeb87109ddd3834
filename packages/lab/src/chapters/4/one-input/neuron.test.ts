import { describe, expect, it } from "vitest";
import { biasThrough, shoulderInput, sigmoid, stepPlace, withShoulder } from "./neuron.ts";

describe("a neuron held by its curve", () => {
  it("steps at −b/w", () => {
    expect(stepPlace({ weight: 100, bias: -40 })).toBe(0.4);
    expect(stepPlace({ weight: 8, bias: 0 })).toBe(0);
    expect(stepPlace({ weight: 0, bias: 3 })).toBeUndefined();
  });

  it("goes through the point that it is pulled to", () => {
    for (const [weight, x, y] of [
      [8, 0.3, 0.7],
      [-50, 0.8, 0.2],
      [0, 0.5, 0.9],
    ] as const)
      expect(sigmoid(weight * x + biasThrough(weight, x, y))).toBeCloseTo(y, 2);
  });

  it("stays finite and within its limits at the plot's edges", () => {
    expect(biasThrough(999, 0.5, 1)).toBeCloseTo(-495.61, 2);
    expect(biasThrough(999, 1.4, 0)).toBe(-999);
  });

  it("has its shoulder where it is pulled to, and its middle where it was", () => {
    const pulled = withShoulder({ weight: 8, bias: -4 }, 0.6);
    expect(pulled).toEqual({ weight: 20, bias: -10 });
    expect(pulled.weight * 0.6 + pulled.bias).toBe(shoulderInput);
    expect(withShoulder({ weight: 8, bias: -4 }, 0.25)).toEqual({ weight: -8, bias: 4 });
    expect(withShoulder({ weight: 8, bias: -4 }, 0.5)).toEqual({ weight: 999, bias: -499.5 });
    expect(withShoulder({ weight: 0, bias: 1 }, 0.5)).toEqual({ weight: 0, bias: 1 });
  });
});
