import { integer } from "../check.ts";

/**
 * Returns the seed it was given: an integer from 0 to 2⁵³ − 1, the whole numbers that a double holds exactly.
 *
 * @throws NndlError "seed" for anything else: a fraction, a negative number, −0, NaN, a string.
 */
export function checkSeed(value: unknown): number {
  return integer(
    value,
    { code: "seed", what: "the seed", next: "Give a whole number from 0 to 9007199254740991." },
    { min: 0 },
  );
}
