/** Any function of two inputs from a single hidden layer: steps in many directions. */

import { cos, sin } from "../arithmetic/elementary.ts";
import { positiveInteger } from "../check.ts";
import type { Network } from "../network/index.ts";
import { checkFunction } from "./functions.ts";
import { handmade } from "./handmade.ts";
import { type Goal, valuesOf } from "./measure.ts";
import { stepNeuron } from "./step.ts";

/** How many directions, steps and round towers approximate a function. */
export interface DirectionsOptions {
  /** K, the number of directions, evenly over half a turn; 64 when absent. */
  readonly directions?: number | undefined;
  /** The number of steps in each direction; 64 when absent. */
  readonly steps?: number | undefined;
  /** N, the number of round towers along each side of the square; 24 when absent. They are 1.5/N wide. */
  readonly towers?: number | undefined;
  /** The weight of every hidden neuron; 4 × the number of steps when absent, so that each step begins as the last ends. */
  readonly steepness?: number | undefined;
}

/** A round tower with soft sides, at the distance ρ from its centre in units of its width: 3 (1 + ρ²)^−5/2. */
export function roundTower(distance: number): number {
  return 3 * (1 + distance * distance) ** -2.5;
}

/**
 * What each direction adds to a {@link roundTower}, at the distance t along that direction: the tower is the mean over all
 * directions of this, taken at t = ρ cos θ.
 *
 * It is ∫₀^∞ φ(k) k cos(kt) dk, with the tower's Fourier transform φ(k) = (1 + k) e^−k, which has no term in k: so a sum of
 * towers is off from a smooth function by the square of their width.
 */
export function profile(t: number): number {
  const u = 1 + t * t;
  // Products and not powers: those are quicker, and the same everywhere.
  const square = u * u;
  return (1 - t * t) / square + (2 * (1 - 3 * t * t)) / (square * u);
}

/**
 * A network with one hidden layer that approximates a function on [0, 1]², made by hand. The function is written as a sum
 * of round towers; each of them as a mean over directions of a {@link profile}, which is constant across its direction; and
 * the sum of all towers' profiles in one direction is a staircase of step neurons. 2 inputs, K·(steps − 1) sigmoid neurons,
 * a linear output.
 *
 * @param f called with two numbers from 0 to 1; gives one
 * @throws NndlError "universality.function", "universality.directions", "universality.values", "universality.step"
 * @example
 * const bowl = approximateByDirections((x, y) => x * x + y * y, { directions: 10, steps: 20 });
 * bowl.layers.map(({ output }) => output[0]); // [190, 1]
 * @see chapter 4, "Many input variables", the problem about a single hidden layer
 */
export function approximateByDirections(f: Goal, options: DirectionsOptions = {}): Network {
  checkFunction(f);
  const code = "universality.directions";
  const directions = positiveInteger(options.directions ?? 64, { code, what: "the number of directions" }, 1024);
  const steps = positiveInteger((options.steps ?? 64) - 1, { code, what: "the number of steps, less one," }, 1024) + 1;
  const perSide = positiveInteger(options.towers ?? 24, { code, what: "the number of towers" }, 128);
  const towers = roundTowers(f, perSide);
  const neurons: { readonly weights: readonly number[]; readonly bias: number; readonly height: number }[] = [];
  let bias = 0;
  for (let j = 0; j < directions; j++) {
    const angle = (Math.PI * j) / directions;
    const direction = [cos(angle), sin(angle)] as const;
    // Seen along the direction, the square goes from its nearest corner to its farthest.
    const nearest = Math.min(0, direction[0]) + Math.min(0, direction[1]);
    const width = (Math.abs(direction[0]) + Math.abs(direction[1])) / steps;
    const staircase = Array.from({ length: steps }, (_, i) => {
      const place = nearest + (i + 0.5) * width;
      const along = ({ x, y }: RoundTower) => (place - direction[0] * x - direction[1] * y) / towers.width;
      return towers.list.reduce((sum, tower) => sum + tower.height * profile(along(tower)), 0) / directions;
    });
    bias += staircase[0]!;
    for (let i = 1; i < steps; i++) {
      const step = stepNeuron(nearest + i * width, { direction, steepness: options.steepness ?? 4 * steps });
      neurons.push({ ...step, height: staircase[i]! - staircase[i - 1]! });
    }
  }
  return handmade(2, [
    {
      weights: neurons.flatMap(({ weights }) => weights),
      biases: neurons.map((neuron) => neuron.bias),
      activation: "sigmoid",
    },
    { weights: neurons.map(({ height }) => height), biases: [bias], activation: "linear" },
  ]);
}

interface RoundTower {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/**
 * Round towers whose sum is close to f: on a grid that goes beyond the square by four of their widths, since they are wide
 * at the foot. Beyond the border f is taken to be what it is on it.
 */
function roundTowers(f: Goal, perSide: number): { readonly list: readonly RoundTower[]; readonly width: number } {
  const spacing = 1 / perSide;
  const width = 1.5 * spacing;
  const margin = 6;
  const side = perSide + 1 + 2 * margin;
  const place = (k: number) => (k - margin) * spacing;
  const inside = (at: number) => Math.min(1, Math.max(0, at));
  // The volume of a round tower is 2π times the square of its width.
  const share = spacing ** 2 / (2 * Math.PI * width ** 2);
  const list = Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [place(Math.floor(i / side)), place(i % side)];
    return { x, y, height: share * valuesOf(f, [inside(x), inside(y)], 1)[0]! };
  });
  return { list, width };
}
