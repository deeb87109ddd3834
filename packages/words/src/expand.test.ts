import fc from "fast-check";
import { checkDistortion } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { expansion, expansionUsage, formatExpansion } from "./expand.ts";
import { UsageError } from "./usage-error.ts";

const read = (text: string) => expansion(text, "--expand");

describe("an expansion", () => {
  test("is the book's, or parts with commas between them, in any order", () => {
    expect(read("book")).toBe("book");
    expect(read("rotate=10")).toEqual({ rotate: 10 });
    expect(read("elastic=8:4, skew=1/8,shift=1")).toEqual({ shift: 1, skew: 0.125, elastic: { alpha: 8, sigma: 4 } });
    expect(Object.keys(checkDistortion(read(expansionUsage)))).toEqual(["shift", "rotate", "scale", "skew", "elastic"]);
  });

  test("is written back as it is read", () => {
    const part = fc.double({ min: 0, max: 1e6, noNaN: true });
    const any = fc.record(
      { shift: part, rotate: part, scale: part, skew: part, elastic: fc.record({ alpha: part, sigma: part }) },
      { requiredKeys: ["shift"] },
    );
    fc.assert(
      fc.property(any, (distortion) => {
        expect(read(formatExpansion(distortion))).toEqual(distortion);
      }),
    );
    expect(formatExpansion("book")).toBe("book");
  });

  test.each([
    "",
    "books",
    "rotate",
    "rotate=",
    "rotate=ten",
    "rotate=1:2",
    "rotate=1,rotate=2",
    "rotate=1,,skew=1",
    "elastic=8",
    "elastic=8:4:2",
    "elastic=:4",
    "blur=1",
    "book,rotate=1",
    "constructor=1",
    "shift=1=2",
  ])("%j is refused, with an example", (text) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(expansionUsage);
  });
});
