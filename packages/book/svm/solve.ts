/**
 * Sequential minimal optimization: two coefficients are changed at a time, so that their sum stays. Platt, "Fast training of
 * support vector machines using sequential minimal optimization" (1998), step by step as in LIBSVM and scikit-learn.
 */
import { NndlError } from "nndl";
import { biasOf } from "./bias.ts";
import { Dual } from "./dual.ts";
import { restoreErrors, Shrinking } from "./shrinking.ts";
import type { Turns } from "./turns.ts";
import { curvature, selectFalling, selectRising } from "./working-set.ts";

/** Two classes to tell apart. */
export interface TwoClasses {
  /** So many examples of the first class come first. */
  readonly positive: number;
  readonly count: number;
  /** Writes K(x, y) for all examples y into a row. */
  fill(example: number, row: Float32Array): void;
}

export interface SolveOptions {
  readonly c: number;
  readonly turns: Turns;
  /** After so many steps it is given up; as LIBSVM does when absent. */
  readonly mostSteps?: number;
}

export interface Solution {
  /** β_k = y_k α_k of each example. */
  readonly coefficients: Float64Array;
  readonly bias: number;
  readonly steps: number;
}

/** @throws NndlError "svm.unsolved"; the signal's reason when it aborts */
export async function solve(problem: TwoClasses, options: SolveOptions): Promise<Solution> {
  const { positive, count } = problem;
  const { c, turns, mostSteps = Math.max(10_000_000, 100 * count) } = options;
  const dual = new Dual(positive, count, c);
  const [risingRow, fallingRow] = [new Float32Array(count), new Float32Array(count)];
  const rowOf = (example: number, row: Float32Array) => {
    problem.fill(example, row);
    return row;
  };
  const restore = () => restoreErrors(dual, (example) => rowOf(example, fallingRow));
  const shrinking = new Shrinking(dual, restore);
  const select = () => {
    const rising = selectRising(dual);
    if (rising >= 0) problem.fill(dual.examples[rising], risingRow);
    return [rising, selectFalling(dual, rising, risingRow)] as const;
  };
  const stepsBetween = Math.min(count, 1000);
  let untilShrinking = stepsBetween + 1;
  let steps = 0;
  for (;;) {
    if (turns.areDue) await turns.pass();
    if (--untilShrinking === 0) {
      untilShrinking = stepsBetween;
      shrinking.shrink();
    }
    let [rising, falling] = select();
    if (falling < 0) {
      // In order among those that are looked at; perhaps not among all.
      restore();
      [rising, falling] = select();
      if (falling < 0) break;
      untilShrinking = 1;
    }
    if (++steps > mostSteps) throw unsolved(mostSteps);
    move(dual, rising, falling, risingRow, rowOf(dual.examples[falling], fallingRow));
  }
  const coefficients = new Float64Array(count);
  dual.examples.forEach((example, place) => {
    coefficients[example] = dual.coefficients[place];
  });
  return { coefficients, bias: biasOf(dual), steps };
}

/** Raises one coefficient and lowers another by as much: as far as gains something, and as their bounds let them. */
function move(dual: Dual, rising: number, falling: number, risingRow: Float32Array, fallingRow: Float32Array): void {
  const { active, coefficients, errors, examples, lowest, highest } = dual;
  const [raised, lowered] = [coefficients[rising], coefficients[falling]];
  const wereFull = [dual.isFull(rising), dual.isFull(falling)] as const;
  const step = (errors[falling] - errors[rising]) / curvature(risingRow[examples[falling]]);
  const sum = raised + lowered;
  coefficients[rising] = raised + step;
  coefficients[falling] = lowered - step;
  // The one whose bound is nearer stops both.
  if (sum > highest[rising] + lowest[falling]) {
    if (coefficients[rising] > highest[rising]) {
      coefficients[rising] = highest[rising];
      coefficients[falling] = sum - highest[rising];
    }
  } else if (coefficients[falling] < lowest[falling]) {
    coefficients[falling] = lowest[falling];
    coefficients[rising] = sum - lowest[falling];
  }
  const [rise, fall] = [coefficients[rising] - raised, coefficients[falling] - lowered];
  for (let k = 0; k < active; k++) {
    const example = examples[k];
    errors[k] += risingRow[example] * rise + fallingRow[example] * fall;
  }
  noteFull(dual, rising, wereFull[0], risingRow);
  noteFull(dual, falling, wereFull[1], fallingRow);
}

/** Keeps `fromFull` right when a coefficient comes to the bound away from 0, or leaves it. */
function noteFull(dual: Dual, place: number, wasFull: boolean, row: Float32Array): void {
  const isFull = dual.isFull(place);
  if (isFull === wasFull) return;
  const { count, examples, fromFull, highest, lowest } = dual;
  const full = highest[place] + lowest[place];
  const change = isFull ? full : -full;
  for (let k = 0; k < count; k++) fromFull[k] += change * row[examples[k]];
}

function unsolved(steps: number): NndlError {
  return new NndlError("svm.unsolved", {
    problem: `two classes are not told apart after ${steps} steps`,
    next: "Choose a smaller C, or another gamma.",
  });
}
