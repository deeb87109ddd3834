/** Learning from everything that is not the test. */
import { Dataset } from "nndl";

/** The images of one set, and after them those of another; both of one shape, in bytes, with the same classes. */
export function joined(first: Dataset, second: Dataset): Dataset<"classes"> {
  const [a, b] = [first.targets, second.targets];
  if (a.kind !== "classes" || b.kind !== "classes" || a.classes !== b.classes)
    throw new TypeError(`${first.name} and ${second.name} do not have the same classes`);
  if (first.shape.join() !== second.shape.join() || first.scale !== second.scale)
    throw new TypeError(`${first.name} and ${second.name} are not alike`);
  const features = new Uint8Array(first.features.length + second.features.length);
  features.set(first.features);
  features.set(second.features, first.features.length);
  const labels = new Uint8Array(first.count + second.count);
  labels.set(a.labels);
  labels.set(b.labels, first.count);
  const { shape, scale } = first;
  return new Dataset({
    name: `${first.name} and ${second.name}`,
    shape,
    features,
    scale,
    targets: { kind: "classes", labels, classes: a.classes },
  });
}
