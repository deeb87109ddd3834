/** What neurons answer as shades: from −1 to 1, whatever their activation can say. */
import type { ActivationName } from "nndl";
import { activations } from "nndl/functions";
import { largestOf } from "../../drawing/palette.ts";

/** In the middle of what it can say a neuron is neither on nor off; one without bounds is measured by its own strongest answer. */
export function levelsOf(values: Float32Array, activation: ActivationName): Float32Array {
  const { range } = activations[activation];
  if (range === "signed") return values;
  if (range === "probability" || range === "distribution") return values.map((value) => 2 * value - 1);
  const most = largestOf(values);
  return values.map((value) => value / most);
}
