/** Points as a network is shown them. */
import { Dataset, type Preparation } from "nndl";
import { madeInputs } from "nndl/sources";
import { classNames } from "./class-names.ts";
import { type FeatureName, inputsOfPoints } from "./features.ts";
import { rememberPlaces } from "./point-places.ts";

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
  rememberPlaces(data, at);
  return data;
}

function meaningOf(targets: Dataset["targets"]): NonNullable<Preparation["targets"]> {
  if (targets.kind === "classes")
    return { kind: "classes", name: "colour", names: classNames.slice(0, targets.classes) };
  return { kind: "values", columns: [{ kind: "number", name: "f", mean: 0, deviation: 1 }] };
}
