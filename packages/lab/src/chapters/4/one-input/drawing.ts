/** A drawn curve, as a formula: a sum of cosines that goes as the drawing does, without its jags. */
import { settle } from "../../../controls/number.ts";

/** The curve is kept at so many places, from 0 to 1. */
export const placeCount = 41;
/** What a drawing may reach: a sigmoid neuron outputs no 0 and no 1. */
export const drawingRange = [0.03, 0.97] as const;
/** Half waves on [0, 1]: as many as a formula has room for. */
const waves = 22;

const bounded = (y: number) => settle(y, { min: drawingRange[0], max: drawingRange[1], step: 0.005 });

/** The heights after a stroke of the pointer from one point to another. */
export function stroked(
  heights: readonly number[],
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): number[] {
  const place = (x: number) => Math.min(placeCount - 1, Math.max(0, x * (placeCount - 1)));
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const [first, last] = [Math.round(place(left.x)), Math.round(place(right.x))];
  return heights.map((height, i) => {
    if (i < first || i > last) return height;
    const t = last === first ? 1 : (i - first) / (last - first);
    // A stroke that stays at one place is where it ends.
    return bounded(last === first ? to.y : left.y + t * (right.y - left.y));
  });
}

/** The formula of a drawing; at most 500 characters, which is what the parser takes. */
export function formulaOf(heights: readonly number[]): string {
  const last = heights.length - 1;
  const wave = (k: number) =>
    heights.reduce((sum, y, i) => sum + (i === 0 || i === last ? 0.5 : 1) * y * Math.cos((Math.PI * k * i) / last), 0);
  const terms = Array.from({ length: waves + 1 }, (_, k) => {
    // The shorter waves are taken more faintly, so that a corner does not ring.
    const turn = (Math.PI * k) / (waves + 1);
    const faint = k === 0 ? 0.5 : Math.sqrt(Math.sin(turn) / turn);
    const value = ((2 / last) * wave(k) * faint).toFixed(3);
    if (Number(value) === 0) return "";
    const sign = value.startsWith("-") ? "" : "+";
    return k === 0 ? value : `${sign}${value}cos(${k === 1 ? "" : k}pi x)`;
  });
  return `max(${drawingRange[0]},min(${drawingRange[1]},${terms.join("") || "0"}))`;
}

/** What the figure begins with: a hill and a valley. */
export const firstDrawing: readonly number[] = Array.from({ length: placeCount }, (_, i) =>
  bounded(0.5 + 0.32 * Math.sin((2.2 * Math.PI * i) / (placeCount - 1)) - 0.1 * Math.cos((7 * i) / (placeCount - 1))),
);
