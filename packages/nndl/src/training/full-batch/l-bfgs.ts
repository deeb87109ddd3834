import { searchLine, type Trial, type WolfeConditions } from "./line-search.ts";
import type { Here, Memory, Methods } from "./method.ts";
import { add, difference, dot, negative } from "./vectors.ts";

/** The usual conditions for methods that know the length of their steps: the first trial mostly meets them. */
const conditions: WolfeConditions = { fall: 1e-4, slope: 0.9 };

/** A step, how the gradient changed along it, and the product of both: the curvature along the step. */
interface Pair {
  readonly step: Float32Array;
  readonly change: Float32Array;
  readonly curvature: number;
}

/** Along −B∇C, or along −∇C where nothing is remembered, or nothing good. */
export const lBfgs: Methods["l-bfgs"] = async ({ memory: most }, here) => {
  const pairs = pairsOf(here.memory, most);
  const learned = await search(here, pairs);
  if (learned !== undefined || pairs.length === 0) return learned && after(here, learned, pairs, most);
  const anew = await search(here, []);
  return anew && after(here, anew, [], most);
};

function search(here: Here, pairs: readonly Pair[]): Promise<Trial | undefined> {
  const { gradient } = here.point;
  // Of the first step's length nothing is known but that the gradient has another unit than the weights.
  const own = pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
  return searchLine(here, directionOf(gradient, pairs), here.learningRate * own, conditions);
}

/**
 * −B∇C by two loops over the pairs, the newest first: B is what they say of H⁻¹, beginning with a multiple of I.
 * @see Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4
 */
function directionOf(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = negative(gradient);
  const shares = pairs.map(({ step, change, curvature }) => {
    const share = dot(step, direction) / curvature;
    add(direction, -share, change);
    return share;
  });
  const [newest] = pairs;
  if (newest === undefined) return direction;
  const scale = newest.curvature / dot(newest.change, newest.change);
  for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  for (let p = pairs.length - 1; p >= 0; p--) {
    const { step, change, curvature } = pairs[p];
    add(direction, shares[p] - dot(change, direction) / curvature, step);
  }
  return direction;
}

/** What is remembered, the newest first. Zeros are no pair. */
function pairsOf({ arrays }: Memory, most: number): Pair[] {
  const pairs: Pair[] = [];
  for (let age = 1; age <= most; age++) {
    const [step, change] = [arrays.get(`step${age}`), arrays.get(`change${age}`)];
    if (step === undefined || change === undefined) break;
    const curvature = dot(step, change);
    if (isPositive(curvature, change)) pairs.push({ step, change, curvature });
  }
  return pairs;
}

/** Whether the cost bends upwards along a step, by more than what rounding can make of nothing. */
function isPositive(curvature: number, change: Float32Array): boolean {
  return curvature > 1e-10 * dot(change, change);
}

function after({ point }: Here, { length, point: there }: Trial, pairs: readonly Pair[], most: number) {
  const step = difference(there.weights, point.weights);
  const change = difference(there.gradient, point.gradient);
  const known = [{ step, change }, ...pairs].slice(0, most);
  const arrays = new Map(
    known.flatMap((pair, age) => [
      [`step${age + 1}`, pair.step],
      [`change${age + 1}`, pair.change],
    ]),
  );
  return { point: there, length, memory: { arrays, numbers: {} } };
}
