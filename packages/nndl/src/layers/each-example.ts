/** Calls `visit` with the part of each array that belongs to one example, for each of `count` examples. */
export function eachExample<const Arrays extends readonly Float64Array[]>(
  count: number,
  arrays: Arrays,
  visit: (rows: { readonly [I in keyof Arrays]: Float64Array }) => void,
): void {
  for (let i = 0; i < count; i++)
    visit(
      arrays.map((values) => values.subarray((values.length / count) * i, (values.length / count) * (i + 1))) as {
        readonly [I in keyof Arrays]: Float64Array;
      },
    );
}
