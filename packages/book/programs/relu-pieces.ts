/**
 * Rectified linear neurons compute any function, too, and linear neurons do not (chapter 4, two problems). max(0, z) has no limit
 * on the right, so it's no step; but two of them, one taken from the other, are one. Better still, each bends a line at a place of
 * our choice: lines from knot to knot come as near to a function as one likes.
 */
import { distance, goal } from "./bumps.ts";
import { check } from "./check.ts";
import { weightedInputs } from "./layer.ts";

export function relu(z: number): number {
  return Math.max(0, z);
}

/** Up from 0 to 1 between two places, and flat on both sides: a step, if they are near each other. */
export function ramp(x: number, from: number, to: number): number {
  check(from < to, `a ramp must go from left to right; received ${from} to ${to}`);
  return (relu(x - from) - relu(x - to)) / (to - from);
}

/** One input, a hidden layer of rectified linear neurons, each with the weight 1, and a linear output. */
export interface Pieces {
  biases: number[];
  outputWeights: number[];
  outputBias: number;
}

/**
 * The network whose output is f at so many places and one more, from 0 to 1, and straight lines between them. The neuron of a place
 * is 0 before it, and its output weight is by how much the line bends there.
 */
export function piecesFor(f: (x: number) => number, count: number): Pieces {
  check(Number.isInteger(count) && count >= 1, `the number of pieces must be whole and at least 1; received ${count}`);
  const knots = Array.from({ length: count + 1 }, (_, k) => k / count);
  const slopes = knots.slice(1).map((x, k) => (f(x) - f(knots[k])) * count);
  return {
    biases: slopes.map((_, k) => -knots[k]),
    outputWeights: slopes.map((slope, k) => (k === 0 ? slope : slope - slopes[k - 1])),
    outputBias: f(0),
  };
}

export function output({ biases, outputWeights, outputBias }: Pieces, x: number): number {
  return weightedInputs(
    [outputWeights],
    [outputBias],
    biases.map((bias) => relu(x + bias)),
  )[0];
}

/** A layer of linear neurons: weights[j][k] to neuron j from input k. */
export interface LinearLayer {
  weights: number[][];
  biases: number[];
}

/** What layers of linear neurons make of an input. */
export function linearOutput(layers: LinearLayer[], x: number[]): number[] {
  return layers.reduce((a, { weights, biases }) => weightedInputs(weights, biases, a), x);
}

/** The one layer that does the same as all of them, w₂(w₁x + b₁) + b₂ = (w₂w₁)x + (w₂b₁ + b₂): so no number of them bends a line. */
export function asOneLayer(layers: LinearLayer[]): LinearLayer {
  check(layers.length > 0, "there is no layer");
  return layers.reduce((first, second) => ({
    weights: second.weights.map((row) =>
      first.weights[0].map((_, k) => row.reduce((sum, w, j) => sum + w * first.weights[j][k], 0)),
    ),
    biases: weightedInputs(second.weights, second.biases, first.biases),
  }));
}

export function demo(): string[] {
  const step = [0.3, 0.5, 0.505, 0.7].map((x) => `${ramp(x, 0.5, 0.51).toFixed(2)} at ${x}`);
  const lines = [`Two rectified linear neurons make a step: ${step.join(", ")}`, "neurons  mean distance from f"];
  for (const count of [5, 10, 20, 50, 100]) {
    const pieces = piecesFor(goal, count);
    lines.push(`${String(count).padStart(7)}  ${distance(goal, (x) => output(pieces, x)).toFixed(5)}`);
  }
  const layers: LinearLayer[] = [
    { weights: [[2], [-1]], biases: [0.5, 1] },
    { weights: [[3, 1]], biases: [-2] },
  ];
  const { weights, biases } = asOneLayer(layers);
  const both = [0, 0.5, 1].map((x) => `${linearOutput(layers, [x])[0]} at ${x}`);
  return [
    ...lines,
    `Three linear neurons in two layers: ${both.join(", ")}; one alone does it: ${weights}x + ${biases}`,
  ];
}
