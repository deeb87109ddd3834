/**
 * Straight lines in a mask: rules, squares and margins of paper, frames. They are found by a Hough transform of the thin
 * runs in each column, then traced, so that they may bend a little; where they are taken away, what crosses them stays.
 */
import type { Mask } from "./parts.ts";

/** A line from left to right; one from top to bottom is a line of the transposed mask. */
export interface Line {
  /** The first column, and the last. */
  readonly from: number;
  readonly to: number;
  /** The middle of the line in each of these columns. */
  readonly middles: Float32Array;
  readonly thickness: number;
  readonly slope: number;
}

/** No line rises by more than this many rows a column: 19°. */
const steepest = 0.35;

const mostLines = 80;

/** After so many peaks in a row that are no lines there are none. */
const mostFailures = 40;

/** What is set in one column without a gap, and is thin. */
interface Runs {
  /** Of each run, its column, first row, and length; sorted by column. */
  readonly columns: Int32Array;
  readonly tops: Int32Array;
  readonly lengths: Int32Array;
  /** Where the runs of each column begin. */
  readonly starts: Int32Array;
}

/**
 * The lines that are at least so long, longest first.
 *
 * @param thickest how many rows a line may be thick
 */
export function linesOf(mask: Mask, thickest: number, shortest: number): Line[] {
  const { width, height } = mask;
  const runs = runsOf(mask, thickest);
  const slopes = 2 * Math.max(8, Math.ceil((steepest * width) / 6)) + 1;
  const slopeOf = (s: number) => ((2 * s) / (slopes - 1) - 1) * steepest;
  // Places in the middle column, in bins of two rows.
  const margin = Math.ceil((steepest * width) / 2);
  const bins = Math.ceil((height + 2 * margin) / 2) + 2;
  const votes = new Int32Array(slopes * bins);
  const vote = (run: number, amount: number) => {
    const x = runs.columns[run] - width / 2;
    // In bins, of which each is two rows.
    let place = (runs.tops[run] + runs.lengths[run] / 2 + margin + steepest * x) / 2;
    const step = (steepest * x) / (slopes - 1);
    for (let row = 0; row < votes.length; row += bins, place -= step) votes[row + (place | 0)] += amount;
  };
  const isUsed = new Uint8Array(runs.columns.length);
  for (let run = 0; run < isUsed.length; run++) vote(run, 1);
  const lines: Line[] = [];
  for (let failures = 0; failures < mostFailures && lines.length < mostLines; failures++) {
    let [best, most] = [0, 0];
    for (let i = 0; i + 1 < votes.length; i++) {
      const sum = votes[i] + votes[i + 1];
      if (sum > most) [best, most] = [i, sum];
    }
    if (most < 0.6 * shortest) break;
    const slope = slopeOf(Math.floor(best / bins));
    const middle = 2 * ((best % bins) + 1) - margin;
    const traced = trace(mask, runs, isUsed, slope, middle, thickest);
    for (const run of traced.runs) {
      isUsed[run] = 1;
      vote(run, -1);
    }
    // A peak that leads nowhere is left alone.
    if (traced.runs.length === 0) votes[best] = votes[best + 1] = 0;
    if (traced.line === undefined || traced.line.to - traced.line.from < shortest) continue;
    lines.push(traced.line);
    failures = -1;
  }
  return merged(lines).sort((a, b) => b.to - b.from - (a.to - a.from));
}

/** What something interrupts is one line where the pieces lie on one, as far as they are not further apart than long. */
function merged(lines: readonly Line[]): Line[] {
  const whole: Line[] = [];
  for (const line of [...lines].sort((a, b) => a.from - b.from)) {
    const at = whole.findIndex((before) => continues(before, line));
    if (at < 0) whole.push(line);
    else whole[at] = bridged(whole[at], line);
  }
  return whole;
}

const lastOf = (values: Float32Array) => values[values.length - 1];
const spanOf = ({ from, to }: Line) => to + 1 - from;

function continues(before: Line, line: Line): boolean {
  const gap = line.from - before.to;
  if (gap <= 0 || gap > spanOf(before) + spanOf(line)) return false;
  if (Math.abs(before.thickness - line.thickness) > 2 || Math.abs(before.slope - line.slope) > 0.06) return false;
  const slope = (spanOf(before) > spanOf(line) ? before : line).slope;
  return Math.abs(lastOf(before.middles) + slope * gap - line.middles[0]) <= 3 + 0.01 * gap;
}

function bridged(before: Line, line: Line): Line {
  const gap = line.from - before.to;
  const [start, end] = [lastOf(before.middles), line.middles[0]];
  const between = Float32Array.from({ length: gap - 1 }, (_, i) => start + ((end - start) * (i + 1)) / gap);
  const middles = Float32Array.from([...before.middles, ...between, ...line.middles]);
  const { thickness } = spanOf(before) > spanOf(line) ? before : line;
  const slope = (lastOf(line.middles) - before.middles[0]) / Math.max(1, line.to - before.from);
  return { from: before.from, to: line.to, middles, thickness, slope };
}

function runsOf({ width, height, values }: Mask, thickest: number): Runs {
  const [columns, tops, lengths]: number[][] = [[], [], []];
  const starts = new Int32Array(width + 1);
  for (let x = 0; x < width; x++) {
    starts[x] = columns.length;
    for (let y = 0; y < height; y++) {
      if (values[y * width + x] === 0) continue;
      const top = y;
      while (y < height && values[y * width + x] === 1) y++;
      // What lies at the picture's edge may be the side of something thick.
      if (y - top > thickest || top === 0 || y === height) continue;
      columns.push(x);
      tops.push(top);
      lengths.push(y - top);
    }
  }
  starts[width] = columns.length;
  return {
    columns: Int32Array.from(columns),
    tops: Int32Array.from(tops),
    lengths: Int32Array.from(lengths),
    starts,
  };
}

