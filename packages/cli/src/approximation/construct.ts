/** From a formula and a few choices to a network made by hand. */
import { parseFormula } from "@nndl/book/formulas";
import { significant } from "@nndl/words/numbers";
import { Network, type NetworkSpec } from "nndl";
import { approximateByBumps, approximateByDirections, approximateByReLU, approximateByTowers } from "nndl/universality";
import { quote, UsageError } from "../usage-error.ts";

/** How a network is made, and what holds for each way. */
export const methods = {
  bumps: { inputs: 1, usual: 50, sigmoid: true, overlap: true, steepness: true, made: "bumps" },
  towers: { inputs: 2, usual: 10, sigmoid: true, overlap: true, steepness: true, made: "towers along each side" },
  relu: { inputs: 1, usual: 50, sigmoid: false, overlap: false, steepness: false, made: "straight pieces" },
  directions: { inputs: 2, usual: 64, sigmoid: false, overlap: false, steepness: true, made: "directions" },
} as const;

export type Method = keyof typeof methods;

export const methodNames = Object.keys(methods) as Method[];

/** What a formula may name; its values go from 0 to 1. */
const names = ["x", "y"] as const;

/** What was asked for, as far as it was said. */
export interface Asked {
  readonly formula: string;
  readonly bumps?: number;
  readonly method?: Method;
  readonly output?: "sigmoid" | "linear";
  readonly overlap?: number;
  readonly steepness?: number;
}

export interface Construction {
  readonly formula: string;
  readonly variables: readonly string[];
  readonly f: (...x: number[]) => number;
  readonly method: Method;
  readonly count: number;
  readonly output: "sigmoid" | "linear";
  readonly network: Network;
}

/**
 * @throws FormulaError for a formula that is none; UsageError "option.method", "option.output", "option.overlap",
 *   "option.steepness" for choices that do not go together, "approximate.range" and "approximate.values" for a function
 *   that cannot be approximated so; NndlError "universality.…" for sizes
 */
export function construct(asked: Asked): Construction {
  const { formula } = asked;
  const plain = parseFormula(formula, names);
  const needsY = /(?<![A-Za-z_])y(?!\w)/.test(formula);
  const method = asked.method ?? (needsY ? "towers" : "bumps");
  checkChoices(asked, method, needsY);
  const variables = names.slice(0, methods[method].inputs);
  const { usual, sigmoid } = methods[method];
  const [count, output] = [asked.bumps ?? usual, asked.output ?? (sigmoid ? "sigmoid" : "linear")];
  const f = checked(plain, formula, variables, output);
  const { overlap, steepness } = asked;
  const options = { output, ...(overlap && { overlap }), ...(steepness && { steepness }) };
  const make: Record<Method, () => Network> = {
    bumps: () => approximateByBumps(f, { bumps: count, ...options }),
    towers: () => approximateByTowers(f, { inputs: 2, perSide: count, ...options }),
    relu: () => approximateByReLU(f, count),
    directions: () => approximateByDirections(f, { directions: count, steps: count, ...(steepness && { steepness }) }),
  };
  return { formula, variables, f, method, count, output, network: make[method]() };
}

/** The same network without σ at its end: what goes into it. */
export function weightedInputOf({ spec, parameters }: Network): Network {
  const layers = spec.layers.map((layer, i) =>
    i === spec.layers.length - 1 ? { ...layer, activation: "linear" } : layer,
  ) as NetworkSpec["layers"];
  return Network.fromParameters({ ...spec, layers }, parameters);
}

function checkChoices(asked: Asked, method: Method, needsY: boolean): void {
  const able = methods[method];
  if (needsY && able.inputs < 2)
    throw new UsageError("option.method", {
      received: `${method} for a function of x and y`,
      expected: "--method must fit the number of inputs in the formula",
      next: `Choose ${methodNames.filter((name) => methods[name].inputs === 2).join(" or ")}.`,
    });
  for (const [option, given] of [
    ["output", asked.output === "sigmoid" && !able.sigmoid],
    ["overlap", asked.overlap !== undefined && !able.overlap],
    ["steepness", asked.steepness !== undefined && !able.steepness],
  ] as const)
    if (given)
      throw new UsageError(`option.${option}`, {
        received: `--method ${method}`,
        expected: `--${option}${option === "output" ? " sigmoid" : ""} must go with another method`,
        next: `Leave it out, or choose --method ${needsY ? "towers" : "bumps"}.`,
      });
}

/** A formula that refuses to have no value, or one that the output neuron cannot have. */
function checked(
  f: (...x: number[]) => number,
  formula: string,
  variables: readonly string[],
  output: "sigmoid" | "linear",
): (...x: number[]) => number {
  const at = (x: readonly number[]) => variables.map((name, i) => `${name} = ${significant(x[i], 3)}`).join(", ");
  return (...x) => {
    const value = f(...x);
    if (!Number.isFinite(value))
      throw new UsageError("approximate.values", {
        received: `${value} at ${at(x)}`,
        expected: `${quote(formula)} must have a value wherever its inputs are from 0 to 1`,
        next: "Give a function that has no poles, no roots of negative numbers and the like there.",
      });
    if (output === "sigmoid" && !(value > 0 && value < 1))
      throw new UsageError("approximate.range", {
        received: `${significant(value)} at ${at(x)}`,
        expected: `${quote(formula)} must be above 0 and below 1, like the output of a sigmoid neuron`,
        next: "Add --output linear, or scale the function into that range.",
      });
    return value;
  };
}
