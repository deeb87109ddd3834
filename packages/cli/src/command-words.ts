/** What the library says of data, in the options of the command line. */
import { shellQuote } from "@nndl/words/shell-quote";

const words: readonly (readonly [library: RegExp, command: (...found: string[]) => string])[] = [
  [/\(without ("(?:[^"\\]|\\.)*")\)/g, (_, name) => `(--without ${shellQuote(JSON.parse(name) as string)})`],
  [/: target kind (classes|values)\./g, (_, kind) => `: --target-kind ${kind}.`],
  [/Choose the polarity "light"/g, () => "Choose --polarity light"],
  [/\(polarity "light"\)/g, () => "(--polarity light)"],
];

/** A sentence of the library's, as the command line says it. */
export function inCommandWords(sentence: string): string {
  return words.reduce((said, [library, command]) => said.replace(library, command), sentence);
}
