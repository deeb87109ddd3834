/** Overlapping approximations, row by row, and the windows in which each of them fails. */
import { showNumber } from "@nndl/words/numbers";
import { type Bump, bumpsFor } from "nndl/universality";
import type { RealFunction } from "./goal.ts";
import { type Point, stepsOf, sumOfSteps } from "./steps.ts";

export interface Overlap {
  readonly bumps: number;
  /** M, the number of rows. */
  readonly overlap: number;
}

/** The bumps of each row: the first begins at 0, each next one is shifted by 1/M of a bump and so has one bump more. */
export function rowsOf(f: RealFunction, { bumps, overlap }: Overlap): Bump[][] {
  const all = bumpsFor(f, { bumps, overlap, output: "sigmoid" });
  const rows: Bump[][] = [];
  for (let row = 0, at = 0; row < overlap; row++) {
    const size = row === 0 ? bumps : bumps + 1;
    rows.push(all.slice(at, at + size));
    at += size;
  }
  return rows;
}

/** Where σ(w(x − s)) is neither below 0.01 nor above 0.99: this far to both sides of a step. */
export function halfWindow(steepness: number): number {
  return Math.log(99) / steepness;
}

/** The windows of a row: around each of its steps within [0, 1]. */
export function windowsOf(row: readonly Bump[], steepness: number): { readonly from: number; readonly to: number }[] {
  const half = halfWindow(steepness);
  return row.slice(1).map(({ from }) => ({ from: Math.max(0, from - half), to: Math.min(1, from + half) }));
}

/** At most so many rows fail at the same place, looked at in 2,001 places. */
export function mostFailing(rows: readonly (readonly Bump[])[], steepness: number): number {
  const windows = rows.map((row) => windowsOf(row, steepness));
  let most = 0;
  for (let i = 0; i <= 2000; i++) {
    const x = i / 2000;
    most = Math.max(most, windows.filter((row) => row.some(({ from, to }) => x >= from && x <= to)).length);
  }
  return most;
}

/** What a row should be at x: its steps without any width. */
function idealAt(row: readonly Bump[], x: number): number {
  return row.reduce((sum, { from, to, height }) => sum + (x >= from && x < to ? height : 0), 0);
}

/** A row at a place. */
export interface RowAt {
  /** Counted from 1. */
  readonly row: number;
  /** Whether the place is in one of its windows. */
  readonly fails: boolean;
  /** How far the weighted sum of its real steps is from that of ideal ones. */
  readonly off: number;
}

/** How each row does at a place. */
export function rowsAt(rows: readonly (readonly Bump[])[], steepness: number, x: number): RowAt[] {
  return rows.map((row, i) => ({
    row: i + 1,
    fails: windowsOf(row, steepness).some(({ from, to }) => x >= from && x <= to),
    off: Math.abs(sumOfSteps(stepsOf(row), steepness)(x) - idealAt(row, x)),
  }));
}

/** That in a sentence. */
export function inWords(rows: readonly RowAt[]): string {
  const failing = rows.filter(({ fails }) => fails);
  const many = rows.length;
  const say = (off: number) => showNumber(off, 2);
  if (failing.length === 0) return many === 1 ? "The row is right here: no step is near." : "All rows are right here.";
  const [{ row, off }] = failing as [RowAt];
  if (many === 1) return `The row fails here: its step is half done, off by ${say(off)}, and that is all there is.`;
  if (failing.length > 1)
    return `Rows ${failing.map((each) => each.row).join(" and ")} fail here at once: the windows are too wide. Make the steps steeper.`;
  const others = many === 2 ? `row ${3 - row} is right` : "the others are right";
  const part = many === 2 ? "half the error" : `1/${many} of the error`;
  return `Row ${row} fails here, by ${say(off)}; ${others}. A single row would fail by ${say(many * off)}: ${part}.`;
}

/** The step of a row where it goes up or down most. */
export function highestStep(row: readonly Bump[]): { readonly at: number; readonly from: number; readonly to: number } {
  const steps = row.slice(1).map(({ from: at, height }, k) => ({ at, from: row[k]!.height, to: height }));
  const size = ({ from, to }: { from: number; to: number }) => Math.abs(to - from);
  return steps.reduce((best, step) => (size(step) > size(best) ? step : best));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Windows that meet, as one. */
function joined(windows: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || window.from > last.to) all.push(window);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
  }
  return all;
}

/** The pieces of a curve that lie within windows, from left to right. */
export function piecesWithin(points: readonly Point[], windows: readonly Stretch[]): Point[][] {
  return joined(windows).map(({ from, to }) => points.filter(([x]) => x >= from && x <= to));
}
