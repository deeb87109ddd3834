/** What goes into layers, also over others, and the errors that come back over them. */
import type { PlacedLayer } from "../../network/index.ts";

/** What goes into each layer, the network's input first; or how that changes. */
export type Inputs = readonly Float64Array[];

const none = new Float64Array(0);

/** What goes into each layer, and what comes out of the last. */
export function inputsOfLayers(input: Float64Array, states: readonly { readonly a: Float64Array }[]): Inputs {
  return [input, ...states.map(({ a }) => a)];
}

/** What goes into the layer that this one reaches; empty for one that reaches none. */
export function earlierOf({ earlier }: PlacedLayer, inputs: Inputs): Float64Array {
  return earlier === undefined ? none : inputs[earlier];
}

/** Errors that come back over layers: each waits until the one that comes back through these layers is there. */
export class Shortcuts {
  readonly #waiting = new Map<number, Float64Array[]>();

  /** Room for the error that a layer sends to the input of the one that it reaches; empty where it reaches none. */
  leave({ earlier }: PlacedLayer, inputs: Inputs): Float64Array {
    if (earlier === undefined) return none;
    const error = new Float64Array(inputs[earlier].length);
    this.#waiting.set(earlier, [...(this.#waiting.get(earlier) ?? []), error]);
    return error;
  }

  /** Adds to the error of a layer's input what waits for it. */
  join({ index }: PlacedLayer, inputError: Float64Array): void {
    for (const error of this.#waiting.get(index) ?? [])
      for (let i = 0; i < inputError.length; i++) inputError[i] += error[i];
  }
}
