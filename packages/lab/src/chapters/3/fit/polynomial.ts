/** Polynomials fitted to points by least squares, with or without a price on large coefficients. */

export type Point = readonly [x: number, y: number];

/** The ten points of the book's plots. */
export const bookPoints: readonly Point[] = [
  [0.7, 1.8],
  [1.3, 2.2],
  [1.9, 4],
  [2.6, 5],
  [2.9, 6.1],
  [3.6, 7],
  [3.8, 7.4],
  [3.95, 8],
  [4.4, 9.1],
  [4.9, 10],
];

/** x from 0 to 5 as u from −1 to 1: powers of small numbers can be computed with. */
const middle = 2.5;

export interface Fit {
  /** Of 1, u, u², … */
  readonly coefficients: readonly number[];
  readonly at: (x: number) => number;
}

/** What lets a polynomial of more coefficients than points be one: of all through the points, nearly that with the smallest coefficients. */
const nearlyNothing = 1e-10;

/** Least Σ (y − p(x))² + λ Σ c², over all coefficients but the constant, as biases are left alone in a network. */
export function fitPolynomial(points: readonly Point[], degree: number, lambda = 0): Fit {
  const price = Math.max(lambda, degree >= points.length ? nearlyNothing : 0);
  const rows = points.map(([x, y]) => {
    const u = (x - middle) / middle;
    return [...Array.from({ length: degree + 1 }, (_, k) => u ** k), y];
  });
  for (let k = 1; price > 0 && k <= degree; k++)
    rows.push(Array.from({ length: degree + 2 }, (_, i) => (i === k ? Math.sqrt(price) : 0)));
  const coefficients = leastSquares(rows, degree + 1);
  return {
    coefficients,
    at: (x) => coefficients.reduceRight((sum, c) => (sum * (x - middle)) / middle + c, 0),
  };
}

/**
 * Householder's way, which does not square how ill-conditioned the powers are.
 * @param rows each the factors of the unknowns, and then what they should add up to; changed
 */
function leastSquares(rows: number[][], unknowns: number): number[] {
  for (let k = 0; k < unknowns; k++) {
    const below = rows.slice(k);
    const length = Math.hypot(...below.map((row) => row[k]!));
    if (length === 0) continue;
    const head = below[0]![k]! > 0 ? -length : length;
    const mirror = below.map((row, i) => row[k]! - (i === 0 ? head : 0));
    const size = mirror.reduce((sum, v) => sum + v * v, 0);
    for (let column = k; column <= unknowns; column++) {
      const along = (2 * below.reduce((sum, row, i) => sum + mirror[i]! * row[column]!, 0)) / size;
      for (const [i, row] of below.entries()) row[column]! -= along * mirror[i]!;
    }
  }
  const solution = Array<number>(unknowns).fill(0);
  for (let k = unknowns - 1; k >= 0; k--) {
    const rest = rows[k]!.slice(k + 1, unknowns).reduce((sum, factor, i) => sum + factor * solution[k + 1 + i]!, 0);
    // Where points lie above each other there may be nothing to tell it from.
    solution[k] = Math.abs(rows[k]![k]!) < 1e-12 ? 0 : (rows[k]![unknowns]! - rest) / rows[k]![k]!;
  }
  return solution;
}

/** The root of the mean square of how far points lie from a curve. */
export function distance(points: readonly Point[], at: (x: number) => number): number {
  return Math.sqrt(points.reduce((sum, [x, y]) => sum + (y - at(x)) ** 2, 0) / points.length);
}
