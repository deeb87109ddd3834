/** Data for the tests of support vector machines. */
import { Dataset, type Mnist, mnist } from "nndl";
import golden from "./svm.golden.json" with { type: "json" };

export { golden };

export type Golden = (typeof golden.cases)[number];

/** What scikit-learn was given: bytes where the scale is that of pixels, otherwise numbers. */
export function dataOf(
  { size, scale }: Golden,
  values: readonly number[],
  labels: readonly number[],
  asNumbers = false,
) {
  const isBytes = scale === 1 / 256 && !asNumbers;
  return new Dataset({
    shape: [size],
    features: isBytes ? Uint8Array.from(values) : Float32Array.from(values, (value) => value * scale),
    targets: { kind: "classes", labels, classes: 10 },
  });
}

/** Points of the plane. */
export function points(rows: readonly (readonly number[])[], labels: readonly number[]): Dataset<"classes"> {
  return new Dataset({
    shape: [rows[0].length],
    features: Float32Array.from(rows.flat()),
    targets: { kind: "classes", labels, classes: 10 },
  });
}

/** Two examples of two classes: the least that can be told apart. */
export const pair = points(
  [
    [0, 0],
    [1, 0],
  ],
  [0, 1],
);

let digits: Promise<Mnist> | undefined;

/** MNIST, read once for all tests. */
export function allDigits(): Promise<Mnist> {
  digits ??= mnist();
  return digits;
}
