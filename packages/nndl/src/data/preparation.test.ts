import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { Dataset } from "./dataset.ts";
import { checkPreparation, type Preparation } from "./preparation.ts";

const table: Preparation = {
  inputs: {
    kind: "table",
    columns: [
      { kind: "number", name: "age", mean: 40, deviation: 10 },
      { kind: "words", name: "town", words: ["Bern", "Rome"] },
    ],
  },
  targets: { kind: "classes", names: ["no", "yes"] },
};
const parts = {
  shape: [3],
  features: Float32Array.of(0, 1, 0, 1, 0, 1),
  targets: { kind: "classes" as const, labels: [0, 1], classes: 2 },
};

describe("how inputs are made", () => {
  it("goes with a data set into its parts", () => {
    const data = new Dataset({ ...parts, preparation: table });
    expect(data.take(1).preparation).toEqual(table);
    expect(data.pick([1, 0]).preparation).toEqual(table);
  });

  it("must make as many numbers as an input has, and name as many classes as there are", () => {
    expect(
      refused(() => new Dataset({ ...parts, shape: [2], features: new Float32Array(4), preparation: table })).code,
    ).toBe("preparation");
    const three: Preparation = { ...table, targets: { kind: "classes", names: ["a", "b", "c"] } };
    expect(refused(() => new Dataset({ ...parts, preparation: three })).message).toContain("3 classes");
  });

  it.each([
    ["nothing", undefined],
    ["no inputs", {}],
    ["an unknown field", { ...table, more: 1 }],
    ["an unknown kind", { inputs: { kind: "sound" } }],
    [
      "two channels",
      { inputs: { kind: "images", channels: 2, height: 1, width: 1, polarity: "ink", fit: "exact", scale: 1 } },
    ],
    [
      "a deviation of 0",
      { inputs: { kind: "table", columns: [{ kind: "number", name: "a", mean: 0, deviation: 0 }] } },
    ],
    ["a word twice", { inputs: { kind: "table", columns: [{ kind: "words", name: "a", words: ["x", "x"] }] } }],
    ["no column", { inputs: { kind: "table", columns: [] } }],
    [
      "words as values",
      { ...table, targets: { kind: "values", columns: [{ kind: "words", name: "a", words: ["x"] }] } },
    ],
  ])("is refused where it is %s", (_, value) => {
    expect(refused(() => checkPreparation(value)).code).toBe("preparation");
  });
});
