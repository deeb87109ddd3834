import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { parseStrictJson, type StrictJson } from "./strict-json.ts";

/** Maps as the objects that JSON.parse would make. */
function plain(value: StrictJson): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]: [string, StrictJson]) => [key, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

/** JSON.parse makes Infinity of 1e5111; we refuse it. */
function parseFinite(text: string): unknown {
  return JSON.parse(text, (_, value) => {
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) throw new SyntaxError("too large");
    return value;
  });
}

describe("parseStrictJson", () => {
  it("reads what JSON.stringify writes, indented or not", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseStrictJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("accepts a text if and only if JSON.parse does, keys that come twice aside", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      '"a"',
      '"\\"',
      "\\",
      "1",
      "-",
      ".",
      "e5",
      "tru",
      "null",
      " ",
      "\t",
      "\u0000",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
        (text) => {
          const attempt = (parse: (text: string) => unknown) => {
            try {
              return { value: parse(text) };
            } catch (error) {
              expect(error).toBeInstanceOf(SyntaxError);
              return { message: (error as Error).message };
            }
          };
          const ours = attempt((text) => plain(parseStrictJson(text)));
          if (ours.message?.includes("second time")) return;
          const theirs = attempt(parseFinite);
          expect("value" in ours).toBe("value" in theirs);
          expect(ours.value).toEqual(theirs.value);
        },
      ),
      { numRuns: runs(5000) },
    );
  });

  it("keeps the order of keys, and takes __proto__ for a key like any other", () => {
    const value = parseStrictJson('{"b": 1, "2": 2, "1": 3, "__proto__": {"polluted": true}}') as ReadonlyMap<
      string,
      unknown
    >;
    expect([...value.keys()]).toEqual(["b", "2", "1", "__proto__"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ['{"a": 1, "a": 1}', /the key "a" for the second time/],
    ['{"a": 1, "\\u0061": 2}', /the key "a" for the second time/],
    ['[{"x": {"k": 1, "k": 2}}]', /the key "k" for the second time/],
    ["", /the end instead of a value at character 0/],
    ['{"a"', /the end instead of ":" at character 4/],
    ["[1 2]", /no "\]" at character 3/],
    ["[1,]", /no value at character 3/],
    ["{1: 2}", /a key that is not a string/],
    ["1 2", /more text after the value at character 2/],
    ["NaN", /a malformed value/],
    ["01", /a malformed value at character 0/],
    ['"\n"', /a malformed value/],
    ["1e999", /a number beyond all doubles/],
    ['{"\\ud800": 1}', /half of a surrogate pair in a string at character 1/],
    ["[".repeat(65), /nesting deeper than 64/],
    ['{"a":'.repeat(100_000), /nesting deeper than 64/],
  ])("refuses %s", (text, message) => {
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  it("can ask for whole numbers in plain digits, and lets other numbers be", () => {
    const plainly = (text: string) => parseStrictJson(text, { plainIntegers: true });
    expect(plainly("[0, 10, -3, 1.5, 12345678901234567000]")).toEqual([0, 10, -3, 1.5, 12345678901234567000]);
    for (const text of ["1.0", "1e0", "10E-1", "-0", "-0.0", "0.0"]) {
      expect(() => plainly(`[2, ${text}]`)).toThrow(/not written by its digits alone, at character 4/);
      expect(parseStrictJson(`[2, ${text}]`)).toEqual([2, JSON.parse(text)]);
    }
  });

  it("reads very long strings, numbers and spaces", () => {
    const long = 5_000_000;
    expect(parseStrictJson(JSON.stringify('\\"'.repeat(long / 2)))).toHaveLength(long);
    expect(parseStrictJson(`0.${"1".repeat(long)}`)).toBeCloseTo(1 / 9);
    expect(parseStrictJson(`${" ".repeat(long)}[]${" ".repeat(long)}`)).toEqual([]);
  });
});
