import { expect, it } from "vitest";
import { usual } from "./experiment.ts";
import { gather, keyOf } from "./gather.ts";
import type { Found } from "./hand-in.ts";
import { remarksOn } from "./remarks.ts";

const line: Found = {
  ...{ line: 1, who: "", seed: 7, epochs: 10, images: 10_000, correct: 1766, of: 2000, hash: "3f2a9c1b" },
};
const outcomes = new Map([[keyOf(line), { correct: 1766, of: 2000, sha256: `3f2a9c1b${"0".repeat(56)}` }]]);

it.each([
  ["what is right", [line], ["✓ what seed 7 gives"]],
  [
    "what no training gives",
    [{ ...line, correct: 1999 }],
    ["✗ not what seed 7 gives: the count is another; it gives 1766 of 2000, 3f2a9c1b"],
  ],
  [
    "what contradicts others, and others that agree",
    [
      { ...line, hash: "00000000" },
      { ...line, line: 2, hash: "00000000" },
      { ...line, line: 3 },
    ],
    [
      "✗ not what seed 7 gives: the hash is another; it gives 1766 of 2000, 3f2a9c1b",
      "agrees with line 2",
      "contradicts line 3",
    ],
  ],
  [
    "other experiments",
    [{ ...line, seed: 99, epochs: 30, images: 50_000, of: 10_000 }],
    ["another experiment: 30 epochs of 50,000 images; not counted"],
  ],
  ["seeds of nobody", [{ ...line, seed: 99 }], ["a seed that was not dealt out"]],
])("the table says %s", (_, found, remarks) => {
  const rows = gather(found, usual, outcomes);
  expect(remarksOn(rows[0]!, outcomes).map(({ text }) => text)).toEqual(remarks);
});
