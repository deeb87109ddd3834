import { expect, it } from "vitest";
import { tenTo, timesTenTo } from "./ten-to.ts";

it("writes small powers out, and others as powers", () => {
  expect([1, 10, 1000, 1e4, 1e7, 0.1, 1e-16].map(tenTo)).toEqual(["1", "10", "1,000", "10⁴", "10⁷", "10⁻¹", "10⁻¹⁶"]);
});

it("a column of numbers has one form", () => {
  const errors = [0.00012, 0.1, 3.12, 1.04e-7, -2e-16, 9.96e-5, 0, Number.POSITIVE_INFINITY];
  expect(errors.map(timesTenTo)).toEqual([
    "1.2 · 10⁻⁴",
    "1.0 · 10⁻¹",
    "3.1 · 10⁰",
    "1.0 · 10⁻⁷",
    "−2.0 · 10⁻¹⁶",
    "1.0 · 10⁻⁴",
    "0",
    "Infinity",
  ]);
});
