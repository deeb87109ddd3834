/** Two curves in one drawing: what was wanted, and what came of it. */
import { significant } from "@nndl/words/numbers";
import type { Style } from "./style.ts";
import { pad } from "./table.ts";

export interface Curves {
  /** Values from left to right, as many of each as {@link dotsAcross} says. */
  readonly wanted: readonly number[];
  readonly made: readonly number[];
}

/** Room for a number beside the axis. */
export const gutter = 9;

/** How many values a drawing of so many columns shows. */
export function dotsAcross(columns: number): number {
  return 2 * Math.max(8, columns - gutter - 2);
}

/**
 * What was made is a line of small dots, 2 × 4 in each character; what was wanted is a "·" wherever the two are not at
 * the same place, so what sticks out is the error.
 */
export function drawCurves({ wanted, made }: Curves, height: number, style: Style): string[] {
  const all = [...wanted, ...made];
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const rows = 4 * height;
  const rowOf = (value: number) => Math.round((rows - 1) * (1 - (value - low) / (high - low || 1)));
  const [line, dots] = [made, wanted].map((values) => cells(values.map(rowOf), height));
  const drawn = line.map((row, y) =>
    row
      .map((cell, x) => {
        if (cell !== 0) return style.yellow(String.fromCharCode(0x2800 + cell));
        return dots[y][x] === 0 ? " " : style.cyan("·");
      })
      .join(""),
  );
  const labels = new Map([
    [0, significant(high, 3)],
    [height - 1, significant(low, 3)],
  ]);
  const width = line[0].length;
  return [
    ...drawn.map((text, y) => `${pad(labels.get(y) ?? "", gutter, "right")} ▏${text.trimEnd()}`),
    `${" ".repeat(gutter)} 0${pad("1", width, "right")}`,
  ];
}

/** The dots of Braille's characters: the bit of each, by its column and row. */
const bits = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** Characters of 2 × 4 dots, in which a curve goes through the given rows of dots without a gap; where it has none, it is not. */
export function cells(rows: readonly (number | undefined)[], height: number): number[][] {
  const drawn = Array.from({ length: height }, () => Array<number>(Math.ceil(rows.length / 2)).fill(0));
  rows.forEach((row, x) => {
    if (row === undefined) return;
    const before = rows[x - 1] ?? row;
    const from = before < row ? before + 1 : row;
    const to = before > row ? before - 1 : row;
    for (let y = Math.min(from, row); y <= Math.max(to, row); y++) drawn[y >> 2][x >> 1] |= bits[x & 1][y & 3];
  });
  return drawn;
}
