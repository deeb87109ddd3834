import { describe, expect, it } from "vitest";
import { decimalsOf, readTyped, settle, signed } from "./number.ts";

describe("numbers in controls", () => {
  it("counts the decimals of a step", () => {
    expect([1, 0.5, 0.01, 1e-7].map(decimalsOf)).toEqual([0, 1, 2, 7]);
  });
  it("settles at a step within the limits", () => {
    expect(settle(0.1 + 0.2, { min: 0, max: 1, step: 0.1 })).toBe(0.3);
    expect(settle(7, { min: 0, max: 5, step: 1 })).toBe(5);
    expect(Object.is(settle(-0.001, { min: -1, max: 1, step: 0.01 }), 0)).toBe(true);
  });
  it("writes a minus that is one", () => {
    expect([-4, 0.25, -0, -1e-7].map(signed)).toEqual(["−4", "0.25", "0", "−1e−7"]);
  });
  it("reads what people type, and nothing else", () => {
    expect(["1,5", "−3", " .5 ", "1e-3", "+2."].map(readTyped)).toEqual([1.5, -3, 0.5, 0.001, 2]);
    expect(["", "x", "1e999", "1.2.3", "0x10", "Infinity"].map(readTyped)).toEqual(Array(6).fill(undefined));
  });
});
