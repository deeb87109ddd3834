import type { Preparation } from "nndl";
import { madeInputs } from "nndl/sources";

/** What a network is shown of some places, one after another, whose numbers are a table's columns as the network has them. */
export function inputsAt(preparation: Preparation | undefined, places: Float32Array): Float32Array {
  const inputs = preparation?.inputs;
  return inputs?.kind === "table" ? madeInputs(inputs, places) : places;
}
