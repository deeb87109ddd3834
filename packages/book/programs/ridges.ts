/**
 * Any function with a single hidden layer (chapter 4, a problem): steps need not go along x or y. A neuron steps in whatever
 * direction its two weights point. Many directions about one point make a round tower, without a second hidden layer;
 * and steps in many directions and at many places, each with the right height, make any function.
 */

import { check } from "./check.ts";
import { weightedInputs } from "./layer.ts";
import { sigmoid } from "./sigmoid.ts";
import { hills } from "./towers.ts";

/** One hidden layer of steps over the plane, whose heights are added up. */
export interface Steps {
  /** To each neuron from x and from y. */
  weights: number[][];
  biases: number[];
  heights: number[];
  /** What is added to the sum. */
  base: number;
}

/** So many directions, evenly all the way round. */
function directions(count: number): [number, number][] {
  check(Number.isInteger(count) && count >= 1, `there must be a whole number of directions; received ${count}`);
  return Array.from({ length: count }, (_, i) => [
    Math.cos((2 * Math.PI * i) / count),
    Math.sin((2 * Math.PI * i) / count),
  ]);
}

export function weightedOutput({ weights, biases, heights, base }: Steps, point: number[]): number {
  return weightedInputs([heights], [base], weightedInputs(weights, biases, point).map(sigmoid))[0];
}

/**
 * A round tower: every neuron is on wherever the point is not further than the radius against its direction. Inside all of them
 * are. At a distance d from the centre the share of them is ½ + asin(radius/d)/π, which comes near a half: so each counts 2/n,
 * and 1 is taken away. The tower is 1 inside, and outside it fades as (2/π) asin(radius/d).
 */
export function roundTower(centre: [number, number], radius: number, count: number, weight = 1000): Steps {
  check(radius > 0, `the radius must be a number above 0; received ${radius}`);
  const all = directions(count);
  return {
    weights: all.map(([x, y]) => [weight * x, weight * y]),
    biases: all.map(([x, y]) => weight * (radius - x * centre[0] - y * centre[1])),
    heights: all.map(() => 2 / count),
    base: -1,
  };
}

/**
 * Steps in so many directions, at so many places in each, over the square from 0 to 1, with the heights that bring their sum nearest
 * to f at the given points: the least squares, by conjugate gradients.
 */
export function stepsFor(
  f: (x: number, y: number) => number,
  points: number[][],
  { count, places, weight = 40, rounds = 200 }: { count: number; places: number; weight?: number; rounds?: number },
): Steps {
  check(Number.isInteger(places) && places >= 1, `there must be a whole number of places; received ${places}`);
  check(Number.isInteger(count), `there must be a whole number of directions; received ${count}`);
  // Opposite directions have the same steps.
  const half = directions(2 * count).slice(0, count);
  const neurons = half.flatMap(([x, y]) =>
    Array.from({ length: places }, (_, i) => {
      const corners = [0, x, y, x + y];
      const [from, to] = [Math.min(...corners), Math.max(...corners)];
      return { w: [weight * x, weight * y], b: -weight * (from + ((i + 0.5) / places) * (to - from)) };
    }),
  );
  const weights = neurons.map(({ w }) => w);
  const biases = neurons.map(({ b }) => b);
  const seen = points.map((point) => weightedInputs(weights, biases, point).map(sigmoid));
  const base = points.reduce((sum, [x, y]) => sum + f(x, y), 0) / points.length;
  const heights = leastSquares(
    seen,
    points.map(([x, y]) => f(x, y) - base),
    rounds,
  );
  return { weights, biases, heights, base };
}

/** The h for which Σ (rows h − wanted)² is least, or near it after so many rounds of conjugate gradients. */
export function leastSquares(rows: number[][], wanted: number[], rounds: number): number[] {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const back = (values: number[]) => rows[0].map((_, j) => rows.reduce((sum, row, i) => sum + row[j] * values[i], 0));
  const h = rows[0].map(() => 0);
  let rest = wanted.slice();
  let slope = back(rest);
  let direction = slope.slice();
  let size = dot(slope, slope);
  for (let round = 0; round < rounds && size > 1e-20; round++) {
    const moved = rows.map((row) => dot(row, direction));
    const length = size / dot(moved, moved);
    direction.forEach((d, j) => {
      h[j] += length * d;
    });
    rest = rest.map((value, i) => value - length * moved[i]);
    slope = back(rest);
    const next = dot(slope, slope);
    direction = direction.map((d, j) => slope[j] + (next / size) * d);
    size = next;
  }
  return h;
}

/** The centres of side × side equal parts of the square from 0 to 1. */
export function grid(side: number): number[][] {
  const at = (i: number) => (i + 0.5) / side;
  return Array.from({ length: side * side }, (_, i) => [at(i % side), at(Math.floor(i / side))]);
}

/** The mean distance of a network from f. */
export function distance(f: (x: number, y: number) => number, steps: Steps, points: number[][]): number {
  return (
    points.reduce((sum, point) => sum + Math.abs(f(point[0], point[1]) - weightedOutput(steps, point)), 0) /
    points.length
  );
}

export function demo(): string[] {
  const lines = [
    "A round tower of radius 0.2, at these distances from its centre:",
    "neurons    0.0    0.1    0.3    0.5    1.0",
  ];
  for (const count of [4, 16, 64]) {
    const tower = roundTower([0.5, 0.5], 0.2, count);
    // Along a direction that none of the neurons has.
    const at = [0, 0.1, 0.3, 0.5, 1].map((d) =>
      weightedOutput(tower, [0.5 + d * Math.cos(0.1), 0.5 + d * Math.sin(0.1)])
        .toFixed(2)
        .padStart(5),
    );
    lines.push(`${String(count).padStart(7)}  ${at.join("  ")}`);
  }
  lines.push(
    "Two hills and a valley, of steps in several directions, 12 in each:",
    "directions  neurons  mean distance from f",
  );
  for (const count of [2, 4, 8, 16]) {
    const steps = stepsFor(hills, grid(15), { count, places: 12 });
    const error = distance(hills, steps, grid(20));
    lines.push(`${String(count).padStart(10)}  ${String(12 * count).padStart(7)}  ${error.toFixed(4)}`);
  }
  return lines;
}
