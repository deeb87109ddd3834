/** The codes of formulas beside the library's own, each with what it says; docs/errors.md is written from them. */
export interface FormulaCodes {
  /** A function has no brackets, or the wrong number of values in them. */ "formula.arguments": string;
  /** A bracket is never closed, or was never opened. */ "formula.brackets": string;
  /** A character has no place in a formula. */ "formula.character": string;
  /** Too many brackets are inside one another. */ "formula.depth": string;
  /** There is no such variable, constant or function. */ "formula.name": string;
  /** A number is larger than a double can hold. */ "formula.number": string;
  /** A product can be read in two ways. */ "formula.product": string;
  /** Something is missing, or stands where it cannot. */ "formula.syntax": string;
  /** A formula is empty, too long or no text. */ "formula.text": string;
  /** A variable's name cannot be one. */ "formula.variables": string;
}

export type FormulaCode = keyof FormulaCodes;

declare module "nndl/check" {
  interface ErrorCodes extends FormulaCodes {}
}
