import { expect, it } from "vitest";
import { axisNames, inputsInWords, rangesIn } from "./axes.ts";

it("axes hold every point, and have a width where all are equal or none is there", () => {
  expect(rangesIn([0, 5, 10, 5], 2)).toEqual([
    [-0.8, 10.8],
    [4.5, 5.5],
  ]);
  expect(rangesIn([], 1)).toEqual([[-1, 1]]);
});

it("inputs that were made of columns are called by what they are", () => {
  expect(inputsInWords(undefined)).toEqual(["x", "y"]);
  const columns = ["x", "y"].map((name) => ({ kind: "number", name, mean: 0, deviation: 1 }) as const);
  const made = [
    { kind: "product", of: ["x", "x"] },
    { kind: "sine", of: ["y"] },
  ] as const;
  expect(inputsInWords({ inputs: { kind: "table", columns, made } })).toEqual(["x²", "sin(πy)"]);
  expect(inputsInWords({ inputs: { kind: "table", columns } })).toEqual(["x", "y"]);
});

it("axes are called as a table's columns", () => {
  expect(axisNames(undefined)).toEqual(["x", "y"]);
  const columns = [
    { kind: "number", name: "petal", mean: 3, deviation: 2 },
    { kind: "number", name: "share", mean: 0, deviation: 1 },
    { kind: "words", name: "colour", words: ["red", "blue"] },
  ] as const;
  expect(axisNames({ inputs: { kind: "table", columns } })).toEqual([
    ...["petal, scaled", "share", "colour: red", "colour: blue"],
  ]);
});
