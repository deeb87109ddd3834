/**
 * A straight line a·x + b through noisy points, by the book's quadratic cost C = 1/(2n) Σ (a·x + b − y)²: small enough to
 * see what a mini-batch's gradient is worth. A linear neuron of the library has the same cost and gradient.
 */
import { stream } from "nndl/random";

export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export type Line = readonly [a: number, b: number];

/** Points around the line 0.8 x − 0.3 for x from −1 to 1, with gaussian noise. */
export function noisyLine(count: number, noise: number, seed: number): Points {
  const chance = stream(seed, "points around a line");
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = 2 * chance.uniform() - 1;
    y[i] = 0.8 * x[i]! - 0.3 + noise * chance.gaussian();
  }
  return { x, y };
}

/** The gradient of the cost of some points, by their numbers. */
export function gradientOf({ x, y }: Points, [a, b]: Line, batch: ArrayLike<number>): Line {
  let [da, db] = [0, 0];
  for (let k = 0; k < batch.length; k++) {
    const i = batch[k]!;
    const off = a * x[i]! + b - y[i]!;
    da += off * x[i]!;
    db += off;
  }
  return [da / batch.length, db / batch.length];
}

/** The cost of all points. */
export function costOf({ x, y }: Points, [a, b]: Line): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (a * x[i]! + b - y[i]!) ** 2;
  return sum / (2 * x.length);
}

/** The line of least cost. */
export function bestLine({ x, y }: Points): Line {
  const n = x.length;
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(Array.from(x, (value, i) => (value - mx) * (y[i]! - my)));
  const a = covariance / mean(Array.from(x, (value) => (value - mx) ** 2));
  return [a, my - a * mx];
}

/** All points in a random order, cut into mini-batches; the last may be short. */
export function miniBatches(count: number, size: number, seed: number, epoch = 0): Uint32Array[] {
  const order = stream(seed, "shuffle", epoch).permutation(count);
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => order.subarray(i * size, (i + 1) * size));
}

/** One epoch of gradient descent by mini-batches: the lines after every update, the first one included. */
export function oneEpoch(
  points: Points,
  from: Line,
  {
    size,
    rate,
    seed,
    epoch = 0,
  }: { readonly size: number; readonly rate: number; readonly seed: number; readonly epoch?: number },
): Line[] {
  const lines: Line[] = [from];
  for (const batch of miniBatches(points.x.length, size, seed, epoch)) {
    const [a, b] = lines.at(-1)!;
    const [da, db] = gradientOf(points, [a, b], batch);
    lines.push([a - rate * da, b - rate * db]);
  }
  return lines;
}

/** Several epochs, one after another. */
export function epochsOf(
  points: Points,
  from: Line,
  {
    epochs,
    ...settings
  }: { readonly size: number; readonly rate: number; readonly seed: number; readonly epochs: number },
): Line[] {
  const lines: Line[] = [from];
  for (let epoch = 0; epoch < epochs; epoch++)
    lines.push(...oneEpoch(points, lines.at(-1)!, { ...settings, epoch }).slice(1));
  return lines;
}

/** How far gradients are off a full one: the root of the mean square of their distances. */
export function scatterOf(gradients: readonly Line[], full: Line): number {
  const sum = gradients.reduce((all, [da, db]) => all + (da - full[0]) ** 2 + (db - full[1]) ** 2, 0);
  return Math.sqrt(sum / gradients.length);
}

/**
 * How much more a line costs than the best one. The cost is a square in a and b, so its second derivatives are all that is to
 * be known of the points: ½ (Δa² mean(x²) + 2 Δa Δb mean(x) + Δb²).
 */
export function aboveLeast(points: Points): (line: Line) => number {
  const best = bestLine(points);
  const n = points.x.length;
  const mean = points.x.reduce((sum, x) => sum + x, 0) / n;
  const square = points.x.reduce((sum, x) => sum + x * x, 0) / n;
  return ([a, b]) => {
    const [da, db] = [a - best[0], b - best[1]];
    return 0.5 * (da * da * square + 2 * da * db * mean + db * db);
  };
}
