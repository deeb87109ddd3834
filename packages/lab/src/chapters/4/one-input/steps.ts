/** Weighted steps, and bumps made of pairs of them, as hidden neurons of a network with one input. */
import { type Bump, stepNeuron } from "nndl/universality";
import { sigmoid } from "./neuron.ts";

/** A hidden neuron that steps at a place, and its output weight. */
export interface Step {
  readonly at: number;
  readonly weight: number;
}

export type Point = readonly [x: number, y: number];

/** The book's weight of a step neuron that goes back to standard form. */
export const bookSteepness = 1000;

/** Each bump is two steps, with the output weights h and −h. */
export function stepsOf(bumps: readonly Bump[]): Step[] {
  return bumps.flatMap(({ from, to, height }) => [
    { at: from, weight: height },
    { at: to, weight: 0 - height },
  ]);
}

/** What arrives at the output neuron: Σ w·a, with the library's step neurons. */
export function sumOfSteps(steps: readonly Step[], steepness: number = bookSteepness): (x: number) => number {
  const neurons = steps.map(({ at, weight }) => ({ weight, ...stepNeuron(at, { steepness }) }));
  return (x) => neurons.reduce((sum, { weight, weights, bias }) => sum + weight * sigmoid(weights[0]! * x + bias), 0);
}

/** Points of a graph from 0 to 1, close together at the steps so that none is cut short. */
export function graphOf(
  f: (x: number) => number,
  places: readonly number[],
  steepness: number = bookSteepness,
): Point[] {
  const near = places.flatMap((at) => Array.from({ length: 29 }, (_, i) => at + (i - 14) / 2 / steepness));
  const evenly = Array.from({ length: 201 }, (_, i) => i / 200);
  return [...evenly, ...near.filter((x) => x > 0 && x < 1)].sort((a, b) => a - b).map((x) => [x, f(x)]);
}

/** What the sum is after each step, the steps from left to right; `index` is that of the step. */
export function levelsOf(
  steps: readonly Step[],
): { index: number; from: number; to: number; before: number; after: number }[] {
  const order = steps
    .map(({ at, weight }, index) => ({ at, weight, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index);
  let level = 0;
  return order.map(({ at, weight, index }, k) => {
    const before = level;
    level += weight;
    return { index, from: at, to: Math.max(at, order[k + 1]?.at ?? 1), before, after: level };
  });
}
