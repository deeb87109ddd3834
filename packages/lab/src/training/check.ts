/** The library's checks (nndl/check), as a recipe's own fields need them. */
import { NndlError } from "nndl";
import { type ErrorCode, integer, knownKeys, plainObject, show } from "nndl/check";

export type Fields = Readonly<Record<string, unknown>>;

export function refuse(code: ErrorCode, expected: string, received: unknown, next: string): never {
  throw new NndlError(code, { expected, received: show(received), next });
}

/** A plain object with no other fields than these. */
export function fieldsOf(value: unknown, known: readonly string[], code: ErrorCode, what: string): Fields {
  const fields = plainObject(value, { code, what, next: `Give an object with ${known.join(", ")}.` });
  knownKeys(fields, known, { code, what });
  return fields;
}

export function wholeIn(value: unknown, min: number, max: number, code: ErrorCode, what: string): number {
  return integer(value, { code, what }, { min, max });
}
