import type { Distortion } from "nndl";
import { codeOf, parseNumber, type Reader } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** The book's five images for each one, or distortions that are drawn at random. */
export type Expansion = "book" | Distortion;

/** How the parts of a distortion are written. */
export const expansionUsage = "shift=1,rotate=10,scale=0.1,skew=0.1,elastic=8:4";

const numbers = ["shift", "rotate", "scale", "skew"] as const;

/** `book`, or parts of a distortion with commas between them, in any order. Their ranges are the library's to check. */
export const expansion: Reader<Expansion> = (text, flag) => {
  if (text === "book") return "book";
  const parts: { -readonly [Part in keyof Distortion]: Distortion[Part] } = {};
  const refuse = (received: string): UsageError =>
    new UsageError(codeOf(flag), {
      received: quote(received),
      expected: `${flag} must be book, or some of ${numbers.join(", ")} (each a number) and elastic (ALPHA:SIGMA)`,
      next: `Write for example ${flag} ${expansionUsage}.`,
    });
  for (const part of text.split(",")) {
    const [, name, value] = /^(\w+)=([^=]+)$/.exec(part.trim()) ?? [];
    if (name === undefined || Object.hasOwn(parts, name)) throw refuse(part);
    const [first, second, ...more] = value.split(":").map(parseNumber);
    const plain = numbers.find((known) => known === name);
    if (plain !== undefined && first !== undefined && !value.includes(":")) parts[plain] = first;
    else if (name === "elastic" && first !== undefined && second !== undefined && more.length === 0)
      parts.elastic = { alpha: first, sigma: second };
    else throw refuse(part);
  }
  return parts;
};

/** How an expansion is written back: "rotate=10,elastic=8:4". */
export function formatExpansion(given: Expansion): string {
  if (given === "book") return given;
  return Object.entries(given)
    .map(([name, value]) => `${name}=${typeof value === "number" ? value : `${value.alpha}:${value.sigma}`}`)
    .join(",");
}
