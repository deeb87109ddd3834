import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { number, parseNumber, path, whole, word, words } from "./readers.ts";
import { UsageError } from "./usage-error.ts";

function refused(act: () => unknown): UsageError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error as UsageError;
  }
  throw new Error("nothing was refused");
}

describe("numbers", () => {
  test.each([
    ["0.5", 0.5],
    ["3", 3],
    ["1e-3", 0.001],
    [".5", 0.5],
    ["+2.", 2],
    ["1/128", 1 / 128],
    ["-1.5", -1.5],
  ])("%j is %j", (text, value) => expect(parseNumber(text)).toBe(value));

  test.each([
    "",
    " ",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e309",
    "0x10",
    "1_000",
    "1,5",
    "1/0",
    "1/2/3",
    "٣",
    "1 2",
    "e5",
    "--1",
  ])("%j is none", (text) => expect(parseNumber(text)).toBeUndefined());

  test("every finite number that JavaScript writes is read back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // String(−0) is "0".
        expect(parseNumber(String(value))).toBe(value + 0);
      }),
    );
  });

  test("a range's bounds belong to it or not, as it says", () => {
    expect(number({ min: 0 })("0", "--lambda")).toBe(0);
    expect(number({ below: 1 })("0.999", "--momentum")).toBe(0.999);
    expect(refused(() => number({ above: 0 })("0", "--lr")).message).toBe(
      '--lr must be a number above 0, received "0". Write for example --lr 0.5.',
    );
    expect(refused(() => whole({ max: 65535 })("70000", "--port")).expected).toBe(
      "--port must be a whole number up to 65535",
    );
    expect(refused(() => whole({ min: 0 })("-1", "--seed")).expected).toBe("--seed must be a whole number from 0 up");
    // What meets a limit that is far away is told of it.
    expect(refused(() => whole({ min: 0 })("99999999999999999", "--seed")).expected).toContain("to 9007199254740991");
    expect(refused(() => whole({ min: 1, max: 2 ** 32 })("99999999999", "--epochs")).expected).toContain(
      "to 4294967296",
    );
    expect(refused(() => number({ min: 0, below: 1 })("1", "--momentum")).expected).toContain("from 0, below 1");
    expect(refused(() => number({ min: 2, max: 3 })("4", "--x")).expected).toContain("from 2 to 3");
  });

  test("whole numbers are decimal digits", () => {
    expect(whole({ min: 1 })("30", "--epochs")).toBe(30);
    for (const text of ["0", "-3", "1.5", "1e3", "NaN", "", "99999999999999999999", "0x1f", "３"])
      expect(refused(() => whole({ min: 1 })(text, "--epochs")).code).toBe("option.epochs");
  });
});

describe("words", () => {
  test("only the given ones, and a complaint lists them", () => {
    expect(word(["a", "b"])("b", "--x")).toBe("b");
    for (const text of ["", "B", "toString", "__proto__", "a "])
      expect(refused(() => word(["a", "b"])(text, "--x")).message).toContain("--x must be one of a, b");
  });

  test("several with commas, each once", () => {
    expect(words(["test", "training"])("training, test,test", "--monitor")).toEqual(["training", "test"]);
    expect(refused(() => words(["test"])("test,", "--monitor")).received).toBe('""');
  });
});

test("a path is anything but nothing, and has no zero character", () => {
  expect(path("a b/ü.png", "--out")).toBe("a b/ü.png");
  expect(refused(() => path("", "--out")).code).toBe("option.out");
  expect(refused(() => path("a\0b", "--out")).code).toBe("option.out");
});

test("readers meet any text with a value or a UsageError", () => {
  const readers = [
    number(),
    number({ above: 0 }),
    whole(),
    whole({ min: 1, max: 64 }),
    word(["a"]),
    words(["a", "b"]),
    path,
  ];
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), fc.constantFrom(...readers), (text, reader) => {
      try {
        reader(text, "--x");
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});
