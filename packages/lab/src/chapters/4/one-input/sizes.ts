/** How near bumps come to a function, by how many there are. */
import { approximateByBumps, measureApproximation } from "nndl/universality";
import type { RealFunction } from "./goal.ts";

export type Output = "linear" | "sigmoid";

/** First weights, in multiples of N: as steep as the proof wants them, and as gentle as training needs them. */
export const factors = { steep: 200, gentle: 20 } as const;

/** About equally far apart, if one multiplies. */
export const sizes = [1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140, 200] as const;

/** The mean distance of the network of N bumps from f. */
export async function meanError(f: RealFunction, bumps: number, output: Output, factor: number): Promise<number> {
  const network = approximateByBumps(f, { bumps, output, steepness: factor * bumps });
  return (await measureApproximation(network, f)).mean;
}

/** The decades that hold all errors, and a little more. */
export function decadesOf(errors: readonly number[]): readonly [number, number] {
  const all = errors.filter((error) => error > 0);
  if (all.length === 0) return [1e-3, 1];
  return [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)))];
}
