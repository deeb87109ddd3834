/** Overlapping approximations, row by row, and the windows in which each of them fails. */
import { type Bump, bumpsFor } from "nndl/universality";
import type { RealFunction } from "./goal.ts";

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
