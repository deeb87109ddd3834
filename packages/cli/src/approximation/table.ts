/** How good bumps can be: the best heights for the book's challenge, and what more bumps bring. */
import {
  approximateByBumps,
  bestDesign,
  bumpsFor,
  designScore,
  inverseSigmoid,
  measureApproximation,
} from "nndl/universality";

export interface TableRow {
  readonly bumps: number;
  /** With ideal steps: the mean of |σ⁻¹(f(x)) − h|, and of |f(x) − σ(h)|. */
  readonly ideal: { readonly inside: number; readonly output: number };
  /** Of the network, whose steps are steep but no more. */
  readonly network: { readonly mean: number; readonly largest: number };
}

export interface Challenge {
  /** Five bumps, as in the book. */
  readonly heights: readonly number[];
  readonly score: number;
  /** With heights of one decimal, as the book's control sets them. */
  readonly rounded: number;
  /** All heights 0. */
  readonly flat: number;
}

/** How many bumps the table goes through. */
export const tableBumps = [10, 20, 50, 100, 200] as const;

type F = (x: number) => number;

export function challenge(f: F): Challenge {
  const { heights, score } = bestDesign(5, f);
  const rounded = heights.map((height) => Math.round(10 * height) / 10);
  return { heights, score, rounded: designScore(rounded, f), flat: designScore([0, 0, 0, 0, 0], f) };
}

export async function tableRow(bumps: number, f: F): Promise<TableRow> {
  const heights = bumpsFor(f, { bumps, output: "sigmoid" }).map(({ height }) => height);
  const samples = 100;
  let [inside, output] = [0, 0];
  for (let i = 0; i < bumps * samples; i++) {
    const value = f((i + 0.5) / (bumps * samples));
    const height = heights[Math.floor(i / samples)];
    inside += Math.abs(inverseSigmoid(value) - height);
    output += Math.abs(value - 1 / (1 + Math.exp(-height)));
  }
  const count = bumps * samples;
  const network = approximateByBumps(f, { bumps, output: "sigmoid" });
  const { mean, largest } = await measureApproximation(network, f);
  return { bumps, ideal: { inside: inside / count, output: output / count }, network: { mean, largest } };
}
