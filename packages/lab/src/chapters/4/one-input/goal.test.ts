import { parseFormula } from "@nndl/book/formulas";
import { describe, expect, it } from "vitest";
import { examples, goalFunction, goalText, inside, refuseOutside, refuseUndefined } from "./goal.ts";

const read = (text: string) => parseFormula(text, ["x"]);

describe("the goal", () => {
  it("is the library's function, as a formula", () => {
    const f = read(goalText);
    for (let i = 0; i <= 100; i++) expect(f(i / 100)).toBeCloseTo(goalFunction(i / 100), 12);
  });

  it("and the other examples fit a sigmoid neuron", () => {
    for (const example of examples)
      expect(refuseOutside(read(typeof example === "string" ? example : example.text))).toBeUndefined();
  });
});

describe("a function that does not fit", () => {
  it("has no value somewhere", () => {
    expect(refuseUndefined(read("1/x"))).toMatch(/x = 0\./);
    expect(refuseUndefined(read("sqrt(x - 0.25)"))).toMatch(/x = 0\./);
    expect(refuseUndefined(read("5x - 2"))).toBeUndefined();
  });

  it("is what no sigmoid neuron outputs", () => {
    expect(refuseOutside(read("2x"))).toMatch(/^It is 0 at x = 0, and/);
    expect(refuseOutside(read("0.5 + x"))).toMatch(/^It is 1 at x = 0.5/);
    expect(refuseOutside(read("log(x)"))).toMatch(/no value/);
  });

  it("is refused by σ⁻¹ as well", () => {
    expect(inside(() => 0.5)(0)).toBe(0);
    expect(() => inside(() => 1)(0)).toThrow();
  });
});
