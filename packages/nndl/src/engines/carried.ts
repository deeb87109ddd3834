/** What a network carries on from one stretch of its sequences to the next: truncated backpropagation through time. */
import { NndlError, show } from "../errors.ts";
import { isSequence, layerKind } from "../layers/index.ts";
import type { Network, PlacedLayer } from "../network/index.ts";

/** A layer that carries something on, and how many numbers for each example. */
interface Carrying {
  readonly index: number;
  readonly sizes: Readonly<Record<string, number>>;
}

/** The layers that carry something on. */
export function carryingLayers({ layers }: Pick<Network, "layers">): readonly Carrying[] {
  return layers.flatMap(({ index, spec }) => {
    const sizes = layerKind(spec.type).carries?.(spec);
    return sizes === undefined ? [] : [{ index, sizes }];
  });
}

/** "output/layers.1" */
export function carriedName(name: string, layer: number): string {
  return `${name}/layers.${layer}`;
}

/** All that is carried on, by name: of which layer, and how many numbers for each example. */
export function carriedSizes(
  network: Pick<Network, "layers">,
): ReadonlyMap<string, { readonly name: string; readonly layer: number; readonly size: number }> {
  return new Map(
    carryingLayers(network).flatMap(({ index, sizes }) =>
      Object.entries(sizes).map(([name, size]) => [carriedName(name, index), { name, layer: index, size }] as const),
    ),
  );
}

/**
 * Refuses a network in which nothing could be carried on, or that reads what is still to come.
 * @throws NndlError "training.carry"
 */
export function checkCarrying(network: Network): void {
  const backward = network.layers.find((layer) => readsBackward(layer));
  const problem = !isSequence(network.spec.input)
    ? "the inputs of this network are no sequences: there is nothing to go on with"
    : backward !== undefined
      ? `layer ${backward.index + 1}, ${backward.spec.type}, reads backward, from what the next stretch will bring`
      : carryingLayers(network).length === 0
        ? "no layer of this network carries anything from step to step"
        : undefined;
  if (problem !== undefined)
    throw new NndlError("training.carry", {
      problem,
      next: "Leave carry out, or use recurrent layers that read forward.",
    });
}

function readsBackward({ spec }: PlacedLayer): boolean {
  const kind = layerKind(spec.type);
  return kind.carries !== undefined && kind.carries(spec) === undefined;
}

/** Refuses arrays that are not what such a network carries on. Missing ones stand for all zero. @throws NndlError "session.carried" */
export function checkCarried(network: Network, rows: number, carried: ReadonlyMap<string, Float32Array>): void {
  const sizes = carriedSizes(network);
  for (const [key, values] of carried) {
    const size = sizes.get(key)?.size;
    if (size !== undefined && values instanceof Float32Array && values.length === rows * size) continue;
    throw new NndlError("session.carried", {
      received: size === undefined ? `the array ${show(key)}` : show(values),
      expected:
        size === undefined
          ? `what this network carries on must be ${[...sizes.keys()].join(", ") || "nothing"}`
          : `${key} must be a Float32Array of ${rows} times ${size} numbers`,
      next: "Restore what downloadCarried gave for the same network and mini-batches.",
    });
  }
}
