/**
 * How far to go along a direction: to where the strong Wolfe conditions hold, which say that the cost has fallen enough and
 * that the slope along the direction has become flat enough.
 *
 * @see Nocedal and Wright, Numerical Optimization, 2006, algorithms 3.5 and 3.6
 */

import { dot, isSame, moved } from "../../arithmetic/vectors.ts";
import type { Here, Point } from "./method.ts";

/** C(w + αd) ≤ C(w) + c₁α ∇C·d, and |∇C(w + αd)·d| ≤ c₂ |∇C·d|. */
export interface WolfeConditions {
  /** c₁: the share of what the slope promises that the cost must fall by. */
  readonly fall: number;
  /** c₂: what of the slope may be left. */
  readonly slope: number;
}

/** A place on the line. */
export interface Trial {
  readonly length: number;
  readonly point: Point;
  readonly slope: number;
}

/** Passes through the data that one search may take. */
const mostTrials = 20;
/** How far beyond the last trial the next one may be, as a multiple of it. */
const furthest = 10;
/** What of an interval is kept free at either end, so that it becomes smaller. */
const margin = 0.1;

/**
 * A place along the direction that meets the conditions; undefined where none is found, as happens near a minimum, where float32
 * cannot tell costs apart.
 *
 * @param first the length that is tried first
 */
export async function searchLine(
  { point, evaluate }: Pick<Here, "point" | "evaluate">,
  direction: Float64Array,
  first: number,
  { fall, slope: flat }: WolfeConditions,
): Promise<Trial | undefined> {
  const start: Trial = { length: 0, point, slope: dot(point.gradient, direction) };
  if (!(start.slope < 0)) return undefined;
  let trials = 0;

  const tryAt = async (length: number): Promise<Trial | undefined> => {
    const weights = moved(point.weights, length, direction);
    if (trials++ >= mostTrials || isSame(weights, point.weights)) return undefined;
    const there = await evaluate(weights);
    return { length, point: there, slope: dot(there.gradient, direction) };
  };
  // Written so that what is no number is too far.
  const isTooFar = (trial: Trial, low: Trial) =>
    !(trial.point.cost <= point.cost + fall * trial.length * start.slope) ||
    (low.length > 0 && trial.point.cost >= low.point.cost);
  const isFlat = (trial: Trial) => Math.abs(trial.slope) <= -flat * start.slope;

  /** Between the best so far that falls enough, and a place beyond which there is none better. */
  const zoom = async (low: Trial, high: Trial): Promise<Trial | undefined> => {
    for (;;) {
      const trial = await tryAt(between(low, high));
      if (trial === undefined || trial.length === low.length || trial.length === high.length) return undefined;
      if (isTooFar(trial, low)) {
        high = trial;
        continue;
      }
      if (isFlat(trial)) return trial;
      if (trial.slope * (high.length - low.length) >= 0) high = low;
      low = trial;
    }
  };

  let before = start;
  for (let length = first; ; ) {
    const trial = await tryAt(length);
    if (trial === undefined) return undefined;
    if (isTooFar(trial, before)) return zoom(before, trial);
    if (isFlat(trial)) return trial;
    if (trial.slope >= 0) return zoom(trial, before);
    const [least, most] = [length + margin * (length - before.length), furthest * length];
    const guess = cubicMinimum(before, trial);
    before = trial;
    length = guess > least ? Math.min(guess, most) : guess <= least ? least : most;
  }
}

/** Where a cubic through two places has its minimum, but not too near to either. */
function between(low: Trial, high: Trial): number {
  const width = high.length - low.length;
  const share = (cubicMinimum(low, high) - low.length) / width;
  return (
    low.length + width * (share >= margin && share <= 1 - margin ? share : share < margin ? margin : fallBack(share))
  );
}

/** Beyond the interval its end, and its middle where the cubic says nothing. */
function fallBack(share: number): number {
  return share > 1 - margin ? 1 - margin : 0.5;
}

/** Where the cubic with the costs and slopes of two places has its minimum; NaN where it has none. */
function cubicMinimum(a: Trial, b: Trial): number {
  const width = b.length - a.length;
  const d1 = a.slope + b.slope + (3 * (a.point.cost - b.point.cost)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  return b.length - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}
