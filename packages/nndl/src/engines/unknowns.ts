/** The numbers of a network that are to be found, as one vector. */
import { isTrained, sizeOf } from "../layers/index.ts";
import type { Network } from "../network/index.ts";
import { parameterName } from "../network/parameter-name.ts";
import type { Frozen } from "./frozen.ts";
import type { ReferenceParameters } from "./reference/pass.ts";

/** One parameter's part of the vector, which has the parameters in the order of the layers. */
export interface UnknownPart {
  readonly key: string;
  readonly layer: number;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly regularized: boolean;
}

/** The parameters that are trained, apart from those of frozen layers. */
export function unknownsOf({ layers }: Network, frozen?: Frozen): readonly UnknownPart[] {
  const parts: UnknownPart[] = [];
  for (const { index, parameters } of layers)
    for (const { name, shape, regularized } of frozen?.has(index) ? [] : parameters.filter(isTrained)) {
      const from = parts.at(-1)?.to ?? 0;
      const key = parameterName(index, name);
      parts.push({ key, layer: index, name, from, to: from + sizeOf(shape), regularized });
    }
  return parts;
}

/** How many numbers these are. */
export function countOf(unknowns: readonly UnknownPart[]): number {
  return unknowns.at(-1)?.to ?? 0;
}

/** Adds the vector's numbers to the layers' arrays. */
export function addParts(
  unknowns: readonly UnknownPart[],
  vector: Float64Array,
  into: ReferenceParameters,
): ReferenceParameters {
  for (const { layer, name, from, to } of unknowns)
    for (let i = from; i < to; i++) into[layer][name][i - from] += vector[i];
  return into;
}

/** The layers' arrays as one vector. */
export function joinParts(unknowns: readonly UnknownPart[], values: ReferenceParameters): Float64Array {
  const vector = new Float64Array(countOf(unknowns));
  for (const { layer, name, from } of unknowns) vector.set(values[layer][name], from);
  return vector;
}
