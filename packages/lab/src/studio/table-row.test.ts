import { describe, expect, it } from "vitest";
import { rowInputs, rowOf, usualRow } from "./table-row.ts";

const preparation = {
  inputs: {
    kind: "table",
    columns: [
      { kind: "number", name: "petal", mean: 3, deviation: 2 },
      { kind: "words", name: "colour", words: ["blue", "red"] },
    ],
  },
} as const;

describe("a row that is typed", () => {
  it("is made into inputs as the table was", () => {
    expect([...rowInputs(preparation, { petal: 5, colour: "red" })!]).toEqual([1, 0, 1]);
    expect(rowInputs(preparation, { petal: Number.NaN, colour: "red" })).toBeUndefined();
  });
  it("begins with the means, and can be an example's", () => {
    expect(usualRow(preparation)).toEqual({ petal: 3, colour: "blue" });
    const row = { petal: 4.2, colour: "red" };
    expect(rowOf(preparation, rowInputs(preparation, row)!)).toEqual(row);
    // An example of the table that was here before has another number of inputs.
    for (const other of [[], [1, 2], [1, 0, 1, 0]])
      expect(rowOf(preparation, other)).toEqual({ petal: 3, colour: "blue" });
  });
});
