/** Several curves in one drawing, each with a colour and, for whoever sees no colours, with its letter on it. */
import { cells, dotsAcross, gutter } from "./curves.ts";
import type { Style } from "./style.ts";
import { pad } from "./table.ts";

export interface OverlaidCurve {
  /** A single character. */
  readonly letter: string;
  /** From left to right; what is not finite is left out. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface OverlayOptions {
  readonly height: number;
  readonly columns: number;
  /** How a value is written beside the axis. */
  readonly format: (value: number) => string;
  /** What is counted from left to right. */
  readonly x: string;
}

const colours = ["cyan", "yellow", "magenta", "green", "blue", "red"] as const;

/** The colour of the nth curve. */
export function curveColour(index: number, style: Style): (text: string) => string {
  return style[colours[index % colours.length]];
}

/** The lines of the drawing; none where there is nothing to draw. */
export function drawOverlay(curves: readonly OverlaidCurve[], options: OverlayOptions, style: Style): string[] {
  const { height, columns, format, x } = options;
  const known = curves.map(({ points }) =>
    points.filter(([at, value]) => Number.isFinite(at) && Number.isFinite(value)),
  );
  const [xs, ys] = [known.flat().map(([at]) => at), known.flat().map(([, value]) => value)];
  if (xs.length === 0) return [];
  const [left, right] = [least(xs), -least(xs.map((at) => -at))];
  const [low, high] = [least(ys), -least(ys.map((value) => -value))];
  const dots = dotsAcross(columns);
  const rowOf = (value: number) => Math.round((4 * height - 1) * (1 - (value - low) / (high - low || 1)));
  const rows = known.map((points) =>
    Array.from({ length: dots }, (_, dot) => {
      const value = valueAt(points, left + ((right - left) * dot) / (dots - 1));
      return value === undefined ? undefined : rowOf(value);
    }),
  );
  const drawn = join(rows, height);
  curves.forEach(({ letter }, i) => {
    for (const at of placesOf(i, curves.length, dots / 2)) {
      const row = rows[i][2 * at];
      const cell = row === undefined ? undefined : drawn[row >> 2][at];
      if (cell !== undefined && cell.letter === undefined) drawn[row! >> 2][at] = { ...cell, letter, curve: i };
    }
  });
  const paint = ({ bits, letter, curve }: Cell) =>
    letter !== undefined
      ? style.bold(curveColour(curve, style)(letter))
      : bits === 0
        ? " "
        : curveColour(curve, style)(String.fromCharCode(0x2800 + bits));
  const labels = new Map([
    [0, format(high)],
    [height - 1, format(low)],
  ]);
  const width = dots / 2;
  return [
    ...drawn.map((row, y) => `${pad(labels.get(y) ?? "", gutter, "right")} ▏${row.map(paint).join("").trimEnd()}`),
    `${" ".repeat(gutter)} ${pad(String(left), 2)}${style.dim(pad(`${x} ${right}`, width - 1, "right"))}`,
  ];
}

interface Cell {
  readonly bits: number;
  /** Which curve's it is: the last that goes through it. */
  readonly curve: number;
  readonly letter?: string;
}

function join(rows: readonly (readonly (number | undefined)[])[], height: number): Cell[][] {
  const each = rows.map((row) => cells(row, height));
  return each[0].map((line, y) =>
    line.map((_, x) => {
      const curve = each.reduce((found, drawn, i) => (drawn[y][x] === 0 ? found : i), 0);
      return { bits: each.reduce((bits, drawn) => bits | drawn[y][x], 0), curve };
    }),
  );
}

/** Where a curve has its letter: three times, and never where another has its own. */
function placesOf(index: number, curves: number, width: number): number[] {
  return [0, 1, 2].map((third) => Math.floor(((third + (index + 0.5) / curves) * width) / 3));
}

/** Between two points, on the line between them; undefined beyond the ends. */
function valueAt(points: OverlaidCurve["points"], at: number): number | undefined {
  const next = points.findIndex(([x]) => x >= at - 1e-9);
  if (next < 0) return undefined;
  const [x, y] = points[next];
  if (next === 0) return x <= at + 1e-9 ? y : undefined;
  const [before, from] = points[next - 1];
  return from + ((y - from) * (at - before)) / (x - before);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}
