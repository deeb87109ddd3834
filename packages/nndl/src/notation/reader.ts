/** From the short notation to the parts of a spec. */
import { show } from "../errors.ts";
import type { ActivationName } from "../functions/index.ts";
import type { LayerInput, Shape } from "../layers/index.ts";
import { type Fields, readNumbers } from "./numbers.ts";
import { optionExamples, refusedChoice, refusedInput, refusedLayer, sizesOf, unknownWord } from "./refusals.ts";
import { type NotationWord, optionNames, same, wordOf } from "./words.ts";

/** The tokens; "784-30-10" stands for those of dense layers. */
export function tokensOf(text: string): readonly string[] {
  const tokens = text
    .replaceAll("×", "x")
    .split(/\s+/)
    .filter((token) => token !== "");
  if (tokens.length !== 1 || !/^\d+(-\d+)+$/.test(tokens[0])) return tokens;
  const [inputs, ...units] = tokens[0].split("-");
  return [inputs, ...units.map((number) => `dense${number}`)];
}

/** Reads the first token. */
export function readInput(tokens: readonly string[]): Shape {
  const sequence = /^(\d+)of(\d+)$/.exec(tokens[0]);
  if (sequence !== null) return [Number(sequence[1]), Number(sequence[2])];
  const extents = tokens[0].split("x");
  if (extents.length > 3 || !extents.every((extent) => /^\d+$/.test(extent))) throw refusedInput(tokens);
  const shape = extents.map(Number);
  return shape.length === 2 ? [1, ...shape] : shape;
}

/** Reads token number `at` as a layer. */
export function readLayer(tokens: readonly string[], at: number, activation: ActivationName | undefined): LayerInput {
  const token = tokens[at];
  const word = wordOf(token);
  if (word === undefined) throw unknownWord(tokens, at);
  const [body, ...choices] = token.slice(word.word.length).split(":");
  const sized =
    word.sizesAreOptional && !/^[\d.]/.test(body) ? { fields: {}, rest: body } : readNumbers(body, word.sizes);
  if (sized === undefined)
    throw refusedLayer(
      tokens,
      at,
      `after "${word.word}" must stand ${sizesOf(word)}`,
      `Write for example ${word.example}.`,
    );
  const fields: Record<string, unknown> = { ...sized.fields };
  const unread = readOptions(sized.rest, word, fields);
  if (unread !== "") {
    const known = optionExamples(word);
    const expected =
      known.length === 0 ? "must be left out" : `must be one of the options ${known.join(", ")}, each once`;
    throw refusedLayer(
      tokens,
      at,
      `${show(unread)} ${expected}`,
      `Write for example ${word.example}${known[0] ?? ""}.`,
    );
  }
  for (const choice of choices) {
    const found = word.choices.find(({ values }) => values.includes(choice));
    if (found === undefined || Object.hasOwn(fields, found.field)) throw refusedChoice(tokens, at, word, choice);
    fields[found.field] = choice;
  }
  // What the fields are worth is checked, as in every spec, by whoever makes a network of it.
  return { ...word.says, ...inherited(word, activation), ...fields } as unknown as LayerInput;
}

/** Reads options into fields, and returns the text from the first on that is none, or comes again. */
function readOptions(text: string, word: NotationWord, fields: Record<string, unknown>): string {
  let rest = text;
  while (rest !== "") {
    const name = optionNames(word).find((candidate) => rest.startsWith(candidate));
    if (name === undefined) return rest;
    const field = name === same ? word.options.p : word.options[name];
    const behind = rest.slice(name.length);
    const read = name === same ? { fields: { [field.field]: same }, rest: behind } : readNumbers(behind, [field]);
    if (read === undefined || Object.hasOwn(fields, field.field)) return rest;
    Object.assign(fields, read.fields);
    rest = read.rest;
  }
  return "";
}

/** What a layer gets that names no activation. */
export function inherited({ hasNeurons }: NotationWord, activation: ActivationName | undefined): Fields {
  return hasNeurons === true && activation !== undefined ? { activation } : {};
}
