import { type DenseInput, type DenseSpec, denseLayer } from "./dense.ts";
import type { LayerKind } from "./layer.ts";

export { type DenseInput, type DenseSpec, dense } from "./dense.ts";
export * from "./layer.ts";

/** Every kind of layer by name. A new one is a file in this folder and a line here. */
export const layerKinds = { dense: denseLayer };

export type LayerType = keyof typeof layerKinds;
export const layerTypes = Object.keys(layerKinds) as readonly LayerType[];

/** A layer, complete. */
export type LayerSpec = DenseSpec;

/** A layer as one writes it, with defaults left out. */
export type LayerInput = DenseInput;

/** The kind of a layer, with the type of its spec forgotten. */
export function layerKind(type: LayerType): LayerKind {
  return layerKinds[type] as unknown as LayerKind;
}
