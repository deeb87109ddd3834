/** For tests: comparing numbers so that a wrong one is found. */

export interface Tolerance {
  /** Allowed difference, relative to the larger of the two numbers. */
  readonly rtol: number;
  /** Allowed difference besides. */
  readonly atol: number;
}

/** Whether two numbers agree: NaN with NaN alone, an infinity with itself alone. */
export function close(actual: number, expected: number, { rtol, atol }: Tolerance): boolean {
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= atol + rtol * Math.max(Math.abs(actual), Math.abs(expected));
}

/** Fails, naming the place, unless all numbers agree and there are equally many. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  what = "the numbers",
): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} numbers instead of ${expected.length}`);
  for (let i = 0; i < actual.length; i++)
    if (!close(actual[i], expected[i], tolerance))
      throw new Error(
        `${what}: ${actual[i]} instead of ${expected[i]} at ${i} of ${actual.length} ` +
          `(off by ${Math.abs(actual[i] - expected[i])})`,
      );
}

/** As {@link expectClose}, with `atol` counted in units of the largest expected number: sums cancel down to zero. */
export function expectCloseInScale(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol, atol }: Tolerance,
  what?: string,
): void {
  let scale = 0;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]));
  expectClose(actual, expected, { rtol, atol: atol * scale }, what);
}

/** Fails unless both maps have the same keys, and the values agree. */
export function expectCloseMaps(
  actual: ReadonlyMap<string, ArrayLike<number>>,
  expected: ReadonlyMap<string, ArrayLike<number>>,
  tolerance: Tolerance,
  compare = expectClose,
): void {
  const [got, wanted] = [[...actual.keys()], [...expected.keys()]];
  if (got.join() !== wanted.join()) throw new Error(`the keys ${got.join(", ")} instead of ${wanted.join(", ")}`);
  for (const [key, values] of actual) compare(values, expected.get(key) as ArrayLike<number>, tolerance, key);
}

/** Fails unless the two arrays hold the same bits (so −0 is not +0, and NaN is itself). */
export function expectSameBits(actual: Float32Array, expected: Float32Array, what = "the numbers"): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} numbers instead of ${expected.length}`);
  const [a, b] = [actual, expected].map((values) => new Uint32Array(values.buffer, values.byteOffset, values.length));
  for (let i = 0; i < a.length; i++)
    if (a[i] !== b[i])
      throw new Error(`${what}: other bits at ${i} of ${a.length}: ${actual[i]} instead of ${expected[i]}`);
}
