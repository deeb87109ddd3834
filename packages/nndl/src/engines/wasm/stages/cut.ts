/** Which layers the engine computes together: mostly one for each stage. */
import { activations } from "../../../functions/index.ts";
import { activationOf, isSequence, type LayerType } from "../../../layers/index.ts";
import type { Network, PlacedLayer } from "../../../network/index.ts";

/** A layer of one kind, with its spec's type. */
export type Placed<Type extends LayerType> = PlacedLayer & {
  readonly spec: Extract<PlacedLayer["spec"], { readonly type: Type }>;
};

export function isOf<Type extends LayerType>(layer: PlacedLayer, type: Type): layer is Placed<Type> {
  return layer.spec.type === type;
}

/** What becomes one stage. */
export interface Cut {
  /** The layer that computes; one that only puts its values in a row for it is left out. */
  readonly layer: PlacedLayer;
  /** The max-pooling after a convolution that is made in one go with it. */
  readonly pool?: Placed<"maxPool2d">;
}

/**
 * Cuts a network. Everything that asks how the first layer reads or what the last one does must ask the first and the last
 * cut, or their stages: the network's own first and last layers may have no stage of their own.
 */
export function cutsOf({ layers }: Network): readonly Cut[] {
  const cuts: Cut[] = [];
  const reached = reachedPlaces(layers);
  for (let l = 0; l < layers.length; l++) {
    // What goes from a layer to the next must be there as it is for one that reaches it, too.
    const [layer, next] = [layers[l], reached.has(l + 1) ? undefined : layers.at(l + 1)];
    // A dense layer takes an image as it is, but of a sequence each step by itself; but what goes into a layer that is reached must be some stage's input.
    if (
      isOf(layer, "flatten") &&
      !isSequence(layer.input) &&
      next !== undefined &&
      isOf(next, "dense") &&
      !reached.has(l)
    )
      continue;
    const endsHere = l + 2 === layers.length;
    if (isOf(layer, "conv2d") && next !== undefined && isOf(next, "maxPool2d") && pools(layer, endsHere)) {
      cuts.push({ layer, pool: next });
      l++;
    } else cuts.push({ layer });
  }
  return cuts;
}

/** The places of the layers whose input a later one takes, too. */
export function reachedPlaces(layers: readonly PlacedLayer[]): ReadonlySet<number> {
  return new Set(layers.flatMap(({ earlier }) => earlier ?? []));
}

/**
 * Whether a convolution may pool before its activation: where that never falls, the order is all one. But what a network ends with are
 * the pooled activations, and who asks for its last weighted inputs asks for these.
 */
function pools({ spec }: Placed<"conv2d">, endsHere: boolean): boolean {
  const activation = activationOf(spec);
  const { elementwise, rises } = activations[activation];
  return elementwise && rises && !(endsHere && activation !== "linear");
}
