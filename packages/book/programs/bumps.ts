/**
 * Any function of one input (chapter 4): a network that computes it, made by hand and not by training.
 *
 * A sigmoid neuron with a large weight is a step. Two steps, one taken from the other, are a bump. Bumps side by side are
 * any function, as near as one likes.
 */
import { check } from "./check.ts";
import { weightedInputs } from "./layer.ts";
import { sigmoid } from "./sigmoid.ts";

/** One input, one hidden layer, one output neuron of bias 0. */
export interface HandmadeNetwork {
  weights: number[];
  biases: number[];
  outputWeights: number[];
}

/** Up by the height at `from`, down again at `to`. */
export interface Bump {
  from: number;
  to: number;
  height: number;
}

/** The chapter's goal, equation (113). */
export function goal(x: number): number {
  return 0.2 + 0.4 * x * x + 0.3 * x * Math.sin(15 * x) + 0.05 * Math.cos(50 * x);
}

/** σ⁻¹(y) = ln(y / (1 − y)): what has to go into a sigmoid neuron for y to come out. */
export function inverseSigmoid(y: number): number {
  check(y > 0 && y < 1, `a sigmoid neuron's output lies between 0 and 1; received ${y}`);
  return Math.log(y / (1 - y));
}

/** A step at s = −b/w: so the bias is −ws, and the larger the weight, the steeper. */
export function stepBias(weight: number, s: number): number {
  return -weight * s;
}

/** Two hidden neurons for each bump: the first steps up with output weight h, the second with −h. */
export function bumpNetwork(bumps: Bump[], weight = 1000): HandmadeNetwork {
  check(weight > 0 && Number.isFinite(weight), `a step's weight must be a number above 0; received ${weight}`);
  for (const { from, to } of bumps) check(from < to, `a bump must go from left to right; received ${from} to ${to}`);
  return {
    weights: bumps.flatMap(() => [weight, weight]),
    biases: bumps.flatMap(({ from, to }) => [stepBias(weight, from), stepBias(weight, to)]),
    outputWeights: bumps.flatMap(({ height }) => [height, -height]),
  };
}

/** What goes into the output neuron: the sum of the bumps. */
export function weightedOutput({ weights, biases, outputWeights }: HandmadeNetwork, x: number): number {
  const activations = weights.map((weight, j) => sigmoid(weight * x + biases[j]));
  return weightedInputs([outputWeights], [0], activations)[0];
}

export function output(network: HandmadeNetwork, x: number): number {
  return sigmoid(weightedOutput(network, x));
}

/** A part of the line from 0 to 1, and the two steps that make a bump over it. */
export interface Bin {
  from: number;
  to: number;
  up: number;
  down: number;
}

/**
 * Cuts the line into bins of width 1/count, moved to the right by a part of that width. The outermost steps stand outside:
 * a step exactly at 0 would only be half on there.
 */
export function cut(count: number, shift = 0): Bin[] {
  check(Number.isInteger(count) && count >= 1, `the number of bins must be whole and at least 1; received ${count}`);
  const inner = Array.from({ length: count }, (_, k) => (k + shift) / count).filter((edge) => edge > 0);
  const edges = [0, ...inner, 1];
  const outside = 0.5 / count;
  return edges.slice(1).map((to, k) => ({
    from: edges[k],
    to,
    up: k === 0 ? -outside : edges[k],
    down: k === edges.length - 2 ? 1 + outside : to,
  }));
}

/** The middle one of some numbers: no other number has a smaller mean distance from them. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** The centres of so many equal parts of a bin. */
export function samples({ from, to }: Bin, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => from + ((i + 0.5) / parts) * (to - from));
}

/**
 * The bumps for a function: over each bin as high as σ⁻¹∘f is there on the whole. Near its steps a bump is wrong, however
 * steep they are. So one can lay several approximations over one another, each of a part of the function and each shifted
 * by a part of a bump: where one is wrong, the others are right.
 */
export function bumpsFor(f: (x: number) => number, count: number, overlap = 1): Bump[] {
  const layers = Array.from({ length: overlap }, (_, j) => cut(count, j / overlap));
  return layers.flat().map((bin) => {
    const heights = samples(bin, 100).map((x) => inverseSigmoid(f(x)));
    return { from: bin.up, to: bin.down, height: median(heights) / overlap };
  });
}

/** A network whose output is close to f on the line from 0 to 1. */
export function approximate(f: (x: number) => number, count: number, overlap = 1): HandmadeNetwork {
  return bumpNetwork(bumpsFor(f, count, overlap), 200 * count);
}

/** The mean distance of two functions over the line from 0 to 1. */
export function distance(f: (x: number) => number, g: (x: number) => number, places = 2000): number {
  let sum = 0;
  for (let i = 0; i < places; i++) sum += Math.abs(f((i + 0.5) / places) - g((i + 0.5) / places));
  return sum / places;
}

export function demo(): string[] {
  const bump = bumpNetwork([{ from: 0.4, to: 0.6, height: 0.8 }]);
  const at = [0.3, 0.5, 0.7].map((x) => `${weightedOutput(bump, x).toFixed(2)} at ${x}`);
  const lines = [
    `A bump of weights ${bump.weights} and biases ${bump.biases}: ${at.join(", ")}`,
    "bumps  mean distance from f",
  ];
  for (const count of [5, 10, 20, 50, 100]) {
    const network = approximate(goal, count);
    lines.push(`${String(count).padStart(5)}  ${distance(goal, (x) => output(network, x)).toFixed(4)}`);
  }
  const overlapping = approximate(goal, 20, 5);
  lines.push(`20 bumps, 5 times over one another: ${distance(goal, (x) => output(overlapping, x)).toFixed(4)}`);
  return lines;
}
