/** Which layers keep their weights, as one says it: the first few that have some, or those that are named. */
import type { NetworkSpec } from "nndl";
import { placeLayers } from "nndl/spec";
import { codeOf, type Reader, whole } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** So many from the first, or a list of places among the layers that have weights, counted from 1. */
export type FreezeFlag = number | readonly number[];

const place = whole({ min: 1, max: 10_000 });

/** "2" are the first two, "2,3" the second and the third, and "2," the second alone. */
export const freeze: Reader<FreezeFlag> = (text, flag) => {
  if (!text.includes(",")) return place(text, flag);
  const parts = text.split(",").filter((part, i, all) => part.trim() !== "" || i < all.length - 1);
  return [...new Set(parts.map((part) => place(part.trim(), flag)))].sort((a, b) => a - b);
};

export function formatFreeze(value: FreezeFlag): string {
  return typeof value === "number" ? String(value) : value.length === 1 ? `${value[0]},` : value.join(",");
}

/** The indices of layers that have something to learn. */
function learning(network: NetworkSpec): readonly number[] {
  return placeLayers(network)
    .filter(({ parameters }) => parameters.some(({ trained }) => trained !== false))
    .map(({ index }) => index);
}

/**
 * The indices of the layers that are meant.
 * @throws UsageError "option.freeze" where there are none such, or none is left to learn
 */
export function frozenLayers(network: NetworkSpec, value: FreezeFlag): readonly number[] {
  const layers = learning(network);
  const places = typeof value === "number" ? Array.from({ length: value }, (_, i) => i + 1) : value;
  if (places.some((each) => each > layers.length) || places.length >= layers.length)
    throw new UsageError(codeOf("--freeze"), {
      received: quote(formatFreeze(value)),
      expected: `--freeze must leave one or more of the ${layers.length} layers with weights to learn`,
      next:
        layers.length > 1
          ? `Give a number up to ${layers.length - 1}, or a list as 1,2 of places up to ${layers.length}.`
          : "Leave it out: this network has one layer with weights.",
    });
  return places.map((each) => layers[each - 1]);
}

/** The other way round: how one says which layers are frozen. */
export function freezeFlag(network: NetworkSpec, freeze: readonly number[] | undefined): FreezeFlag | undefined {
  if (freeze === undefined || freeze.length === 0) return undefined;
  const layers = learning(network);
  const places = freeze.map((index) => layers.indexOf(index) + 1);
  return places.every((each, i) => each === i + 1) ? places.length : places;
}