/** Follows a line that was guessed, from where it is best seen to both sides, as far as it goes. */
function trace(
  mask: Mask,
  runs: Runs,
  isUsed: Uint8Array,
  slope: number,
  middle: number,
  thickest: number,
): { readonly line?: Line; readonly runs: number[] } {
  const { width } = mask;
  const expected = (x: number) => middle + slope * (x - width / 2);
  const centre = (run: number) => runs.tops[run] + runs.lengths[run] / 2;
  const near = (x: number, y: number, reach: number) => {
    let [found, best] = [-1, reach];
    for (let run = runs.starts[x]; run < runs.starts[x + 1]; run++) {
      const distance = Math.abs(centre(run) - y);
      if (isUsed[run] === 0 && distance <= best) [found, best] = [run, distance];
    }
    return found;
  };
  const supporters: number[] = [];
  for (let x = 0; x < width; x++) {
    const run = near(x, expected(x), 2.5);
    if (run >= 0) supporters.push(run);
  }
  if (supporters.length < 5) return { runs: supporters };
  const lengths = supporters.map((run) => runs.lengths[run]).sort((a, b) => a - b);
  const thickness = lengths[lengths.length >> 1];
  // The start: the supporter in the middle of the densest stretch is one of the line, and not of something else.
  const seed = supporters[supporters.length >> 1];
  const taken: number[] = [];
  const follow = (step: 1 | -1) => {
    let [x, y, tilt] = [runs.columns[seed], centre(seed), slope];
    let [gap, crossing] = [0, 0];
    const path: (readonly [number, number, boolean])[] = [];
    while (x >= 0 && x < width) {
      const run = near(x, y, 1.5 + thickness / 3);
      const isLine = run >= 0 && runs.lengths[run] <= 1.6 * thickness + 2;
      if (isLine) {
        const off = centre(run) - y;
        y += 0.3 * off;
        tilt += 0.004 * off * step;
        [gap, crossing] = [0, 0];
        taken.push(run);
      } else if (isSet(mask, x, y)) crossing++;
      else gap++;
      path.push([x, y, isLine]);
      if (gap > Math.max(6, 0.03 * width) || crossing > Math.max(4 * thickest, 0.12 * width)) break;
      x += step;
      y += tilt * step;
    }
    while (path.length > 0 && !path[path.length - 1][2]) path.pop();
    return path;
  };
  const path = [...follow(-1).reverse(), ...follow(1).slice(1)];
  const runsTaken = [...new Set([...taken, ...supporters])];
  if (path.length < 5) return { runs: runsTaken };
  const onLine = path.filter(([, , isLine]) => isLine).length;
  if (onLine < 0.5 * path.length) return { runs: runsTaken };
  const [from, to] = [path[0][0], path[path.length - 1][0]];
  const rise = (path[path.length - 1][1] - path[0][1]) / Math.max(1, to - from);
  const middles = Float32Array.from(path, ([, y]) => y);
  return { line: { from, to, middles, thickness, slope: rise }, runs: [...new Set(taken)] };
}

function isSet({ width, height, values }: Mask, x: number, y: number): boolean {
  for (let v = Math.round(y) - 2; v <= Math.round(y) + 1; v++)
    if (v >= 0 && v < height && values[v * width + x] === 1) return true;
  return false;
}

/**
 * Takes a line away from a mask, and keeps what crosses it or lies on it: where the run is thicker than the line, and where
 * the ink is stronger.
 *
 * @param gone set to 1 where the line was, with its soft rim
 */
export function eraseLine(mask: Mask, ink: Float32Array, line: Line, gone: Uint8Array): void {
  const { width, height, values } = mask;
  const strengths: number[] = [];
  const runs: (readonly [x: number, top: number, bottom: number])[] = [];
  const reach = Math.max(2, Math.ceil(line.thickness / 2) + 1);
  for (let x = line.from; x <= line.to; x++) {
    const middle = line.middles[x - line.from] - 0.5;
    // The run nearest to where the line should be.
    let row = -1;
    for (let d = 0; d <= reach && row < 0; d++)
      for (const y of [Math.round(middle) - d, Math.round(middle) + d])
        if (y >= 0 && y < height && values[y * width + x] === 1) row = y;
    if (row < 0) continue;
    let [top, bottom] = [row, row + 1];
    while (top > 0 && values[(top - 1) * width + x] === 1) top--;
    while (bottom < height && values[bottom * width + x] === 1) bottom++;
    if (bottom - top > 1.6 * line.thickness + 2) continue;
    runs.push([x, top, bottom]);
    strengths.push(ink[row * width + x]);
  }
  const typical = strengths.sort((a, b) => a - b)[strengths.length >> 1] ?? 0;
  for (const [x, top, bottom] of runs) {
    for (let y = top; y < bottom; y++) if (ink[y * width + x] <= 1.3 * typical + 0.03) values[y * width + x] = 0;
    for (let y = Math.max(0, top - 2); y < Math.min(height, bottom + 2); y++)
      if (values[y * width + x] === 0) gone[y * width + x] = 1;
  }
}

export function transposed({ width, height, values }: Mask): Mask {
  const turned = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = values[y * width + x];
  return { width: height, height: width, values: turned };
}

export function transposedInk(ink: Float32Array, width: number, height: number): Float32Array {
  const turned = new Float32Array(ink.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = ink[y * width + x];
  return turned;
}
