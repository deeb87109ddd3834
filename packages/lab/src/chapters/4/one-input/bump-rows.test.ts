import { bumpsFor, goalFunction } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { halfWindow, mostFailing, rowsOf, windowsOf } from "./bump-rows.ts";
import { sigmoid } from "./neuron.ts";

describe("rows of bumps", () => {
  it("are the library's, all of them, each row from end to end", () => {
    const rows = rowsOf(goalFunction, { bumps: 5, overlap: 3 });
    expect(rows.map((row) => row.length)).toEqual([5, 6, 6]);
    expect(rows.flat()).toEqual(bumpsFor(goalFunction, { bumps: 5, overlap: 3, output: "sigmoid" }));
    for (const row of rows) {
      expect(row[0]!.from).toBeLessThan(0);
      expect(row.at(-1)!.to).toBeGreaterThan(1);
      row.slice(1).forEach((bump, i) => {
        expect(bump.from).toBe(row[i]!.to);
      });
    }
  });

  it("are shifted by half a bump when there are two", () => {
    const [first, second] = rowsOf(goalFunction, { bumps: 5, overlap: 2 });
    expect(first![1]!.from).toBeCloseTo(0.2, 12);
    expect(second![1]!.from).toBeCloseTo(0.1, 12);
  });
});

describe("windows of failure", () => {
  it("are where a step is neither off nor on", () => {
    expect(sigmoid(50 * halfWindow(50))).toBeCloseTo(0.99, 12);
    const [row] = rowsOf(goalFunction, { bumps: 5, overlap: 1 });
    const windows = windowsOf(row!, 300);
    expect(windows).toHaveLength(4);
    expect(windows[0]!.to - windows[0]!.from).toBeCloseTo(2 * halfWindow(300), 12);
  });

  it("do not meet where steps are sharp, and do where they are soft", () => {
    const rows = rowsOf(goalFunction, { bumps: 5, overlap: 2 });
    expect(mostFailing(rows, 300)).toBe(1);
    expect(mostFailing(rows, 50)).toBe(2);
  });
});
