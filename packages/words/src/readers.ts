/** Readers of single values, each of which returns what it says or refuses the text. */
import { isInside, type Range } from "nndl/check";
import { readNumber } from "./numbers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** Turns what was typed after an option into its value; `flag` names the option in complaints. Throws UsageError. */
export type Reader<T> = (text: string, flag: string) => T;

/** A number: 0.5, 1e-3, or a fraction such as 1/128. */
export function number(range: Range = {}): Reader<number> {
  return (text, flag) => {
    const value = parseNumber(text);
    if (value === undefined || !isInside(value, range)) refuse(text, flag, `a number${describe(range, value)}`, "0.5");
    return value;
  };
}

/** A whole number. */
export function whole(range: Range = {}): Reader<number> {
  return (text, flag) => {
    const exact = { max: Number.MAX_SAFE_INTEGER, ...range };
    const value = /^[+]?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value) || !isInside(value, exact))
      refuse(text, flag, `a whole number${describe(exact, value)}`, String(Math.max(range.min ?? 1, 10)));
    return value;
  };
}

/** One of several words. */
export function word<const T extends string>(words: readonly T[]): Reader<T> {
  return (text, flag) => {
    const found = words.find((candidate) => candidate === text);
    if (found === undefined)
      throw new UsageError(codeOf(flag), {
        received: quote(text),
        expected: `${flag} must be one of ${words.join(", ")}`,
        next: "Choose one of these.",
      });
    return found;
  };
}

/** Several of several words, separated by commas, each once. */
export function words<const T extends string>(allowed: readonly T[]): Reader<readonly T[]> {
  const one = word(allowed);
  return (text, flag) => [...new Set(text.split(",").map((part) => one(part.trim(), flag)))];
}

/** A path or a name: anything but an empty text. */
export const path: Reader<string> = (text, flag) => {
  // No file system can hold a name with a zero character.
  if (text === "" || text.includes("\0"))
    throw new UsageError(codeOf(flag), {
      received: quote(text),
      expected: `${flag} must be followed by a path`,
      next: "Give the path of a file or a directory.",
    });
  return text;
};

/** A text of one character or more. */
export const text: Reader<string> = (given, flag) => {
  if (given !== "") return given;
  throw new UsageError(codeOf(flag), {
    received: quote(given),
    expected: `${flag} must be followed by a text of one character or more`,
    next: `Write for example ${flag} "The ".`,
  });
};

/** A number as people write it, or undefined when it is none or too large to be held. */
export function parseNumber(text: string): number | undefined {
  const [top, bottom, ...more] = text.split("/");
  const [over, under] = [readNumber(top), readNumber(bottom ?? "1")];
  if (more.length > 0 || over === undefined || under === undefined) return undefined;
  const value = over / under;
  return Number.isFinite(value) ? value : undefined;
}

/** The stable code of complaints about an option: "option.lr" of --lr, "option.n" of -n. */
export function codeOf(flag: string): `option.${string}` {
  return `option.${flag.replace(/^--?/, "")}`;
}

/** "", " above 0", " from 0, below 1", " from 1 to 64", " from 1 up", " up to 64"; for a value that is not inside. */
function describe({ min, max, above, below }: Range, value = Number.NaN): string {
  const low = min !== undefined ? ` from ${min}` : above !== undefined ? ` above ${above}` : "";
  if (below !== undefined) return `${low}${low === "" ? "" : ","} below ${below}`;
  // A limit that nobody meets by accident would only be noise, until somebody meets it.
  if (max !== undefined && (max < 2 ** 31 - 1 || value > max)) return `${low}${low === "" ? " up" : ""} to ${max}`;
  return low + (min === undefined ? "" : " up");
}

function refuse(text: string, flag: string, expected: string, example: string): never {
  throw new UsageError(codeOf(flag), {
    received: quote(text),
    expected: `${flag} must be ${expected}`,
    next: `Write for example ${flag} ${example}.`,
  });
}
