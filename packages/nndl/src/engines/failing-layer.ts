import type { Dataset } from "../data/index.ts";
import type { Network } from "../network/index.ts";
import type { Frozen } from "./frozen.ts";
import { inputsOf, lengthsOf, parametersOf } from "./reference/arrays.ts";
import { forward } from "./reference/pass.ts";

/**
 * The index of the first layer whose weighted inputs, on these examples, are not finite in float32: where a run went
 * wrong in its mini-batch number `step`. The last layer when float64 finds nothing, since it was there that the trouble was seen.
 */
export function failingLayer(
  network: Network,
  data: Dataset,
  examples: Uint32Array,
  step: number,
  frozen: Frozen,
): number {
  const batch = { count: examples.length, training: true, step, frozen, lengths: lengthsOf(data, examples) };
  const states = forward(network, parametersOf(network), inputsOf(data, examples), batch);
  const layer = states.findIndex(({ z }) => !z.every((value) => Number.isFinite(Math.fround(value))));
  return layer < 0 ? network.layers.length - 1 : layer;
}
