/** Formulas that people type, as functions of numbers. */
export type { FormulaCode } from "./codes.ts";
export { FormulaError } from "./formula-error.ts";
export { constants, type FormulaFunction, functions } from "./functions.ts";
export { type Formula, parseFormula } from "./parse-formula.ts";
