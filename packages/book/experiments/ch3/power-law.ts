/** Fits e(n) = e∞ + a (n/1000)^−b: an error that falls with the size of the training set towards one that more images do not cure. */
import type { Point } from "../figure.ts";

export interface PowerLaw {
  /** e∞, with its standard error. */
  readonly floor: number;
  readonly floorError: number;
  /** a, at n = 1000. */
  readonly factor: number;
  /** b. */
  readonly exponent: number;
  /** √ of the mean squared relative residual, with as many degrees of freedom as there are points less three. */
  readonly scatter: number;
}

/** So that the factor is of the size of the errors. */
const unit = 1000;

/** Exponents beyond these are no power law that points over a few orders of magnitude could tell. */
const [leastExponent, largestExponent] = [0.02, 4];

/**
 * The least squares of *relative* residuals: errors of 30 % and of 4 % are then known equally well. For each exponent the other two
 * are a linear fit; the exponent is searched for. The standard error is that of the linearized fit, √(s² (JᵀWJ)⁻¹).
 *
 * @throws TypeError for fewer than four points, or for errors that are not above 0
 */
export function fitPowerLaw(points: readonly Point[]): PowerLaw {
  if (points.length < 4) throw new TypeError("a power law with a floor needs at least four points");
  if (!points.every(([n, error]) => n > 0 && error > 0)) throw new TypeError("sizes and errors must be above 0");
  const exponent = minimize((b) => linearFit(points, b).squares, leastExponent, largestExponent);
  const { floor, factor, squares } = linearFit(points, exponent);
  const scatter = Math.sqrt(squares / (points.length - 3));
  const rows = points.map(([n, error]) => {
    const power = (n / unit) ** -exponent;
    return [1, power, -factor * power * Math.log(n / unit)].map((slope) => slope / error);
  });
  return { floor, floorError: scatter * Math.sqrt(firstOfInverse(rows)), factor, exponent, scatter };
}

function linearFit(points: readonly Point[], exponent: number) {
  let [s1, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
  for (const [n, error] of points) {
    const [x, weight] = [(n / unit) ** -exponent, error ** -2];
    s1 += weight;
    sx += weight * x;
    sxx += weight * x * x;
    sy += weight * error;
    sxy += weight * x * error;
  }
  const factor = (s1 * sxy - sx * sy) / (s1 * sxx - sx * sx);
  const floor = (sy - factor * sx) / s1;
  const squares = points.reduce(
    (sum, [n, error]) => sum + ((floor + factor * (n / unit) ** -exponent) / error - 1) ** 2,
    0,
  );
  return { floor, factor, squares };
}

/** The place of the least value: the best of a coarse grid, then golden sections around it. */
function minimize(of: (x: number) => number, from: number, to: number): number {
  const step = (to - from) / 200;
  const grid = Array.from({ length: 201 }, (_, i) => from + i * step);
  const best = grid.reduce((least, x) => (of(x) < of(least) ? x : least));
  let [low, high] = [Math.max(from, best - step), Math.min(to, best + step)];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 60; i++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (of(left) < of(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/** The first element of (JᵀJ)⁻¹ for rows of three, by its cofactor. */
function firstOfInverse(rows: readonly (readonly number[])[]): number {
  const m = [0, 1, 2].map((i) => [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)));
  const minor = m[1][1] * m[2][2] - m[1][2] * m[2][1];
  const determinant =
    m[0][0] * minor -
    m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
    m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  return minor / determinant;
}
