import { expect, it } from "vitest";
import { inPowers, powersAround } from "./powers.ts";

it("leaves room for numbers of any size", () => {
  expect(powersAround([0.003, 0.3])).toEqual([0.001, 1]);
  expect(powersAround([1e-21, 0.3])).toEqual([1e-22, 1]);
  expect(powersAround([1])).toEqual([0.1, 10]);
  expect(powersAround([0, Number.NaN])).toEqual([0.1, 1]);
});

it("names powers of ten, and nothing between them", () => {
  expect([0.001, 1, 1000, 1e-4, 1e12, 1e-21, 0.02, 30].map(inPowers)).toEqual([
    ...["10⁻³", "1", "1000", "10⁻⁴", "10¹²", "10⁻²¹", "", ""],
  ]);
});
