import { describe, expect, it } from "vitest";
import { at, shownNames, stretched } from "./curves.ts";

describe.each(shownNames)("%s", (name) => {
  it("has the slope of its curve", () => {
    const h = 1e-6;
    for (const z of [-4, -1.3, -0.2, 0.4, 2, 4.5])
      expect(at(name, z).slope).toBeCloseTo((at(name, z + h).value - at(name, z - h).value) / (2 * h), 5);
  });
});

it("σ is tanh, stretched and lifted", () => {
  for (const z of [-8, -2, 0, 0.5, 3, 9]) expect(stretched(z)).toBeCloseTo(at("sigmoid", z).value, 12);
});
