/** What a formula can name. */
import * as exactMath from "nndl/arithmetic";

const { acos, asin, atan, cos, cosh, exp, log, pow, sigmoid, sin, sinh, tan, tanh } = exactMath;

/** A function that formulas can call. */
export interface FormulaFunction {
  /** How many numbers it takes; any number from this up when `more`. */
  readonly takes: number;
  readonly more?: boolean;
  readonly of: (...x: number[]) => number;
  /** What it is, in a few words. */
  readonly about: string;
}

export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

const one = (of: (x: number) => number, about: string): FormulaFunction => ({ takes: 1, of, about });

/** Each gives the same bits in every JavaScript engine. */
export const functions: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.entries({
    sin: one(sin, "sine of an angle in radians"),
    cos: one(cos, "cosine"),
    tan: one(tan, "tangent"),
    asin: one(asin, "the angle with this sine"),
    acos: one(acos, "the angle with this cosine"),
    atan: one(atan, "the angle with this tangent"),
    sinh: one(sinh, "hyperbolic sine"),
    cosh: one(cosh, "hyperbolic cosine"),
    tanh: one(tanh, "hyperbolic tangent"),
    exp: one(exp, "e to the power of x"),
    log: one(log, "natural logarithm"),
    ln: one(log, "natural logarithm"),
    log2: one((x) => log(x) / Math.LN2, "logarithm to the base of 2"),
    log10: one((x) => log(x) / Math.LN10, "logarithm to the base of 10"),
    sqrt: one(Math.sqrt, "square root"),
    abs: one(Math.abs, "x without its sign"),
    sign: one(Math.sign, "−1, 0 or 1"),
    floor: one(Math.floor, "the largest whole number that is not above x"),
    ceil: one(Math.ceil, "the smallest whole number that is not below x"),
    round: one(Math.round, "the nearest whole number; the upper one where two are as near"),
    min: { takes: 1, more: true, of: Math.min, about: "the smallest of some numbers" },
    max: { takes: 1, more: true, of: Math.max, about: "the largest of some numbers" },
    pow: { takes: 2, of: pow, about: "x to the power of y, which is also written x^y" },
    step: one((x) => (x > 0 ? 1 : 0), "a perceptron: 1 above 0, else 0"),
    sigmoid: one(sigmoid, "1 / (1 + e^−x)"),
    relu: one((x) => Math.max(0, x), "x above 0, else 0"),
  }),
);
