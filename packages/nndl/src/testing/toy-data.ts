import { Dataset } from "../data/index.ts";
import { stream } from "../random/index.ts";

/** For tests: examples scattered about one point for each class, the same for the same arguments. */
export function toyData(count: number, { size = 5, classes = 3, seed = 1, name = "toy" } = {}): Dataset<"classes"> {
  const chance = stream(seed, "toy data");
  const centres = Array.from({ length: classes * size }, () => chance.gaussian());
  const labels = Array.from({ length: count }, () => chance.integer(classes));
  const features = Float32Array.from({ length: count * size }, (_, i) => {
    const label = labels[Math.floor(i / size)]!;
    return centres[label * size + (i % size)]! + 0.8 * chance.gaussian();
  });
  return new Dataset({ name, shape: [size], features, targets: { kind: "classes", labels, classes } });
}
