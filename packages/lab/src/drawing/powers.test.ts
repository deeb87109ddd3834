import { describe, expect, it } from "vitest";
import { isShort, namesOfPowers, powerName } from "./powers.ts";

describe("the powers of ten of an axis", () => {
  it("are written out where all of them are short", () => {
    expect([0.001, 0.01, 1, 100, 1000, 0.02, 30].map(namesOfPowers([0.001, 5000]))).toEqual([
      ...["0.001", "0.01", "1", "100", "1,000", "", ""],
    ]);
  });
  it("are powers, every one, where one is not", () => {
    expect([1e-21, 0.001, 1, 10, 1000, 1e12, 0.02].map(namesOfPowers([1e-21, 1e12]))).toEqual([
      ...["10⁻²¹", "10⁻³", "10⁰", "10¹", "10³", "10¹²", ""],
    ]);
    expect([1, 10, 1e6].map(namesOfPowers([1, 2e7]))).toEqual(["10⁰", "10¹", "10⁶"]);
  });
  it("count only where they are on it", () => {
    expect([0.001, 1].map(namesOfPowers([0.0005, 2]))).toEqual(["0.001", "1"]);
    expect([1e-4, 1].map(namesOfPowers([0.0001, 2]))).toEqual(["10⁻⁴", "10⁰"]);
  });
});

it("short is what has at most three decimals or five digits", () => {
  expect([0.0005, 0.001, 1, 99_000, 100_000].map(isShort)).toEqual([false, true, true, true, false]);
  expect([-16, 0, 20].map(powerName)).toEqual(["10⁻¹⁶", "10⁰", "10²⁰"]);
});
