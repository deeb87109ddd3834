/** What a perceptron says to every combination of its inputs, and that in words. */
import { type Bit, perceptron } from "@nndl/book/programs/perceptrons";

/** One line of the table: the inputs, w·x + b, and the output. */
export interface TableRow {
  readonly inputs: readonly Bit[];
  readonly z: number;
  readonly output: Bit;
}

/** For each input what it has to be, undefined where it doesn't matter. */
export type Term = readonly (Bit | undefined)[];

/** w·x + b, free of what floating point adds to sums such as 0.1 + 0.2. */
export function weightedInput(weights: readonly number[], bias: number, inputs: readonly number[]): number {
  return Math.round(weights.reduce((sum, weight, j) => sum + weight * inputs[j]!, bias) * 1e9) / 1e9 + 0;
}

/** All 2ⁿ lines, in the order of binary counting. */
export function truthTable(weights: readonly number[], bias: number): TableRow[] {
  return Array.from({ length: 2 ** weights.length }, (_, number) => {
    const inputs = weights.map((_, j): Bit => ((number >> (weights.length - 1 - j)) & 1 ? 1 : 0));
    const z = weightedInput(weights, bias, inputs);
    return { inputs, z, output: perceptron([1], 0, [z]) };
  });
}

/**
 * The shortest conditions that are each enough for a 1, and of which one holds whenever there is a 1 (the prime
 * implicants: for a perceptron all of them are needed, since no input helps in one place and hinders in another).
 */
export function conditions(table: readonly TableRow[]): Term[] {
  const inputs = table[0]!.inputs.length;
  const all = Array.from({ length: 3 ** inputs }, (_, number) =>
    Array.from({ length: inputs }, (_, j) => ([undefined, 1, 0] as const)[Math.floor(number / 3 ** j) % 3]),
  );
  const meets = (row: TableRow, term: Term) => term.every((bit, j) => bit === undefined || bit === row.inputs[j]);
  const enough = all.filter((term) => table.every((row) => row.output === 1 || !meets(row, term)));
  const implies = (term: Term, other: Term) => other.every((bit, j) => bit === undefined || bit === term[j]);
  return enough.filter((term) => !enough.some((other) => other !== term && implies(term, other)));
}

/** The conditions in words: "good weather, or company and transport"; names with what an input's 0 is called. */
export function inWords(
  terms: readonly Term[],
  names: readonly { readonly on: string; readonly off: string }[],
): string {
  if (terms.length === 0) return "never";
  if (terms.some((term) => term.every((bit) => bit === undefined))) return "always";
  return terms
    .map((term) => term.flatMap((bit, j) => (bit === undefined ? [] : [bit === 1 ? names[j]!.on : names[j]!.off])))
    .sort((a, b) => a.length - b.length)
    .map((words) => (words.length < 3 ? words.join(" and ") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`))
    .join(", or ");
}

const GATES: Readonly<Record<string, string>> = {
  "0000": "always 0",
  "0001": "AND",
  "0010": "x₁ and not x₂",
  "0011": "x₁ alone",
  "0100": "x₂ and not x₁",
  "0101": "x₂ alone",
  "0110": "exclusive or",
  "0111": "OR",
  "1000": "NOR",
  "1001": "equality",
  "1010": "NOT x₂",
  "1011": "x₁ or not x₂",
  "1100": "NOT x₁",
  "1101": "x₂ or not x₁",
  "1110": "NAND",
  "1111": "always 1",
};

/** What a gate of two inputs is called, from its outputs to 00, 01, 10 and 11. */
export function gateName(table: readonly TableRow[]): string {
  return GATES[table.map(({ output }) => output).join("")]!;
}
