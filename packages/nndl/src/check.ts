/** The checks at every border: each returns the value it was given, typed, or throws an {@link NndlError}. */
import type { ErrorCode } from "./error-codes.ts";
import { NndlError, show } from "./errors.ts";

/** Where a value came from: a stable error code and the words that name it ("dense(-3): units"). */
export interface Where {
  /** The code of the error, stable. */
  readonly code: ErrorCode;
  /** What is checked, as the beginning of a sentence. */
  readonly what: string;
  /** What to do about it; a sentence. The check's own advice when absent. */
  readonly next?: string | undefined;
}

/** The numbers that a check lets pass: from `min` and `above`, to `max` and `below`. */
export interface Range {
  /** The smallest number that passes. */
  readonly min?: number | undefined;
  /** The largest number that passes. */
  readonly max?: number | undefined;
  /** Excludes the bound itself. */
  readonly above?: number | undefined;
  /** All that passes is less than this. */
  readonly below?: number | undefined;
}

function refuse(where: Where, received: unknown, expected: string, advice: string): never {
  throw new NndlError(where.code, {
    received: show(received),
    expected: `${where.what} must be ${expected}`,
    next: where.next ?? advice,
  });
}

function describe(range: Range): string {
  const parts: string[] = [];
  if (range.above !== undefined) parts.push(`above ${range.above}`);
  if (range.min !== undefined) parts.push(`at least ${range.min}`);
  if (range.below !== undefined) parts.push(`below ${range.below}`);
  if (range.max !== undefined) parts.push(`at most ${range.max}`);
  return parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
}

/** Whether a number is in a range. */
export function isInside(value: number, range: Range): boolean {
  return (
    (range.min === undefined || value >= range.min) &&
    (range.max === undefined || value <= range.max) &&
    (range.above === undefined || value > range.above) &&
    (range.below === undefined || value < range.below)
  );
}

/** A finite number, inside the range when one is given. */
export function finite(value: unknown, where: Where, range: Range = {}): number {
  if (typeof value !== "number" || !Number.isFinite(value) || !isInside(value, range))
    refuse(where, value, `a finite number${describe(range)}`, "Give a number in that range.");
  return value;
}

/** A whole number that a double holds exactly, inside the range when one is given. */
export function integer(value: unknown, where: Where, range: Range = {}): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || Object.is(value, -0) || !isInside(value, range))
    refuse(where, value, `an integer${describe(range)}`, "Give a whole number in that range.");
  return value;
}

/** An integer from 1 up: a count of units, epochs, examples. */
export function positiveInteger(value: unknown, where: Where, max = 2 ** 31 - 1): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1 || value > max)
    refuse(where, value, "a positive integer", `Give a whole number from 1 to ${max}.`);
  return value;
}

/** One of the given words. */
export function oneOf<const T extends string>(value: unknown, allowed: readonly T[], where: Where): T {
  if (typeof value !== "string" || !(allowed as readonly string[]).includes(value))
    refuse(where, value, `one of ${allowed.map((word) => `"${word}"`).join(", ")}`, "Choose one of these.");
  return value as T;
}

/** A plain JSON object (not an array, not null, not an instance of a class). */
export function plainObject(value: unknown, where: Where): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    refuse(where, value, "a plain object", "Give an object with the fields that the documentation lists.");
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    refuse(where, value, "a plain object", "Give a literal object, not an instance of a class.");
  return value as Record<string, unknown>;
}

/** Refuses fields that nobody reads, so that a misspelt one is not ignored in silence. */
export function knownKeys(value: Record<string, unknown>, known: readonly string[], where: Where): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      throw new NndlError(where.code, {
        received: `the unknown field ${show(key)}`,
        expected: `${where.what} must have only the fields ${known.join(", ")}`,
        next: "Correct or remove that field.",
      });
  }
}

/** A boolean. */
export function boolean(value: unknown, where: Where): boolean {
  if (typeof value !== "boolean") refuse(where, value, "true or false", "Give true or false.");
  return value;
}

/** An array. */
export function array(value: unknown, where: Where): readonly unknown[] {
  if (!Array.isArray(value)) refuse(where, value, "an array", "Give an array.");
  return value;
}

/** A text of one character or more, and of not more than `longest`. */
export function text(value: unknown, where: Where, longest: number): string {
  if (typeof value !== "string" || value.length === 0 || value.length > longest)
    refuse(where, value, `a text of 1 to ${longest} characters`, "Shorten or correct it.");
  return value;
}
