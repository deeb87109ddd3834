/** Points as a network is shown them, and where they lie. */
import { Dataset, type Preparation } from "nndl";
import { madeInputs } from "nndl/sources";
import { classNames } from "./class-names.ts";
import { type FeatureName, inputsOfPoints } from "./features.ts";

/** Where the points of a data set lie, whatever inputs are made of them. */
const places = new WeakMap<Dataset, Float32Array>();

/**
 * The same points with inputs made of where they lie, and with the description of how, which goes into the network.
 *
 * @param points whose inputs are x, or x and y
 */
export function shownPoints(points: Dataset, features: readonly FeatureName[] | undefined): Dataset {
  const { name, targets } = points;
  const at = points.features as Float32Array;
  const inputs = inputsOfPoints(points.size as 1 | 2, features);
  const shown = madeInputs(inputs, at);
  const preparation: Preparation = { inputs, targets: meaningOf(targets) };
  const data = new Dataset({ name, shape: [shown.length / points.count], features: shown, targets, preparation });
  places.set(data, at);
  return data;
}

/** Where some points of a data set lie, one after another; undefined where its examples are no points. */
export function placesOf(data: Dataset, indices: readonly number[]): Float32Array | undefined {
  const at = places.get(data);
  if (at === undefined) return undefined;
  const width = at.length / data.count;
  return Float32Array.from(indices.flatMap((i) => Array.from(at.subarray(i * width, (i + 1) * width))));
}

function meaningOf(targets: Dataset["targets"]): NonNullable<Preparation["targets"]> {
  if (targets.kind === "classes")
    return { kind: "classes", name: "colour", names: classNames.slice(0, targets.classes) };
  return { kind: "values", columns: [{ kind: "number", name: "f", mean: 0, deviation: 1 }] };
}
