import { bumpsFor, goalFunction } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { halfWindow, highestStep, inWords, mostFailing, piecesWithin, rowsAt, rowsOf, windowsOf } from "./bump-rows.ts";
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

describe("a row at a place", () => {
  const steepness = 300;
  const rows = rowsOf(goalFunction, { bumps: 5, overlap: 2 });
  const [single] = rowsOf(goalFunction, { bumps: 5, overlap: 1 });

  it("fails in its windows only, by half as much as a single row would", () => {
    const [alone] = rowsAt([single!], steepness, 0.803);
    const [first, second] = rowsAt(rows, steepness, 0.803);
    expect([alone!.fails, first!.fails, second!.fails]).toEqual([true, true, false]);
    expect(2 * first!.off).toBeCloseTo(alone!.off, 12);
    expect(second!.off).toBeLessThan(1e-6);
    expect(rowsAt(rows, steepness, 0.35).map(({ off }) => off < 0.02)).toEqual([true, true]);
  });

  it("is said in a sentence, whatever is so", () => {
    expect(inWords(rowsAt([single!], steepness, 0.35))).toContain("right");
    expect(inWords(rowsAt([single!], steepness, 0.8))).toContain("all there is");
    expect(inWords(rowsAt(rows, steepness, 0.35))).toContain("All rows are right");
    expect(inWords(rowsAt(rows, steepness, 0.8))).toMatch(
      /^Row 1 fails here, by 0\.55; row 2 is right\..* half the error/,
    );
    expect(inWords(rowsAt(rows, steepness, 0.9))).toMatch(/^Row 2 fails here, by .*; row 1 is right/);
    expect(inWords(rowsAt(rows, 30, 0.85))).toContain("Rows 1 and 2 fail here at once");
    const four = rowsOf(goalFunction, { bumps: 5, overlap: 4 });
    expect(inWords(rowsAt(four, steepness, 0.8))).toContain("1/4 of the error");
  });

  it("goes up or down most somewhere", () => {
    expect(highestStep(single!)).toEqual({ at: 0.8, from: expect.closeTo(-0.99, 3), to: expect.closeTo(1.193, 3) });
  });

  it("lends the pieces of its curve that lie in windows", () => {
    const points = Array.from({ length: 11 }, (_, i) => [i / 10, i] as const);
    expect(
      piecesWithin(points, [
        { from: 0.95, to: 1 },
        { from: 0.25, to: 0.4 },
        { from: 0.15, to: 0.3 },
      ]),
    ).toEqual([
      [
        [0.2, 2],
        [0.3, 3],
        [0.4, 4],
      ],
      [[1, 10]],
    ]);
  });
});
