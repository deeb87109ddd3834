import { type Dataset, NndlError, regression } from "nndl";
import { stream } from "nndl/random";
import type { FunctionChoice } from "./data-choice.ts";

export type RealFunction = (...x: number[]) => number;

/**
 * The function that a formula of x, or of x and y, describes. The maths library comes only when it is wanted.
 * @throws NndlError "formula.…", which points at the character
 */
export async function functionOf({ formula, variables }: FunctionChoice): Promise<RealFunction> {
  const { parseFormula } = await import("@nndl/book/formulas");
  return parseFormula(formula, variables === 2 ? ["x", "y"] : ["x"]);
}

/**
 * Points of a function's graph over the unit interval or square: for training evenly from edge to edge, with noise; for
 * testing in the middles between them, without.
 * @throws NndlError "recipe.function" where the function has no value
 */
export function functionPoints(f: RealFunction, choice: FunctionChoice): { training: Dataset; test: Dataset } {
  const { variables = 1, samples = 100, noise = 0, seed = 0 } = choice;
  const chance = stream(seed, "function noise");
  const spread = (count: number, place: (i: number) => number) => Array.from({ length: count }, (_, i) => place(i));
  const edges = spread(samples, (i) => i / (samples - 1));
  const middles = spread(samples - 1, (i) => (i + 0.5) / (samples - 1));
  const graph = (places: readonly number[], name: string, blur: () => number) => {
    const points = variables === 1 ? places.map((x) => [x]) : places.flatMap((y) => places.map((x) => [x, y]));
    const values = points.map((point) => valueAt(f, point, choice.formula) + blur());
    return regression(points, Float32Array.from(values), { name, outputs: 1 });
  };
  return {
    training: graph(edges, choice.formula, () => (noise === 0 ? 0 : noise * chance.gaussian())),
    test: graph(middles, `${choice.formula}, between`, () => 0),
  };
}

function valueAt(f: RealFunction, point: readonly number[], formula: string): number {
  const value = f(...point);
  if (Number.isFinite(Math.fround(value))) return value;
  throw new NndlError("recipe.function", {
    received: `${value} at ${point.map((x) => Number(x.toFixed(4))).join(", ")}`,
    expected: `${formula} must have a value everywhere from 0 to 1`,
    next: "Change the formula where it divides by 0, or takes a root or a logarithm of what has none.",
  });
}
