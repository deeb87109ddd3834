/** What a link to a figure of deep networks holds of its network. */
import { flag, oneOf, whole } from "../../../figures/fields.ts";
import { activations, type Deep, start, starts } from "./network.ts";

/** @param deepest the most hidden layers */
export const deepFields = (deepest: number) => ({
  depth: whole(start.depth, { min: 1, max: deepest }),
  activation: oneOf(start.activation, activations),
  start: oneOf(start.start, starts),
  normalized: flag(start.normalized),
  residual: flag(start.residual),
  seed: whole(start.seed, { min: 0, max: 999_999 }),
});

/** The network of a figure's state, which may hold more than that. */
export function deepOf({ depth, activation, start, normalized, residual, seed }: Deep): Deep {
  return { depth, activation, start, normalized, residual, seed };
}
