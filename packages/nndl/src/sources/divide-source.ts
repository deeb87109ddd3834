import { Dataset } from "../data/index.ts";
import type { DividedSource, OpenedSource } from "./opened-source.ts";
import { placesIn, rawSetsOf } from "./tables/examples.ts";

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
  const { test, validation, divide } = source;
  if (divide === undefined) return { parts: by(source.training), test, validation };
  const raw = rawSetsOf(divide);
  const places = raw === undefined ? placesOf(source.training) : placesIn(raw.training);
  return divide(by(places).map(({ features }) => features));
}

/** As {@link placesIn}, for a way to divide that somebody else has made. */
function placesOf({ name, count, targets }: Dataset): Dataset {
  return new Dataset({ name, shape: [1], features: Float32Array.from({ length: count }, (_, i) => i), targets });
}
