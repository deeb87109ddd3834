import { describe, expect, it } from "vitest";
import { decimalsOf, readTyped, settle, signed, take, withoutExponent } from "./number.ts";

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
  it("writes numbers without an exponent, and others as they are", () => {
    expect([1e-7, -2.5e-8, 1e21, 0.1, -3, 0.1 + 0.2].map(withoutExponent)).toEqual([
      ...["0.0000001", "-0.000000025", "1000000000000000000000", "0.1", "-3", "0.30000000000000004"],
    ]);
  });
  it("reads what people type, and nothing else", () => {
    expect(["1,5", "−3", " .5 ", "1e-3", "+2."].map(readTyped)).toEqual([1.5, -3, 0.5, 0.001, 2]);
    expect(["", "x", "1e999", "1.2.3", "0x10", "Infinity"].map(readTyped)).toEqual(Array(6).fill(undefined));
  });
  it("takes what is typed within its limits, and says of anything else what is wrong with it", () => {
    const asked = { min: -999, max: 10_000 };
    expect(take(" −0,75 ", asked)).toEqual({ value: -0.75 });
    expect(take("45°", { min: -180, max: 180, unit: "°" })).toEqual({ value: 45 });
    expect(take("12 px", { ...asked, whole: true, unit: " px" })).toEqual({ value: 12 });
    expect([take("", asked), take("  ", asked), take("°", { ...asked, unit: "°" })]).toEqual([{}, {}, {}]);
    expect(take("five", asked)).toEqual({
      objection:
        "“five” is no number, and nothing has changed. " +
        "Type one from −999 to 10,000, with a point or a comma for its decimals.",
    });
    expect(take("2.5", { min: 1, max: 60, whole: true })).toEqual({
      objection: "“2.5” is no whole number, and nothing has changed. Type one from 1 to 60.",
    });
    expect(take("1e5", asked)).toEqual({
      value: 10_000,
      objection: "“1e5” is too much: 10,000 is the most here, and is taken.",
    });
    expect(take("0", { min: 1e-6, max: 1 })).toEqual({
      value: 1e-6,
      objection: "“0” is too little: 0.000001 is the least here, and is taken.",
    });
    expect(take("x".repeat(99), asked).objection).toContain(`“${"x".repeat(30)}…”`);
  });
});
