/** Smooths the edges between blocks, which losses make visible (RFC 6386, section 15). */
import type { Smoothing } from "./lossy-header.ts";
import type { Plane } from "./plane.ts";

/** How strongly the edges of a block are smoothed; a limit of 0 for not at all. */
export interface BlockStrength {
  readonly limit: number;
  readonly innerLimit: number;
  /** Above this difference beside an edge, there is an edge in the picture. */
  readonly threshold: number;
  /** Whether the edges between its parts are smoothed. */
  readonly isInner: boolean;
}

/** @param base the level of the block's segment */
export function strengthOf(
  { sharpness, deltas }: Smoothing,
  base: number,
  isWhole: boolean,
  hasCoefficients: boolean,
): BlockStrength {
  const level = Math.min(63, Math.max(0, base + deltas[0] + (isWhole ? 0 : deltas[1])));
  let inner = level >> (sharpness > 4 ? 2 : sharpness > 0 ? 1 : 0);
  if (sharpness > 0) inner = Math.min(inner, 9 - sharpness);
  inner = Math.max(1, inner);
  return {
    limit: level === 0 ? 0 : 2 * level + inner,
    innerLimit: inner,
    threshold: level >= 40 ? 2 : level >= 15 ? 1 : 0,
    isInner: !isWhole || hasCoefficients,
  };
}

/** Luminance and the two differences of colour. */
export interface Planes {
  readonly y: Plane;
  readonly u: Plane;
  readonly v: Plane;
}

/** Smooths all blocks, one after another: the left edge, those within from left to right, the upper one, those within. */
export function smooth(
  { y, u, v }: Planes,
  across: number,
  strengths: readonly BlockStrength[],
  isSimple: boolean,
): void {
  const planes = isSimple ? [y] : [y, u, v];
  for (const [i, strength] of strengths.entries()) {
    if (strength.limit === 0) continue;
    const [column, row] = [i % across, Math.floor(i / across)];
    for (const plane of planes) {
      const { values, stride, side } = plane;
      const at = plane.at(column, row);
      const edges = (from: number, step: number, along: number, isOuter: boolean) => {
        const limit = 2 * (strength.limit + (isOuter ? 4 : 0)) + 1;
        for (let n = 0; n < side; n++) {
          const p = from + n * along;
          if (isSimple) smoothSimply(values, p, step, limit);
          else smoothAt(values, p, step, limit, strength, isOuter);
        }
      };
      if (column > 0) edges(at, 1, stride, true);
      if (strength.isInner) for (let x = 4; x < side; x += 4) edges(at + x, 1, stride, false);
      if (row > 0) edges(at, stride, 1, true);
      if (strength.isInner) for (let x = 4; x < side; x += 4) edges(at + x * stride, stride, 1, false);
    }
  }
}

/** @param at the first pixel behind the edge @param step from one to the next across the edge */
function smoothSimply(values: Uint8Array, at: number, step: number, limit: number): void {
  if (differenceAt(values, at, step) <= limit) moveTwo(values, at, step);
}

function smoothAt(
  values: Uint8Array,
  at: number,
  step: number,
  limit: number,
  { innerLimit, threshold }: BlockStrength,
  isOuter: boolean,
): void {
  if (differenceAt(values, at, step) > limit) return;
  for (let i = -4; i < 3; i++) {
    if (i === -1) continue;
    const p = at + i * step;
    if (Math.abs(values[p]! - values[p + step]!) > innerLimit) return;
  }
  const isEdge =
    Math.abs(values[at - 2 * step]! - values[at - step]!) > threshold ||
    Math.abs(values[at + step]! - values[at]!) > threshold;
  if (isEdge) moveTwo(values, at, step);
  else if (isOuter) moveSix(values, at, step);
  else moveFour(values, at, step);
}

/** How much the picture differs across the edge. */
function differenceAt(values: Uint8Array, at: number, step: number): number {
  const [p1, p0, q0, q1] = [values[at - 2 * step]!, values[at - step]!, values[at]!, values[at + step]!];
  return 4 * Math.abs(p0 - q0) + Math.abs(p1 - q1);
}

function moveTwo(values: Uint8Array, at: number, step: number): void {
  const [p1, p0, q0, q1] = [values[at - 2 * step]!, values[at - step]!, values[at]!, values[at + step]!];
  const a = 3 * (q0 - p0) + signedByte(p1 - q1);
  values[at - step] = byte(p0 + fifth((a + 3) >> 3));
  values[at] = byte(q0 - fifth((a + 4) >> 3));
}

function moveFour(values: Uint8Array, at: number, step: number): void {
  const [p1, p0, q0, q1] = [values[at - 2 * step]!, values[at - step]!, values[at]!, values[at + step]!];
  const a = 3 * (q0 - p0);
  const near = fifth((a + 4) >> 3);
  const far = (near + 1) >> 1;
  values[at - 2 * step] = byte(p1 + far);
  values[at - step] = byte(p0 + fifth((a + 3) >> 3));
  values[at] = byte(q0 - near);
  values[at + step] = byte(q1 - far);
}

function moveSix(values: Uint8Array, at: number, step: number): void {
  const [p1, p0, q0, q1] = [values[at - 2 * step]!, values[at - step]!, values[at]!, values[at + step]!];
  const a = signedByte(3 * (q0 - p0) + signedByte(p1 - q1));
  for (let i = 0; i < 3; i++) {
    const move = ((27 - 9 * i) * a + 63) >> 7;
    const [p, q] = [at - (i + 1) * step, at + i * step];
    values[p] = byte(values[p]! + move);
    values[q] = byte(values[q]! - move);
  }
}

function signedByte(value: number): number {
  return value < -128 ? -128 : value > 127 ? 127 : value;
}

/** Five bits with a sign. */
function fifth(value: number): number {
  return value < -16 ? -16 : value > 15 ? 15 : value;
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
