/** One example of each class, to be seen. */
import type { GivenSet } from "../training/given-files.ts";

/** So many are enough to see what they are. */
const most = 24;

/** The first example of each class, in the classes' order; nothing where targets are values. */
export function firstOfEach({ shape, features, targets }: GivenSet): {
  readonly labels: readonly number[];
  readonly features: Uint8Array | Float32Array;
} {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const places = new Map<number, number>();
  if (targets.kind === "classes")
    targets.labels.forEach((label, i) => {
      if (!places.has(label)) places.set(label, i);
    });
  const found = [...places].sort(([a], [b]) => a - b).slice(0, most);
  const picked =
    features instanceof Uint8Array ? new Uint8Array(found.length * size) : new Float32Array(found.length * size);
  found.forEach(([, place], i) => void picked.set(features.subarray(place * size, (place + 1) * size), i * size));
  return { labels: found.map(([label]) => label), features: picked };
}
