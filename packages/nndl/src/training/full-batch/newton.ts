import { dot, isSame, moved, negative } from "../../arithmetic/vectors.ts";
import { cholesky, solve } from "./cholesky.ts";
import type { Methods } from "./method.ts";

/** Systems that are solved for one step. */
const mostTrials = 40;
/** What damping grows and shrinks by. */
const factor = 4;
/** The least and the smallest damping above 0, as a share of the Hessian's mean diagonal. */
const [least, vanishing] = [1e-4, 1e-9];
/** A step that fulfils more of its promise than the first needs less damping; less than the second, more; than the third, is none. */
const [good, poor, none] = [0.75, 0.25, 1e-4];
/** What float32 can tell of a cost. */
const resolution = 2 ** -26;

/** Along −(H + μI)⁻¹∇C, with the least μ that leads to a minimum and keeps its promise. */
export const newton: Methods["newton"] = async (_, { point, memory, learningRate, evaluate, hessian, rest }) => {
  const size = point.gradient.length;
  const matrix = await hessian();
  let diagonal = 0;
  for (let i = 0; i < size; i++) diagonal += Math.abs(matrix[i * size + i]) / size;
  const more = (damping: number) => Math.max(factor * damping, least * diagonal);

  let damping = memory.numbers.damping ?? 0;
  for (let trial = 0; trial < mostTrials; trial++, damping = more(damping)) {
    const lower = await cholesky(matrix, size, damping, rest);
    if (lower === undefined) continue;
    const direction = solve(lower, size, negative(point.gradient));
    // What the quadratic through this point says that the cost will fall by.
    const bend = dot(direction, times(matrix, direction));
    const promised = -learningRate * dot(point.gradient, direction) - (learningRate ** 2 * bend) / 2;
    if (!(promised > resolution * Math.abs(point.cost))) return undefined;
    const weights = moved(point.weights, learningRate, direction);
    if (isSame(weights, point.weights)) return undefined;
    const there = await evaluate(weights);
    const kept = (point.cost - there.cost) / promised;
    if (!(kept > none)) continue;
    const next = kept > good ? damping / factor : kept < poor ? more(damping) : damping;
    const numbers = { damping: next < vanishing * diagonal ? 0 : next };
    return { point: there, length: learningRate, memory: { arrays: new Map(), numbers } };
  }
  return undefined;
};

/** A symmetric matrix times a vector. */
function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, i) => dot(matrix.subarray(i * vector.length, (i + 1) * vector.length), vector));
}
