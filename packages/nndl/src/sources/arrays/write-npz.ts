import type { Bytes } from "../../bytes.ts";
import type { Dataset } from "../../data/index.ts";
import type { OpenedSource } from "../opened-source.ts";
import { keptBytes, keptName } from "./kept.ts";
import { npyBytes } from "./npy.ts";
import { zipBytes } from "./zip.ts";

const parts = { training: "train", validation: "validation", test: "test" } as const;

/**
 * The data sets of a source as one file of NumPy's: x_train, y_train, x_test, y_test, as Keras' mnist.npz has them, and beside
 * them how inputs were made and what targets mean. It is read as the same data sets, to the bit.
 *
 * Inputs are count × the shape of one, as bytes or float32; targets a whole number each, or float32 numbers.
 *
 * @example
 * const bytes = npzOf({ training: digits.training });
 * bytes[0]; // 80
 */
export function npzOf(source: Pick<OpenedSource, "training" | "validation" | "test">): Bytes {
  const arrays = (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) => {
    const data = source[part];
    return data === undefined ? [] : arraysOf(data, parts[part]);
  });
  return zipBytes([...arrays, { name: keptName, bytes: keptBytes(source.training) }]);
}

function arraysOf({ count, shape, features, targets, labelsEach }: Dataset, part: string) {
  const labels =
    targets.kind === "classes"
      ? npyBytes(targets.labels, labelsEach > 1 ? [count, labelsEach] : [count])
      : npyBytes(targets.values, targets.size === 1 ? [count] : [count, targets.size]);
  return [
    { name: `x_${part}.npy`, bytes: npyBytes(features, [count, ...shape]) },
    { name: `y_${part}.npy`, bytes: labels },
  ];
}
