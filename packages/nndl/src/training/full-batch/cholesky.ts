/** Linear systems with a symmetric, positive definite matrix, in float64 made of + − × ÷ √ in a fixed order. */

/** What must be left of a diagonal element, as a share of it: below, a direction has no curvature to speak of. */
const leastPivot = 1e-9;

/**
 * L of L Lᵀ = A + damping · I, in the lower triangle; undefined where that is not positive definite, or hardly.
 * @param matrix A, symmetric, row by row; only its lower triangle is read
 * @param rest what is waited for before each row
 */
export async function cholesky(
  matrix: Float64Array,
  size: number,
  damping: number,
  rest: () => Promise<void>,
): Promise<Float64Array | undefined> {
  const lower = matrix.slice();
  for (let i = 0; i < size; i++) {
    await rest();
    const row = i * size;
    lower[row + i] += damping;
    const pivot = leastPivot * lower[row + i];
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let sum = lower[row + j];
      for (let k = 0; k < j; k++) sum -= lower[row + k] * lower[other + k];
      if (j < i) lower[row + j] = sum / lower[other + j];
      else if (sum > pivot && pivot > 0) lower[row + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** x of L Lᵀ x = b. */
export function solve(lower: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * size + k] * x[k];
    x[i] /= lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    x[i] /= lower[i * size + i];
    for (let k = 0; k < i; k++) x[k] -= lower[i * size + k] * x[i];
  }
  return x;
}
