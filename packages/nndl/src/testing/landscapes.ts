/** For tests: costs by a formula, with slopes and curvature, for methods that know nothing of networks. */
import type { Point } from "../training/full-batch/method.ts";

export interface Landscape {
  readonly name: string;
  readonly size: number;
  cost(w: Float32Array): number;
  gradient(w: Float32Array): number[];
  hessian(w: Float32Array): number[][];
}

/** ½ Σ c_i (w_i − i)², and a coupling of neighbours. */
export function bowl(curvatures: readonly number[], coupling = 0): Landscape {
  const size = curvatures.length;
  const off = (w: Float32Array, i: number) => w[i] - i;
  const next = (i: number) => (i + 1) % size;
  return {
    name: `a bowl of ${curvatures.join(", ")}`,
    size,
    cost: (w) =>
      curvatures.reduce((sum, c, i) => sum + (c * off(w, i) ** 2) / 2 + coupling * off(w, i) * off(w, next(i)), 0),
    gradient: (w) =>
      curvatures.map((c, i) => c * off(w, i) + coupling * (off(w, next(i)) + off(w, (i + size - 1) % size))),
    hessian: () => {
      const rows = curvatures.map((c, i) => curvatures.map((_, j) => (i === j ? c : 0)));
      for (let i = 0; i < size; i++) {
        rows[i][next(i)] += coupling;
        rows[next(i)][i] += coupling;
      }
      return rows;
    },
  };
}

/** Rosenbrock's valley, a bent one, with its minimum at (1, 1). */
export const valley: Landscape = {
  name: "Rosenbrock's valley",
  size: 2,
  cost: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradient: ([x, y]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  hessian: ([x, y]) => [
    [-400 * (y - 3 * x * x) + 2, -400 * x],
    [-400 * x, 200],
  ],
};

/** Two minima at (±1, 0), and a saddle between them where the Hessian has one negative direction. */
export const saddle: Landscape = {
  name: "a saddle",
  size: 2,
  cost: ([x, y]) => x ** 4 / 4 - x ** 2 / 2 + y ** 2,
  gradient: ([x, y]) => [x ** 3 - x, 2 * y],
  hessian: ([x]) => [
    [3 * x * x - 1, 0],
    [0, 2],
  ],
};

export function pointOf(landscape: Landscape, weights: Float32Array): Point {
  return {
    weights,
    cost: landscape.cost(weights),
    gradient: Float64Array.from(landscape.gradient(weights)),
  };
}
