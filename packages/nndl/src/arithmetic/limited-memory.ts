import { add, dot, negative, type Vector } from "./vectors.ts";

/** A step, how the gradient changed along it, and the product of both: the curvature along the step. */
export interface Pair<V extends Vector = Vector> {
  readonly step: V;
  readonly change: V;
  readonly curvature: number;
}

/** The pair of a step, unless the cost does not bend upwards along it by more than what rounding can make of nothing. */
export function pairOf<V extends Vector>(step: V, change: V): Pair<V> | undefined {
  const curvature = dot(step, change);
  return curvature > 1e-10 * dot(change, change) ? { step, change, curvature } : undefined;
}

/**
 * −B∇C by two loops over the pairs, the newest first: B is what they say of H⁻¹, beginning with a multiple of I.
 * @see Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4
 */
export function directionOf(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
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
