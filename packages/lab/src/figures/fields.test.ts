import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amount, amounts, bits, type Field, flag, oneOf, typed, whole, wholes } from "./fields.ts";

const range = { min: -5, max: 5 };
const inRange = fc.double({ ...range, noNaN: true });
const samples: readonly [string, Field<unknown>, fc.Arbitrary<unknown>][] = [
  ["amount", amount(1, range), inRange],
  ["whole", whole(1, range), fc.integer(range)],
  ["amounts", amounts([1, 2], { ...range, least: 0, most: 4 }), fc.array(inRange, { maxLength: 4 })],
  ["wholes", wholes([1, 2], { ...range, least: 0, most: 4 }), fc.array(fc.integer(range), { maxLength: 4 })],
  ["bits", bits([0, 1], { most: 3 }), fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 3 })],
  ["oneOf", oneOf("a", ["a", "b"]), fc.constantFrom("a", "b")],
  ["flag", flag(true), fc.boolean()],
  ["typed", typed("x"), fc.constantFrom("", "sin(x) + 1", "ü = & % #")],
];

it.each(samples)("%s reads what it writes, also through a link", (_, field, values) => {
  fc.assert(
    fc.property(values, (value) => {
      const link = new URLSearchParams({ value: field.write(value) }).toString();
      // A link has no negative zero.
      expect(field.read(new URLSearchParams(link).get("value")!)).toEqual(JSON.parse(JSON.stringify(value)) as unknown);
    }),
  );
});

describe("what comes from outside is refused", () => {
  it.each([
    [amount(1, range), ["", " 1", "0x1", "1e", "NaN", "Infinity", "6", "-5.0001", "1;2", "١", "1e999"]],
    [whole(1, range), ["1.5", "", "6"]],
    [amounts([1, 2], range), ["1", "1,2,3", "1,,2", "1,2,", "1,6"]],
    [wholes([1, 2], range), ["1", "1,2.5", "1,2,3", "1,6"]],
    [bits([0, 1]), ["", "0", "012", "011", "0,1", "ab"]],
    [oneOf("a", ["a", "b"]), ["", "A", "c", "toString", "__proto__"]],
    [flag(true), ["", "true", "1", "YES"]],
    [typed("x", 5), ["123456", "a\nb", "\u0000", "\u007f"]],
  ] as readonly (readonly [Field<unknown>, readonly string[]])[])("%#", (field, texts) => {
    for (const text of texts) expect([text, field.read(text)]).toEqual([text, undefined]);
    expect(field.expected).not.toBe("");
  });
});
