/** The checks that a recipe's own fields need; those of the library check the rest. */
import { NndlError } from "nndl";
import { show } from "nndl/check";

export type Fields = Readonly<Record<string, unknown>>;

export function refuse(code: string, expected: string, received: unknown, next: string): never {
  throw new NndlError(code, { expected, received: show(received), next });
}

/** A plain object with no other fields than these; one that was never set to anything counts as absent. */
export function fieldsOf(value: unknown, known: readonly string[], code: string, what: string): Fields {
  const prototype: unknown = typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null)
    return refuse(code, `${what} must be a plain object`, value, `Give an object with ${known.join(", ")}.`);
  const strange = Object.keys(value as object).find((key) => !known.includes(key));
  if (strange !== undefined)
    refuse(code, `${what} must have only the fields ${known.join(", ")}`, strange, "Correct or remove that field.");
  return value as Fields;
}

export function numberIn(value: unknown, from: number, to: number, code: string, what: string): number {
  if (typeof value === "number" && value >= from && value <= to) return value;
  return refuse(code, `${what} must be a number from ${from} to ${to}`, value, "Give a number in that range.");
}

export function wholeIn(value: unknown, from: number, to: number, code: string, what: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to) return value + 0;
  return refuse(code, `${what} must be a whole number from ${from} to ${to}`, value, "Give one in that range.");
}

export function wordOf<const T extends string>(value: unknown, words: readonly T[], code: string, what: string): T {
  const word = words.find((each) => each === value);
  return word ?? refuse(code, `${what} must be one of ${words.join(", ")}`, value, "Choose one of these.");
}

export function textOf(value: unknown, longest: number, code: string, what: string): string {
  if (typeof value === "string" && value.length > 0 && value.length <= longest) return value;
  return refuse(code, `${what} must be a text of 1 to ${longest} characters`, value, "Shorten or correct it.");
}

/** As the library's seeds: a whole number that a double holds exactly. */
export function checkSeed(value: unknown): number {
  return wholeIn(value, 0, Number.MAX_SAFE_INTEGER, "seed", "the seed");
}
