/** Layers whose parameters training leaves as they are. */
import { array, integer } from "../check.ts";
import { NndlError } from "../errors.ts";
import { isTrained } from "../layers/index.ts";
import type { Network } from "../network/index.ts";

/** Indices of layers, without doubles. */
export type Frozen = ReadonlySet<number>;

/**
 * Checks which layers of a network are to be frozen.
 * @throws NndlError with the code given, for what is no layer, has nothing to train, or leaves nothing to be trained
 */
export function checkFrozen({ layers }: Network, value: unknown, code: "session.frozen" | "training.freeze"): Frozen {
  const canLearn = layers.filter(({ parameters }) => parameters.some(isTrained)).map(({ index }) => index);
  const frozen = new Set<number>();
  for (const given of Array.from(array(value ?? [], { code, what: "the layers to freeze" }))) {
    const index = integer(given, { code, what: "the index of a layer to freeze" }, { min: 0, max: layers.length - 1 });
    if (!canLearn.includes(index))
      throw new NndlError(code, {
        received: `layer ${index + 1}, ${layers[index].spec.type} (index ${index})`,
        expected: "a layer to freeze must have parameters that are trained",
        next: `Leave it out: of this network these have some: ${canLearn.join(", ") || "none"}, counted from 0.`,
      });
    frozen.add(index);
  }
  if (frozen.size > 0 && canLearn.every((index) => frozen.has(index)))
    throw new NndlError(code, {
      received: `all of the layers ${canLearn.join(", ")}`,
      expected: "one layer or more must be left to learn",
      next: "Freeze fewer layers.",
    });
  return frozen;
}
