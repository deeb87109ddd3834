/** Refuses nonsense with a plain sentence, so that no program here carries on with it and prints NaN. */
export function check(ok: boolean, complaint: string): asserts ok {
  if (!ok) throw new Error(complaint);
}

/** Layer sizes: whole numbers from 1 up, an input layer and at least one more. */
export function checkSizes(sizes: number[]): void {
  check(
    sizes.length >= 2 && sizes.every((size) => Number.isInteger(size) && size >= 1),
    `sizes must be at least two whole numbers from 1 up, such as [784, 30, 10]; received [${sizes.join(", ")}]`,
  );
}
