/** What is wrong with a network in the short notation: the token among its neighbours, and what would fit. */
import { NndlError } from "../errors.ts";
import { closestWord } from "./closest-word.ts";
import { readNumbers } from "./numbers.ts";
import { type NotationWord, notationWords, same, wordOf } from "./words.ts";

const allWords = notationWords.map(({ word }) => word);

export function emptyNotation(received: string): NndlError {
  return new NndlError("notation.empty", {
    received,
    expected: "a network must be written as the shape of its input and its layers, with spaces between them",
    next: "Write for example 784-30-10, or 28x28 conv20x5 pool2 dense100 softmax10.",
  });
}

export function unknownWord(tokens: readonly string[], at: number): NndlError {
  const token = tokens[at];
  const [stem] = /^(conv)?(l2)?[a-z]*/i.exec(token) ?? [""];
  const near = closestWord(stem, allWords);
  const corrected = near === undefined ? "" : near + token.slice(stem.length);
  const meant =
    token.length <= 40 && isLayer(corrected) ? corrected : notationWords.find(({ word }) => word === near)?.example;
  return refusedLayer(
    tokens,
    at,
    `a layer must begin with one of ${allWords.join(", ")}`,
    meant === undefined ? "Write for example conv20x5, pool2 or dense100." : `Did you mean ${meant}?`,
  );
}

function isLayer(token: string): boolean {
  const word = wordOf(token);
  const sized = word === undefined ? undefined : readNumbers(token.slice(word.word.length), word.sizes);
  return sized !== undefined;
}

export function refusedChoice(tokens: readonly string[], at: number, word: NotationWord, choice: string): NndlError {
  const allowed = word.choices.flatMap(({ values }) => values);
  if (allowed.length === 0)
    return refusedLayer(tokens, at, `"${word.word}" has no choices after a colon`, `Leave out ":${choice}".`);
  const near = closestWord(choice, allowed);
  const kinds = word.choices.map(({ field, values }) => `${field} (${values.join(", ")})`);
  return refusedLayer(
    tokens,
    at,
    `after a colon must stand ${kinds.join(" or ")}, each once`,
    near === undefined || near === choice ? `Correct or leave out ":${choice}".` : `Did you mean :${near}?`,
  );
}

/** "filters x kernel (20x5)" */
export function sizesOf({ word, sizes, example }: NotationWord): string {
  if (sizes.length === 0) return "no number";
  return `${sizes.map(({ field }) => field).join(" x ")} (${example.slice(word.length)})`;
}

/** "s2", "p2", "g2", "same" */
export function optionExamples({ options }: NotationWord): readonly string[] {
  const numbered = Object.entries(options).map(([name, { form }]) => name + (form === "decimal" ? "0.9" : "2"));
  return options.p === undefined ? numbered : [...numbered, same];
}

export function refusedLayer(tokens: readonly string[], at: number, expected: string, next: string): NndlError {
  return new NndlError("notation.layer", { received: quoted(tokens, at), expected: `layer ${at}: ${expected}`, next });
}

/** The first token is no shape of an input. */
export function refusedInput(tokens: readonly string[]): NndlError {
  return new NndlError("notation.input", {
    received: quoted(tokens, 0),
    expected: "a network must begin with the shape of its input",
    next: "Write 28x28 (height × width), 3x227x227 (channels first), 28of28 (steps of so many numbers) or 784 (numbers in a row).",
  });
}

/** The tokens around one, which stands between marks: "28x28 »pol2« dense10". */
function quoted(tokens: readonly string[], at: number): string {
  const before = at > 2 ? ["…"] : [];
  const after = at + 3 < tokens.length ? ["…"] : [];
  const shown = tokens.slice(Math.max(0, at - 2), at + 3);
  const marked = shown.map((token, i) => (i === Math.min(at, 2) ? `»${clip(token)}«` : clip(token)));
  return `"${[...before, ...marked, ...after].join(" ")}"`;
}

function clip(token: string): string {
  return token.length <= 40 ? token : `${token.slice(0, 39)}…`;
}
