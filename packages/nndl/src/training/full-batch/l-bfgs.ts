import { directionOf, type Pair, pairOf } from "../../arithmetic/limited-memory.ts";
import { difference, dot } from "../../arithmetic/vectors.ts";
import { searchLine, type Trial, type WolfeConditions } from "./line-search.ts";
import type { Here, Memory, Methods } from "./method.ts";

/** The usual conditions for methods that know the length of their steps: the first trial mostly meets them. */
const conditions: WolfeConditions = { fall: 1e-4, slope: 0.9 };

/** Along −B∇C, or along −∇C where nothing is remembered, or nothing good. */
export const lBfgs: Methods["l-bfgs"] = async ({ memory: most }, here) => {
  const pairs = pairsOf(here.memory, most);
  const learned = await search(here, pairs);
  if (learned !== undefined || pairs.length === 0) return learned && after(here, learned, pairs, most);
  const anew = await search(here, []);
  return anew && after(here, anew, [], most);
};

function search(here: Here, pairs: readonly Pair<Float32Array>[]): Promise<Trial | undefined> {
  const { gradient } = here.point;
  // Of the first step's length nothing is known but that the gradient has another unit than the weights.
  const own = pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
  return searchLine(here, directionOf(gradient, pairs), here.learningRate * own, conditions);
}

/** What is remembered, the newest first. Zeros are no pair. */
function pairsOf({ arrays }: Memory, most: number): Pair<Float32Array>[] {
  const pairs: Pair<Float32Array>[] = [];
  for (let age = 1; age <= most; age++) {
    const [step, change] = [arrays.get(`step${age}`), arrays.get(`change${age}`)];
    if (step === undefined || change === undefined) break;
    const pair = pairOf(step, change);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

function after({ point }: Here, { length, point: there }: Trial, pairs: readonly Pair<Float32Array>[], most: number) {
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
