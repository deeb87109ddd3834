import { type LayerType, layerTypes } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";

/** For tests: layers that no kernel computes yet. */
const notInWasmYet: ReadonlySet<LayerType> = new Set(layerTypes.filter((type) => type !== "dense"));

/** Whether the wasm engine can compute with a network. */
export function inWasm({ layers }: Pick<NetworkInput, "layers">): boolean {
  return !layers.some(({ type }) => notInWasmYet.has(type));
}
