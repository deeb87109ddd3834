import { stream } from "nndl/random";
import type { Parameters } from "./at-work.ts";

/** Four weights and four biases from a normal distribution with mean 0 and standard deviation 1, to two decimals. */
export function drawn(seed: number): Parameters {
  const chance = stream(seed, "chain");
  const four = () => Array.from({ length: 4 }, () => Math.round(100 * chance.gaussian()) / 100 + 0);
  return { weights: four(), biases: four() };
}
