/** From a layer's spec to the short notation. */
import { NndlError, show } from "../errors.ts";
import type { ActivationName, InitializerName } from "../functions/index.ts";
import { type LayerSpec, layerKind } from "../layers/index.ts";
import { type Fields, writeNumbers } from "./numbers.ts";
import { inherited, readLayer } from "./reader.ts";
import { type NotationWord, notationWords, same } from "./words.ts";

/** What a layer's text need not say. */
export interface UsualLayer {
  readonly activation?: ActivationName | undefined;
  readonly initializer?: InitializerName | undefined;
}

/**
 * Writes one layer.
 * @throws NndlError "notation.inexpressible"
 */
export function formatLayer(layer: LayerSpec, index: number, isLast: boolean, defaults: UsualLayer): string {
  const candidates = notationWords
    .filter(({ says }) => Object.entries(says).every(([field, value]) => Reflect.get(layer, field) === value))
    .flatMap((word) => writeLayer(layer, word, isLast, defaults) ?? []);
  const choices = (text: string) => text.split(":").length;
  const [best] = candidates.sort((a, b) => choices(a) - choices(b));
  if (best !== undefined) return best;
  throw new NndlError("notation.inexpressible", {
    received: show(layer),
    expected: `layer ${index + 1}, ${layer.type}, must be one that the short notation can write`,
    next: "Describe this network in JSON.",
  });
}

/** A layer in terms of a word; undefined where that does not say all of it. */
function writeLayer(layer: LayerSpec, word: NotationWord, isLast: boolean, defaults: UsualLayer) {
  const { activation, initializer = "scaled-gaussian" } = defaults;
  const complete = (fields: object) =>
    layerKind(layer.type).check({ ...fields }, { initializer }, layer.type) as unknown as Fields;
  const spec = complete(layer);
  const sizes = Object.fromEntries(word.sizes.map(({ field }) => [field, spec[field]]));
  const usual = complete({ ...word.says, ...inherited(word, activation), ...(word.sizesAreOptional ? {} : sizes) });
  const isUnsaid = ({ field }: { readonly field: string }) => !equal(spec[field], usual[field]);
  const parts = [word.word];
  if (!word.sizesAreOptional || word.sizes.some(isUnsaid)) parts.push(writeNumbers(word.sizes, spec) ?? unwritable);
  for (const [name, field] of Object.entries(word.options)) {
    if (!isUnsaid(field)) continue;
    parts.push(spec[field.field] === same ? same : name + (writeNumbers([field], spec) ?? unwritable));
  }
  for (const choice of word.choices) {
    const mustBeSaid = isLast && choice.field === "activation" && word.hasNeurons === true;
    if (mustBeSaid || isUnsaid(choice)) parts.push(`:${String(spec[choice.field])}`);
  }
  const text = parts.join("");
  if (text.includes(unwritable)) return undefined;
  return equal(complete(readLayer(["", text], 1, activation)), spec) ? text : undefined;
}

/** Stands for a number that the notation cannot write, such as a negative one. */
const unwritable = "?";

/** Whether two values of plain JSON say the same. */
function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => equal(Reflect.get(a, key), Reflect.get(b, key)));
}
