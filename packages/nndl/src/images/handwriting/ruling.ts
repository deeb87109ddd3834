/** Which of the lines in a picture belong to the paper, and not to what is written on it. */
import type { Contrast } from "./contrast.ts";
import { eraseLine, type Line, linesOf, transposed, transposedInk } from "./lines.ts";
import { median } from "./order.ts";
import { heightOf, type longerSide, type Mask, partsOf } from "./parts.ts";

/** A mask without the paper's own lines. */
export interface Unruled {
  readonly mask: Mask;
  /** Where lines were. */
  readonly gone: Uint8Array;
  readonly lines: number;
  readonly hasFrame: boolean;
  /** How thick the lines are, typically; 0 where there are none. */
  readonly thickness: number;
}

/** Lines of one direction, with what the rules ask of them. */
interface Family {
  readonly lines: readonly Line[];
  /** How long a line from edge to edge is. */
  readonly length: number;
  readonly isUpright: boolean;
}

/**
 * Takes away rules, squares and margins (lines from edge to edge, or three and more that are parallel and long), and frames
 * (four lines that meet at their ends) that have something in them.
 */
export function withoutRuling(mask: Mask, contrast: Contrast): Unruled {
  const { width, height } = mask;
  const thickest = Math.max(4, Math.round(0.035 * Math.min(width, height)));
  const shortest = Math.max(16, 0.14 * Math.min(width, height));
  const level = linesOf(mask, thickest, shortest);
  const upright = linesOf(transposed(mask), thickest, shortest);
  const ruling = {
    level: rulesOf({ lines: level, length: width, isUpright: false }),
    upright: rulesOf({ lines: upright, length: height, isUpright: true }),
  };
  const erased = erase(mask, contrast.values, ruling.level, ruling.upright);
  const lines = ruling.level.length + ruling.upright.length;
  const thicknesses = Float32Array.from([...ruling.level, ...ruling.upright], (line) => line.thickness);
  const thickness = lines === 0 ? 0 : median(thicknesses);
  const frame = frameOf(
    level.filter((line) => !ruling.level.includes(line)),
    upright.filter((line) => !ruling.upright.includes(line)),
  );
  if (frame !== undefined) {
    const without = erase(erased.mask, contrast.values, frame.level, frame.upright, erased.gone);
    const tallest = (of: Mask) =>
      Math.max(
        0,
        ...partsOf(of)
          .filter((part) => isInside(part, frame))
          .map((part) => heightOf(part)),
      );
    if (tallest(without.mask) >= 0.3 * (frame.bottom - frame.top))
      return { ...without, lines, thickness, hasFrame: true };
  }
  return { ...erased, lines, thickness, hasFrame: false };
}

function rulesOf({ lines, length, isUpright }: Family): Line[] {
  const span = ({ from, to }: Line) => to + 1 - from;
  const fromEdgeToEdge = (line: Line) =>
    // A one may be as tall as its picture; nothing that is written is a line as wide as it.
    span(line) >= (isUpright ? 0.93 : 0.8) * length && span(line) >= 12 * line.thickness;
  const isLong = (line: Line) => span(line) >= 0.3 * length && span(line) >= 12 * line.thickness;
  const full = lines.filter(fromEdgeToEdge);
  const alike = (a: Line, b: Line) =>
    Math.abs(a.slope - b.slope) < 0.1 &&
    Math.abs(a.thickness - b.thickness) <= 1 + 0.5 * Math.min(a.thickness, b.thickness);
  return lines.filter((line) => {
    if (full.includes(line)) return true;
    // What is much shorter than its likes, though long, is a part of one that something interrupts.
    if (full.some((other) => alike(line, other)) && isLong(line)) return true;
    return isLong(line) && lines.filter((other) => isLong(other) && alike(line, other)).length >= 3;
  });
}

interface Frame {
  readonly level: readonly Line[];
  readonly upright: readonly Line[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Two level lines and two upright ones that meet at their ends. */
function frameOf(level: readonly Line[], upright: readonly Line[]): Frame | undefined {
  const first = (line: Line) => line.middles[0];
  const last = (line: Line) => line.middles[line.middles.length - 1];
  for (const top of level)
    for (const bottom of level) {
      if (first(bottom) <= first(top) + 8) continue;
      for (const left of upright)
        for (const right of upright) {
          if (first(right) <= first(left) + 8) continue;
          const reach = 5 + 1.5 * Math.max(top.thickness, bottom.thickness, left.thickness, right.thickness);
          const meet = (a: number, b: number) => Math.abs(a - b) <= reach;
          // Where a line's end lies: (column, row) of a level one, (row, column) of an upright one.
          const corners = [
            [top.from, first(top), first(left), left.from],
            [top.to, last(top), first(right), right.from],
            [bottom.from, first(bottom), last(left), left.to],
            [bottom.to, last(bottom), last(right), right.to],
          ];
          if (corners.filter(([x, y, u, v]) => meet(x, u) && meet(y, v)).length >= 3)
            return {
              level: [top, bottom],
              upright: [left, right],
              left: Math.min(first(left), last(left)),
              right: Math.max(first(right), last(right)),
              top: Math.min(first(top), last(top)),
              bottom: Math.max(first(bottom), last(bottom)),
            };
        }
    }
  return undefined;
}

function isInside(part: Parameters<typeof longerSide>[0], { left, right, top, bottom }: Frame): boolean {
  const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
  return x > left && x < right && y > top && y < bottom;
}

function erase(
  mask: Mask,
  ink: Float32Array,
  level: readonly Line[],
  upright: readonly Line[],
  before?: Uint8Array,
): { readonly mask: Mask; readonly gone: Uint8Array } {
  const { width, height } = mask;
  const gone = before?.slice() ?? new Uint8Array(mask.values.length);
  if (level.length === 0 && upright.length === 0) return { mask, gone };
  const plain: Mask = { width, height, values: mask.values.slice() };
  for (const line of level) eraseLine(plain, ink, line, gone);
  if (upright.length === 0) return { mask: plain, gone };
  const turned = transposed(plain);
  const turnedGone = transposed({ width, height, values: gone });
  const turnedInk = transposedInk(ink, width, height);
  for (const line of upright) eraseLine(turned, turnedInk, line, turnedGone.values);
  return { mask: transposed(turned), gone: transposed(turnedGone).values };
}
