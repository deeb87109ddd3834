/** Numbers in the short notation: "20x5x3" for 20 filters, 5 high and 3 wide. */
import type { Field } from "./words.ts";

/** A spec's fields by name. */
export type Fields = Readonly<Record<string, unknown>>;

const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
const numbersFirst = new RegExp(`^(?:${number}(?:x${number})*)?`);

/**
 * Reads the numbers that a text begins with into fields. Sizes for both directions are one number each, or two: height
 * and width. Space on all sides is one number, two (top and bottom, sides) or four (top, right, bottom, left).
 *
 * @returns the fields and the text behind the numbers; undefined when there are not as many as the fields need
 */
export function readNumbers(
  text: string,
  sizes: readonly Field[],
): { readonly fields: Record<string, unknown>; readonly rest: string } | undefined {
  const [digits] = numbersFirst.exec(text) ?? [""];
  const numbers = digits === "" ? [] : digits.split("x").map(Number);
  const rest = text.slice(digits.length);
  const [first] = sizes;
  if (first?.form === "sides") {
    if (![1, 2, 4].includes(numbers.length)) return undefined;
    return { fields: { [first.field]: numbers.length === 1 ? numbers[0] : numbers }, rest };
  }
  const isDouble = numbers.length !== sizes.length;
  const widths = sizes.map(({ form }) => (isDouble && form === "pair" ? 2 : 1));
  if (widths.reduce((sum, width) => sum + width, 0) !== numbers.length) return undefined;
  const fields: Record<string, unknown> = {};
  let at = 0;
  sizes.forEach(({ field }, i) => {
    fields[field] = widths[i] === 1 ? numbers[at] : numbers.slice(at, at + 2);
    at += widths[i];
  });
  return { fields, rest };
}

/** Writes the numbers of a complete spec's fields as briefly as they can be read; undefined for what is no number from 0 up. */
export function writeNumbers(sizes: readonly Field[], spec: Fields): string | undefined {
  const values = sizes.map(({ field }) => [spec[field]].flat());
  if (!values.flat().every((value) => typeof value === "number" && value >= 0 && Number.isFinite(value)))
    return undefined;
  const numbers = values as readonly (readonly number[])[];
  const isSingle = sizes.every(({ form }, i) => form !== "pair" || numbers[i][0] === numbers[i][1]);
  const written = sizes.flatMap(({ form }, i) => {
    if (form === "sides") return shortSides(numbers[i]);
    return isSingle ? numbers[i].slice(0, 1) : numbers[i];
  });
  return written.map(decimal).join("x");
}

/** [top, right, bottom, left] as one number, two or four. */
function shortSides(sides: readonly number[]): readonly number[] {
  const [top, right, bottom, left] = sides;
  if (top !== bottom || right !== left) return sides;
  return top === right ? [top] : [top, right];
}

/** A number from 0 up without an exponent: "0.00001". It is read back as the same number. */
function decimal(value: number): string {
  const [digits, exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const [whole, fraction = ""] = digits.split(".");
  const shift = Number(exponent);
  return shift < 0 ? `0.${"0".repeat(-shift - 1)}${whole}${fraction}` : whole + fraction.padEnd(shift, "0");
}
