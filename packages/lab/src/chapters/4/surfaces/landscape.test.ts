import { parseFormula } from "@nndl/book/formulas";
import { expect, it } from "vitest";
import { landscape, landscapeText } from "./landscape.ts";
import { placesOfTowers } from "./tower-places.ts";

it("the landscape is what its text says", () => {
  const read = parseFormula(landscapeText, ["x", "y"]);
  for (const [x, y] of [
    [0, 0],
    [0.3, 0.9],
    [1, 0.55],
  ] as const)
    expect(landscape(x, y)).toBe(read(x, y));
});

it("towers are looked at on both sides of each of their steps", () => {
  const places = placesOfTowers(4);
  for (const step of [0.25, 0.5, 0.75])
    for (const side of [-1, 1])
      expect(Math.min(...places.map((place) => Math.abs(place - step - (side * 5) / 800)))).toBeLessThan(1e-9);
  expect(placesOfTowers(4, 2).length).toBeGreaterThan(places.length);
});
