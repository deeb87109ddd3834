import { fewAroundStep, placesAround } from "../../../surfaces/grid.ts";

/** Where a surface of N × N towers is looked at, along each side: closely where their steps are. */
export function placesOfTowers(perSide: number, overlap = 1): Float64Array {
  const steps = Array.from({ length: perSide * overlap - 1 }, (_, k) => ({
    at: (k + 1) / (perSide * overlap),
    steepness: 200 * perSide,
  }));
  return placesAround([0, 1], Math.max(21, 41 - perSide), steps, fewAroundStep);
}
