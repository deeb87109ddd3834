import { Dataset } from "../data/index.ts";
import type { DividedSource, OpenedSource } from "./opened-source.ts";

/**
 * Divides what a source has to learn from, by any function that divides a data set: `splitByClass`, `split`, your own.
 *
 * Of a table the numbers are scaled by the first part alone, and the other parts, the source's own test set among them, by the
 * same means and deviations. So nothing of what is measured on is known when it is learned from.
 *
 * @throws what the function throws
 * @example
 * const text = new TextEncoder().encode("petal,kind\n1,a\n2,a\n5,b\n7,b\n");
 * const source = await openSource([{ path: "flowers.csv", read: async () => text }]);
 * const { parts } = divideSource(source, (all) => splitByClass(all, [0.5, 0.5]));
 * parts.map((part) => part.count); // [2, 2]
 */
export function divideSource(
  source: Pick<OpenedSource, "training" | "test" | "validation" | "divide">,
  by: (training: Dataset) => readonly Dataset[],
): DividedSource {
  const { training, test, validation, divide } = source;
  if (divide === undefined) return { parts: by(training), test, validation };
  return divide(by(placesOf(training)).map(({ features }) => features));
}

/** A data set of the same examples and targets in which each input is its own place: float32 holds 2²⁴ of them exactly. */
function placesOf({ name, count, targets }: Dataset): Dataset {
  return new Dataset({ name, shape: [1], features: Float32Array.from({ length: count }, (_, i) => i), targets });
}
