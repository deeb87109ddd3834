/** The command that builds the network that a figure shows. */
import { shellQuote } from "@nndl/words/shell-quote";
import { goalText } from "./one-input/goal.ts";

/** As `nndl approximate` takes it; what it has anyhow is left out. */
export interface Approximation {
  readonly formula: string;
  readonly bumps: number;
  readonly method?: "towers" | "relu" | "directions";
  readonly output?: "linear" | "sigmoid";
  readonly overlap?: number;
  readonly steepness?: number;
}

/** What it takes when it is not told otherwise. */
const usual = { overlap: 1, output: { bumps: "sigmoid", towers: "sigmoid", relu: "linear", directions: "linear" } };
/** A function of y is built of towers. */
const hasY = (formula: string) => /(?<![A-Za-z_])y(?!\w)/.test(formula);

/**
 * @example approximateCommand({ formula: "x*y", bumps: 8 }) // npx nndl approximate 'x*y' --bumps 8
 */
export function approximateCommand({ formula, bumps, method, output, overlap, steepness }: Approximation): string {
  const chosen = method ?? (hasY(formula) ? "towers" : "bumps");
  const isImplied = method === undefined || (method === "towers" && hasY(formula));
  return [
    ...["npx", "nndl", "approximate"],
    // What begins with a minus would be taken for an option.
    ...(formula === goalText ? [] : [formula.startsWith("-") ? ` ${formula}` : formula]),
    ...(isImplied ? [] : ["--method", method]),
    ...["--bumps", String(bumps)],
    ...(output === undefined || output === usual.output[chosen] ? [] : ["--output", output]),
    ...(overlap === undefined || overlap === usual.overlap ? [] : ["--overlap", String(overlap)]),
    ...(steepness === undefined ? [] : ["--steepness", String(steepness)]),
  ]
    .map(shellQuote)
    .join(" ");
}
