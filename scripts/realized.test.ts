/** Counts the book's rows: which of them are realized, by what they ask for, and which are still awaited. */
import { describe, expect, it } from "vitest";
import { experiments } from "../packages/book/experiments/index.ts";
import { programs } from "../packages/book/programs/index.ts";
import { rows } from "../packages/book/rows/index.ts";
import { library as nndl } from "./library.mjs";
import { inLab, isRealized, realizersOf } from "./rows.mjs";

/**
 * What is still to come, and where. This list only gets shorter: a row that is realized must be taken out, and none may be
 * missing from it that is not.
 */
const awaited: Readonly<Record<string, readonly string[]>> = {
  "chapter 6 in the lab": ["A6.13", "A6.14", "X6.4"],
};

const lab = inLab();
const missing = Object.values(rows).filter(
  (row) => !isRealized(row, realizersOf(row.id, { nndl, experiments, programs, lab })),
);

describe("of the book's rows", () => {
  it("those that are not realized are those that are awaited, no more and no fewer", () => {
    expect(missing.map(({ id }) => id).toSorted()).toEqual(Object.values(awaited).flat().toSorted());
  });

  it("every exercise that asks for a program or a measurement has it", () => {
    expect(missing.filter(({ asks }) => asks.length > 0)).toEqual([]);
  });

  const nothing = { experiments: [], programs: [], figures: [], chapters: [], library: [] };

  it.each([
    ["E1.12", { figures: ["baselines"] }, false],
    ["E1.1", { experiments: ["ch1/first-network"] }, true],
    ["W3.5", { programs: ["softmax"] }, false],
    ["W3.5", { figures: ["softmax"] }, true],
    ["X4.1", { figures: ["circular-tower"], chapters: [4] }, false],
    ["X4.1", { programs: ["ridges"] }, true],
    ["X2.5", { programs: ["matrix-backprop"] }, false],
    ["X6.9", { library: ["Network"] }, false],
    ["X1.1", { chapters: [1] }, true],
    ["A6.12", { library: ["majorityVote"] }, true],
    ["A6.12", {}, false],
  ] as const)("%s by %j: %s", (id, by, isThere) => {
    expect(isRealized(rows[id], { ...nothing, ...by })).toBe(isThere);
  });
});
