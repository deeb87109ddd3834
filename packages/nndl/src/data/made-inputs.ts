/** Inputs that are made of a table's columns: products, and sines. */
import { sinDegrees } from "../arithmetic/index.ts";
import type { MadeInput, TableInputs } from "./preparation.ts";

/**
 * The inputs of some rows, made of their columns: products x · y …, and sin(π · x · y …), which is exactly 0 where x · y … is whole. They
 * are computed in float64 of what float32 has of the columns, and rounded once. Where nothing is to be made, the columns
 * are the inputs.
 *
 * @param columns the columns of one row after another, less their mean and in deviations
 * @example
 * const columns = ["x", "y"].map((name) => ({ kind: "number", name, mean: 0, deviation: 1 }));
 * const made = [{ kind: "product", of: ["x", "x"] }, { kind: "sine", of: ["y"] }];
 * Array.from(madeInputs({ kind: "table", columns, made }, Float32Array.of(3, 0.5))); // [9, 1]
 */
export function madeInputs({ columns: described, made }: TableInputs, columns: Float32Array): Float32Array {
  if (made === undefined) return columns;
  const width = described.length;
  const places = made.map(({ of }) => of.map((name) => described.findIndex((column) => column.name === name)));
  const inputs = new Float32Array((columns.length / width) * made.length);
  for (let row = 0, at = 0; row < columns.length; row += width)
    for (const [i, { kind }] of made.entries()) {
      let product = 1;
      for (const place of places[i]) product *= columns[row + place];
      inputs[at++] = kind === "sine" ? sinDegrees(180 * product) : product;
    }
  return inputs;
}

/** What the inputs of a table are called, one for each: its columns' names, "town" for each of its words, "x²", "x·y", "sin(πx)". */
export function inputNames({ columns, made }: TableInputs): readonly string[] {
  if (made !== undefined) return made.map(nameOfMade);
  return columns.flatMap((column) => (column.kind === "words" ? column.words.map(() => column.name) : [column.name]));
}

const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function nameOfMade({ kind, of }: MadeInput): string {
  const factors = [...new Set(of)].map((name) => {
    const times = of.filter((other) => other === name).length;
    return times === 1 ? name : `${name}${Array.from(String(times), (digit) => powers[Number(digit)]).join("")}`;
  });
  return kind === "sine" ? `sin(π${factors.join("·")})` : factors.join("·");
}
