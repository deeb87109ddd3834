import { NndlError } from "nndl";
import type { FormulaCode } from "./codes.ts";

interface About {
  readonly formula: string;
  /** Where in the formula, counted from 0; its length for what is missing at the end. */
  readonly position: number;
  /** What stands there, without its place. */
  readonly received: string;
  readonly expected: string;
  readonly next: string;
}

/** So much of a formula is shown that it fits into 80 columns. */
const widest = 64;

/**
 * What is wrong with a formula, and where: the message shows the formula with a ^ under the character.
 *
 * @example
 * try { parseFormula("2*sin(y)", ["x"]); } catch (error) { if (error instanceof FormulaError) error.position; } // 6
 */
export class FormulaError extends NndlError {
  declare readonly received: string;
  declare readonly expected: string;
  readonly formula: string;
  /** The place in the formula, counted from 0. */
  readonly position: number;

  constructor(code: FormulaCode, { formula, position, received, expected, next }: About, options?: ErrorOptions) {
    const place = position < formula.length ? `at character ${position + 1}` : "at the end";
    super(code, { received: `${received} ${place}:\n${sketch(formula, position)}`, expected, next }, options);
    // A full stop after a drawing would be lost.
    this.message = `${this.problem}\n${next}`;
    this.formula = formula;
    this.position = position;
  }
}

/** Two lines: the formula, or the part of it around a place, and a ^ under that place. */
function sketch(formula: string, position: number): string {
  const seen = (text: string) => [...text].map((character) => (/[\p{C}\p{Z}\p{M}]/u.test(character) ? " " : character));
  const before = seen(formula.slice(0, position));
  const all = [...before, ...seen(formula.slice(position))];
  const start = Math.max(0, Math.min(before.length - widest / 2, all.length - widest));
  const part = all.slice(start, start + widest);
  const [left, right] = [start > 0 ? "…" : "", start + widest < all.length ? "…" : ""];
  return `  ${left}${part.join("")}${right}\n  ${" ".repeat(left.length + before.length - start)}^`;
}
