import { describe, expect, it } from "vitest";
import { film, filmSeconds, neuronAt } from "./film.ts";

describe("the film of a step", () => {
  it("begins with a gentle curve, and ends with a steep step at 0.3", () => {
    expect(neuronAt(0)).toEqual({ weight: 8, bias: -4 });
    expect(neuronAt(filmSeconds)).toEqual({ weight: 300, bias: -90 });
    expect(neuronAt(filmSeconds + 100)).toEqual(neuronAt(filmSeconds));
  });

  it("raises the weight first and never lowers it", () => {
    const weights = Array.from({ length: 81 }, (_, i) => neuronAt((i / 80) * filmSeconds).weight);
    expect(weights.every((weight, i) => i === 0 || weight >= weights[i - 1]!)).toBe(true);
    expect(neuronAt(3)).toEqual({ weight: film.steep, bias: -4 });
  });

  it("keeps the step at its place at the end", () => {
    for (const t of [5.6, 6.2, 7, 7.9]) {
      const { weight, bias } = neuronAt(t);
      expect(Math.abs(-bias / weight - film.place)).toBeLessThan(0.005);
    }
  });
});
