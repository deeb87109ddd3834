import fc from "fast-check";
import { NndlError } from "nndl";
import { goalFunction } from "nndl/universality";
import { describe, expect, test } from "vitest";
import { runs } from "../../../testing/thorough.ts";
import { constants, FormulaError, functions, parseFormula } from "./index.ts";

function complaint(text: string, variables: readonly string[] = ["x"]): FormulaError {
  try {
    parseFormula(text, variables);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe("what a formula means", () => {
  test("the book's function is the library's", () => {
    const f = parseFormula("0.2+0.4*x^2+0.3*x*sin(15*x)+0.05*cos(50*x)", ["x"]);
    for (let i = 0; i <= 1000; i++) expect(Math.abs(f(i / 1000) - goalFunction(i / 1000))).toBeLessThan(1e-15);
  });

  test.each([
    ["-x^2", -9],
    ["2^3^2", 512],
    ["2^-x", 1 / 8],
    ["2^-x^2", 2 ** -9],
    ["2x", 6],
    ["2 x", 6],
    ["(x+1)(x-1)", 8],
    ["2(x+1)", 8],
    ["2sin(0)x", 0],
    ["1 - x - 2", -4],
    ["12 / x / 2", 2],
    ["--x", 3],
    ["+-+x", -3],
    [".5 + 5. + 1e1 + 1E-1", 15.6],
    ["pi - e", Math.PI - Math.E],
    ["min(x, 2, 5) + max(1, x) + max(7)", 12],
    ["pow(x, 2) - x^2", 0],
    ["step(x) + step(0) + step(-x)", 1],
    ["sigmoid(0) + relu(-x) + relu(x)", 3.5],
    ["abs(-x) + sign(-x) + floor(-2.5) + ceil(2.5) + round(2.5)", 5],
    ["sqrt(16) + log2(8) + ln(e)", 8],
    ["  x  ", 3],
  ])("%s is %d at 3", (text, value) => {
    expect(parseFormula(text, ["x"])(3)).toBeCloseTo(value, 12);
  });

  test("long and deep ones are taken up to a limit", () => {
    expect(parseFormula(`${"(".repeat(50)}x${")".repeat(50)}`, ["x"])(3)).toBe(3);
    expect(parseFormula(`x${"+x".repeat(249)}`, ["x"])(3)).toBe(750);
    expect(parseFormula(`${"-".repeat(498)}x`, ["x"])(3)).toBe(3);
    expect(parseFormula(`x${"^x".repeat(249)}`, ["x"])(1)).toBe(1);
    for (const [text, position, code] of [
      ["x".repeat(501), 500, "formula.text"],
      ["x".repeat(1e6), 500, "formula.text"],
      ["(".repeat(400), 50, "formula.depth"],
      [`${"sin(".repeat(51)}x${")".repeat(51)}`, 203, "formula.depth"],
    ] as const)
      expect(complaint(text)).toMatchObject({ code, position });
  });

  test("variables are given in their order, whatever they are called", () => {
    expect(parseFormula("a - b*c", ["a", "b", "c"])(10, 2, 3)).toBe(4);
    expect(parseFormula("x1 + 10 x_2", ["x1", "x_2"])(1, 2)).toBe(21);
    expect(parseFormula("e + pi", ["e"])(1)).toBe(1 + Math.PI);
    expect(parseFormula("constructor", ["constructor"])(5)).toBe(5);
  });

  test("where it has no value it gives none", () => {
    expect([parseFormula("1/x", ["x"])(0), parseFormula("log(x)", ["x"])(-1)]).toEqual([Infinity, NaN]);
  });

  test("every function and every constant can be written", () => {
    for (const [name, { takes, about }] of functions) {
      const f = parseFormula(`${name}(${Array(takes).fill("x").join(", ")})`, ["x"]);
      expect(f(0.5), name).toBeTypeOf("number");
      expect(f(0.5), name).not.toBeNaN();
      expect(about).not.toBe("");
    }
    for (const [name, value] of constants) expect(parseFormula(name, [])()).toBe(value);
  });
});

describe("what is wrong is pointed at", () => {
  test.each([
    ["0.2+*x", 4, "formula.syntax"],
    ["x+", 2, "formula.syntax"],
    ["*x", 0, "formula.syntax"],
    ["x**2", 2, "formula.syntax"],
    ["x//2", 2, "formula.syntax"],
    ["x,y", 2, "formula.name"],
    ["x,x", 1, "formula.syntax"],
    ["()", 1, "formula.syntax"],
    ["min(x,)", 6, "formula.syntax"],
    ["2e+x", 1, "formula.product"],
    ["2e", 1, "formula.product"],
    ["x^", 2, "formula.syntax"],
    ["sin(x", 3, "formula.brackets"],
    ["((x)", 0, "formula.brackets"],
    ["x)", 1, "formula.brackets"],
    [")(", 0, "formula.brackets"],
    ["2*sin(y)", 6, "formula.name"],
    ["2+foo(x)", 2, "formula.name"],
    ["sin x", 0, "formula.arguments"],
    ["2*sin", 2, "formula.arguments"],
    ["cos(x)+sin()", 7, "formula.arguments"],
    ["sin(cos(x, x))", 4, "formula.arguments"],
    ["max(sin(x), pow(x))", 12, "formula.arguments"],
    ["x(1-x)", 1, "formula.product"],
    ["x 2", 2, "formula.product"],
    ["1.2.3", 3, "formula.product"],
    ["x/2x", 3, "formula.product"],
    ["1+1e999", 2, "formula.number"],
    ["x²", 1, "formula.character"],
    ["0.5−x", 3, "formula.character"],
    ["π", 0, "formula.character"],
    ["x = 3", 2, "formula.character"],
    ["f(x)=x", 0, "formula.name"],
    ["x.constructor", 1, "formula.character"],
    ["x.*x", 1, "formula.character"],
    ['import("x")', 0, "formula.name"],
    ["constructor", 0, "formula.name"],
    ["__proto__", 0, "formula.name"],
    ["toString()", 0, "formula.name"],
    ["x; x", 1, "formula.character"],
    ["x\n+x", 1, "formula.character"],
    ["x # a remark", 2, "formula.character"],
    ["x > 0 ? 1 : 2", 2, "formula.character"],
    ["x!", 1, "formula.character"],
    ["x mod 2", 2, "formula.name"],
    ["not x", 0, "formula.name"],
    ["[x]", 0, "formula.character"],
    ["x = y", 2, "formula.character"],
    ["true", 0, "formula.name"],
    ["Infinity", 0, "formula.name"],
    ["NaN", 0, "formula.name"],
    ["0x10", 1, "formula.name"],
    ["5 cm", 2, "formula.name"],
    ["2i", 1, "formula.name"],
    ["", 0, "formula.text"],
    ["   ", 3, "formula.text"],
    ["\u{1f600}+x", 0, "formula.character"],
    ["x\u0000", 1, "formula.character"],
    ["x\u202e", 1, "formula.character"],
  ])("%j at %d: %s", (text, position, code) => {
    const error = complaint(text);
    expect([error.code, error.position]).toEqual([code, position]);
    expect(error.expected).not.toBe("");
    expect(error.next).not.toBe("");
  });

  test("with the formula and a ^ under the character", () => {
    const error = complaint("0.2 + 0.4*y");
    expect(error).toBeInstanceOf(NndlError);
    expect(error.received).toBe('the unknown name "y" at character 11:\n  0.2 + 0.4*y\n            ^');
    expect(error.message).toBe(`${error.expected}, received ${error.received}\n${error.next}`);
    expect(complaint("x+").received).toBe("nothing at the end:\n  x+\n    ^");
  });

  test("or with the part of it that can be seen", () => {
    const long = `${"x+".repeat(100)}y${"+x".repeat(100)}`;
    const [, text, caret] = complaint(long).received.split("\n");
    expect(text).toHaveLength(2 + 66);
    expect([text[2], text.at(-1), text[caret.indexOf("^")]]).toEqual(["…", "…", "y"]);
    const [, end, under] = complaint(`${"x+".repeat(100)}`).received.split("\n");
    expect([end.length, under.length]).toEqual([2 + 65, 2 + 66]);
  });

  test("and characters that would move the ^ or the cursor are not shown", () => {
    const error = complaint("x + \u{1f600}");
    expect(error.received).toBe('"\u{1f600}" at character 5:\n  x + \u{1f600}\n      ^');
    expect(complaint("x\u001b[31m").message).not.toContain("\u001b");
    expect(complaint("x\u202e").message).not.toContain("\u202e");
  });

  test.each([
    ["sni(x)", "Did you mean sin?"],
    ["sigmod(x)", "Did you mean sigmoid?"],
    ["sqr(x)", "Did you mean sqrt?"],
    ["X", "Did you mean x?"],
    [
      "supercalifragilistic(x)",
      "Functions are sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, ln, log2, log10, sqrt, abs, sign, floor, ceil, round, min, max, pow, step, sigmoid, relu.",
    ],
    ["x²", "Write ^2 instead."],
    ["x(1-x)", "Write x*(…); x is a number and no function."],
    ["sin x", "Write sin(…)."],
  ])("%s: %s", (text, next) => {
    expect(complaint(text).next).toBe(next);
  });
});

test.each([["sin"], ["mod"], ["2x"], [""], ["a b"]])("no variable can be called %j", (name) => {
  expect(() => parseFormula("1", [name])).toThrow(expect.objectContaining({ code: "formula.variables" }));
});

test.each([undefined, null, 3, {}, ["x"]])("%s is no formula", (text) => {
  expect(() => parseFormula(text as unknown as string, ["x"])).toThrow(
    expect.objectContaining({ code: "formula.text" }),
  );
});

describe("whatever is typed", () => {
  const pieces = [..."xy.,()+-*/^ 019eE=;[]{}'\"!_²", "sin", "pi", "min(", "1e", "__proto__", "constructor", "this"];

  test("is a function of numbers or a complaint with a place in it", () => {
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 600 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(parseFormula(text, ["x", "y"])(0.25, 0.75)).toBeTypeOf("number");
        } catch (error) {
          if (!(error instanceof FormulaError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
          const [, shown, caret] = error.received.split("\n");
          expect(caret.length).toBeLessThanOrEqual(shown.length + 1);
        }
      }),
      { numRuns: runs(3000) },
    );
  });

  test("a formula made at random has the value that its parts have", () => {
    type Made = { readonly text: string; readonly value: number };
    const { made } = fc.letrec<{ made: Made }>((tie) => ({
      made: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.constant({ text: "x", value: 0.7 }),
        fc.integer({ min: 0, max: 9 }).map((n) => ({ text: `${n}`, value: n })),
        fc.tuple(tie("made"), fc.constantFrom("+", "-", "*"), tie("made")).map(([a, sign, b]) => ({
          text: `(${a.text} ${sign} ${b.text})`,
          value: sign === "+" ? a.value + b.value : sign === "-" ? a.value - b.value : a.value * b.value,
        })),
        tie("made").map(({ text, value }) => ({ text: `abs(-${text})`, value: Math.abs(value) })),
      ),
    }));
    fc.assert(
      fc.property(made, ({ text, value }) => {
        fc.pre(text.length <= 500);
        expect(parseFormula(text, ["x"])(0.7)).toBe(value);
      }),
    );
  });
});
