/** A text as data to learn from: at each character, which one follows. */
import { positiveInteger } from "../../check.ts";
import { Dataset, type Preparation, type SourceFile, type TextInputs } from "../../data/index.ts";
import { counted, NndlError, show } from "../../errors.ts";
import { fromUtf8, malformedAt } from "../../utf8.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";

/** Characters in a stretch, where nobody says. */
export const usualSteps = 50;

/** The part of a text that is held out: its end. */
const testShare = 0.1;

/**
 * Reads a text, cut into stretches of so many characters: each character is an input, its place in the alphabet, and the class of
 * its step is the one that follows. The alphabet is all characters that there are, in the order of Unicode, unless the
 * network that asks has one. The last tenth is for testing; what is left over behind the last whole stretch is left out.
 *
 * @throws NndlError "text.file" for more files than one, "text.utf8" with the place of the first byte that is none, "text.short" for
 *   less than a stretch of each part, "text.character" for characters that a network does not know, "text.steps"
 */
export async function readText(
  files: readonly SourceFile[],
  { name, steps, preparation }: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  const [file, other] = files as readonly [SourceFile, SourceFile?];
  if (other !== undefined)
    throw new NndlError("text.file", {
      received: `${files.length} files`,
      expected: `${name} must be one text`,
      next: "Name a single file.",
    });
  const bytes = await file.read();
  const characters = charactersOf(bytes, name);
  const known = preparation?.inputs.kind === "text" ? preparation.inputs : undefined;
  if (preparation !== undefined && known === undefined)
    throw new NndlError("text.file", {
      received: `a network of ${preparation.inputs.kind}`,
      expected: "a text must be for a network that learned from one",
      next: "Give data like those that the network was trained on.",
    });
  const inputs = {
    kind: "text",
    alphabet: known?.alphabet ?? alphabetOf(characters, name),
    steps: positiveInteger(steps ?? known?.steps ?? usualSteps, { code: "text.steps", what: "steps" }, 2 ** 20),
  } as const;
  const indices = indicesOf(characters, inputs.alphabet, name);
  const end = indices.length - Math.round(testShare * indices.length);
  const about: Preparation = { inputs, targets: { kind: "classes", names: inputs.alphabet } };
  const [training, test] = [indices.subarray(0, end), indices.subarray(end)];
  if (Math.min(training.length, test.length) <= inputs.steps)
    throw new NndlError("text.short", {
      received: counted(indices.length, "character"),
      expected: `${name} must have a stretch of ${inputs.steps} characters, and one more, in its last tenth`,
      next: `Give a longer text, or shorter stretches: of at most ${Math.max(1, test.length - 1)}.`,
    });
  return {
    ...{ name, kind: "text", remarks: [], leftOut: [] },
    training: stretches(training, about, name),
    test: stretches(test, about, name),
    files: [{ path: file.path, bytes: bytes.length, role: "a text" }],
    about: [
      `${indices.length.toLocaleString("en")} characters, ${inputs.alphabet.length} different`,
      `in stretches of ${inputs.steps}, the last tenth to test with`,
    ],
  };
}

/** A text's characters, by code points; a byte order mark is none of them. @throws NndlError "text.utf8" */
function charactersOf(bytes: Uint8Array, name: string): readonly string[] {
  const text = fromUtf8(bytes);
  if (text === undefined) {
    const at = malformedAt(bytes) as number;
    throw new NndlError("text.utf8", {
      received: `the byte 0x${bytes[at].toString(16).padStart(2, "0")} at place ${at.toLocaleString("en")} (from 0)`,
      expected: `${name} must be a text in UTF-8, and no character has that byte there`,
      next: "Save the text as UTF-8.",
    });
  }
  return Array.from(text.startsWith("\uFEFF") ? text.slice(1) : text);
}

/** @throws NndlError "text.short" for a text in which nothing can be learned */
function alphabetOf(characters: readonly string[], name: string): readonly string[] {
  const alphabet = [...new Set(characters)].sort((a, b) => (a.codePointAt(0) as number) - (b.codePointAt(0) as number));
  if (alphabet.length > 1) return alphabet;
  throw new NndlError("text.short", {
    received: alphabet.length === 0 ? "no character" : `only ${show(alphabet[0])}`,
    expected: `${name} must have two different characters or more`,
    next: "Give another text.",
  });
}

/**
 * The places of characters in an alphabet.
 * @throws NndlError "text.character" for those that are not in it, by name and place
 */
export function indicesOf(characters: readonly string[], alphabet: TextInputs["alphabet"], name: string): Int32Array {
  const places = new Map(alphabet.map((character, place) => [character, place]));
  const strange = new Map<string, number>();
  characters.forEach((character, at) => {
    if (!places.has(character) && !strange.has(character)) strange.set(character, at);
  });
  if (strange.size > 0) {
    const shown = [...strange].slice(0, 5).map(([character, at]) => `${JSON.stringify(character)} at place ${at}`);
    const rest = strange.size > shown.length ? ` and ${strange.size - shown.length} others` : "";
    throw new NndlError("text.character", {
      received: `${shown.join(", ")}${rest}`,
      expected: `${name} must have only the ${alphabet.length} characters that the network knows: ${sample(alphabet)}`,
      next: "Leave the others out, or train a network on a text that has them.",
    });
  }
  return Int32Array.from(characters, (character) => places.get(character) as number);
}

/** Some of an alphabet, for people. */
function sample(alphabet: readonly string[]): string {
  const shown = alphabet.slice(0, 100).map((character) => JSON.stringify(character).slice(1, -1));
  return `${shown.join("")}${alphabet.length > 100 ? " …" : ""}`;
}

/** Stretches of indices, each with the one after it as the class of its step. */
function stretches(indices: Int32Array, preparation: Preparation, name: string): Dataset<"classes"> {
  const { alphabet, steps } = preparation.inputs as TextInputs;
  const count = Math.floor((indices.length - 1) / steps);
  const [inputs, following] = [indices.subarray(0, count * steps), indices.subarray(1, count * steps + 1)];
  const isSmall = alphabet.length <= 256;
  return new Dataset({
    ...{ name, shape: [steps, 1], preparation },
    ...(isSmall ? { features: Uint8Array.from(inputs), scale: 1 } : { features: Float32Array.from(inputs) }),
    targets: {
      kind: "classes",
      labels: isSmall ? Uint8Array.from(following) : following.slice(),
      classes: alphabet.length,
    },
  });
}
