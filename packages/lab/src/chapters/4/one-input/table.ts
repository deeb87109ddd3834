/** How good bumps of the best heights are, by their number. */
import { approximateByBumps, bumpsFor, measureApproximation } from "nndl/universality";
import { inside, type RealFunction } from "./goal.ts";
import { sigmoid } from "./neuron.ts";

export const tableSizes = [10, 20, 50, 100, 200] as const;

export type Output = "linear" | "sigmoid";

export interface TableRow {
  readonly bumps: number;
  /** Mean distance of ideal bumps from what the weighted sum should be. */
  readonly inner: number;
  /** Mean distance of σ of them from f. */
  readonly ideal: number;
  /** Mean and largest distance of the network with its real steps. */
  readonly mean: number;
  readonly largest: number;
}

/** One row: ideal bumps are looked at in 100 places each, the network in 10,000 altogether. */
export async function tableRow(f: RealFunction, bumps: number, output: Output): Promise<TableRow> {
  const heights = bumpsFor(f, { bumps, output }).map(({ height }) => height);
  const wanted = output === "sigmoid" ? inside(f) : f;
  const out = output === "sigmoid" ? sigmoid : (z: number) => z;
  let [inner, ideal] = [0, 0];
  const perBump = 100;
  const count = bumps * perBump;
  for (let i = 0; i < count; i++) {
    const x = (i + 0.5) / count;
    const height = heights[Math.floor(i / perBump)]!;
    inner += Math.abs(wanted(x) - height) / count;
    ideal += Math.abs(f(x) - out(height)) / count;
  }
  const { mean, largest } = await measureApproximation(approximateByBumps(f, { bumps, output }), f);
  return { bumps, inner, ideal, mean, largest };
}
