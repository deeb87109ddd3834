import { describe, expect, it } from "vitest";
import { classTable } from "./csv.ts";
import { usual } from "./experiment.ts";
import { binsOf, gather, keyOf, missingSeeds, type Outcome, sharesOf, summaryOf } from "./gather.ts";
import type { Found } from "./hand-in.ts";

const lineOf = (line: number, seed: number, correct: number, more: Partial<Found> = {}): Found => ({
  ...{ line, who: "", seed, epochs: 10, images: 10_000, correct, of: 2000, hash: `${seed}2345678`.slice(0, 8) },
  ...more,
});
const none = new Map<string, Outcome>();

describe("a class's table", () => {
  it("says who agrees, who contradicts whom, and what is of another experiment", () => {
    const rows = gather(
      [
        lineOf(1, 1, 1700),
        lineOf(2, 1, 1700),
        lineOf(3, 2, 1700),
        lineOf(4, 2, 1710),
        lineOf(5, 1, 9500, { images: 50_000, of: 10_000 }),
        lineOf(6, 77, 1600),
      ],
      usual,
      none,
    );
    expect(rows.map(({ agrees, contradicts }) => [agrees, contradicts])).toEqual([
      [[2], []],
      [[1], []],
      [[], [4]],
      [[], [3]],
      [[], []],
      [[], []],
    ]);
    expect(rows.map(({ isOurs, isDealt }) => [isOurs, isDealt])).toEqual([
      ...Array.from({ length: 4 }, () => [true, true]),
      [false, true],
      [true, false],
    ]);
    // Two that agree are one network; of two that contradict each other nobody knows yet which it is.
    expect(sharesOf(rows)).toEqual([0.85, 0.8]);
    expect(missingSeeds(rows, { ...usual, pupils: 4 })).toEqual([3, 4]);
  });

  it("says of each line what is not what its seed gives", () => {
    const lines = [
      lineOf(1, 3, 1700, { hash: "abcdef01" }),
      lineOf(2, 3, 1701, { hash: "abcdef01" }),
      lineOf(3, 3, 1700, { hash: "abcdef02" }),
      lineOf(4, 3, 1, { hash: "00000000" }),
      lineOf(5, 4, 1650),
    ];
    const outcome = { correct: 1700, of: 2000, sha256: `abcdef01${"0".repeat(56)}` };
    const rows = gather(lines, usual, new Map([[keyOf(lines[0]!), outcome]]));
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      ...["right", "another count", "another hash", "another count and hash", undefined],
    ]);
    // What is known to be right counts though others contradict it.
    expect(sharesOf(rows)).toEqual([0.85, 0.825]);
  });
});

it("the summary is that of a textbook", () => {
  expect(summaryOf([])).toBeUndefined();
  expect(summaryOf([0.5])).toEqual({ count: 1, mean: 0.5, spread: undefined, best: 0.5, worst: 0.5 });
  const summary = summaryOf([0.8, 0.9, 0.95])!;
  expect(summary.mean).toBeCloseTo(0.883333, 6);
  expect(summary.spread).toBeCloseTo(0.0763763, 6);
  expect([summary.best, summary.worst]).toEqual([0.95, 0.8]);
});

describe("the histogram", () => {
  it("has each seed in one of its stretches, and no more stretches than can be seen", () => {
    for (const shares of [[0.88], [0.795, 0.8, 0.885, 0.8899, 0.89], [0, 1], [0.1, 0.5, 0.83, 0.97]]) {
      const bins = binsOf(shares);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(shares.length);
      expect(bins.length).toBeLessThanOrEqual(31);
      for (const [i, bin] of bins.entries()) if (i > 0) expect(bin.from).toBe(bins[i - 1]!.to);
      expect(bins[0]!.count * bins.at(-1)!.count).toBeGreaterThan(0);
    }
    expect(binsOf([0.885, 0.8899, 0.89]).map(({ from, count }) => [from, count])).toEqual([
      [88, 2],
      [89, 1],
    ]);
    expect(binsOf([])).toEqual([]);
  });
});

it("a spreadsheet gets the table, and nothing that it would carry out", () => {
  const rows = gather([lineOf(1, 7, 1766, { who: '=HYPERLINK("http://x","y"), A', hash: "1e234567" })], usual, none);
  const [header, row, end] = classTable(rows).split("\r\n");
  expect(header).toBe("line,who,seed,epochs,images,right,of,percent,hash,agrees with,contradicts,checked");
  expect(row).toBe(`1,"'=HYPERLINK(""http://x"",""y""), A",7,10,10000,1766,2000,88.30,sha256:1e234567,,,not yet`);
  expect(end).toBe("");
});
