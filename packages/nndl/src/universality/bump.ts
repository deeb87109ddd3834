import { array, finite, oneOf } from "../check.ts";
import type { Network } from "../network/index.ts";
import { type HandmadeOutput, handmade } from "./handmade.ts";
import { checkInterval, type Interval, steepnessFor } from "./intervals.ts";
import { stepNeuron } from "./step.ts";

/** A bump: its height between two places, and 0 elsewhere. */
export interface Bump extends Interval {
  /** h, by how much the network puts out more between `from` and `to`. */
  readonly height: number;
}

/** How steep the sides of bumps are, and what becomes of their sum. */
export interface BumpOptions {
  /** The weight of every hidden neuron; 200 / the narrowest bump's width when absent, 1000 for five bumps on [0, 1]. */
  readonly steepness?: number | undefined;
  /** The output neuron: "linear" (the sum of the bumps, when absent), or "sigmoid" (σ of that sum). */
  readonly output?: HandmadeOutput | undefined;
}

/**
 * A network that is a sum of bumps. Each bump is a pair of hidden neurons, stepping up at `from` and at `to`, with the
 * output weights +h and −h; the output neuron's bias is 0. One input, 2N sigmoid neurons, one output.
 *
 * @throws NndlError "universality.bumps", "universality.interval", "universality.step"
 * @example
 * const bump = bumpNetwork([{ from: 0.2, to: 0.4, height: 0.8 }], { steepness: 1000 });
 * Array.from(bump.parameters.get("layers.0.biases").values); // [-200, -400]
 * @see chapter 4, "Universality with one input and one output"
 */
export function bumpNetwork(bumps: readonly Bump[], options: BumpOptions = {}): Network {
  const code = "universality.bumps";
  const given = array(bumps, { code, what: "the bumps" });
  finite(given.length, { code, what: "the number of bumps" }, { min: 1, max: 2 ** 20 });
  const activation = oneOf(options.output ?? "linear", ["linear", "sigmoid"], { code, what: "output" });
  const intervals = given.map((bump, i) => checkInterval(bump, `bump ${i + 1}`));
  const heights = bumps.map(({ height }, i) => finite(height, { code, what: `bump ${i + 1}: height` }));
  const steepness = steepnessFor(intervals, options.steepness);
  const steps = intervals.flatMap(({ from, to }) => [stepNeuron(from, { steepness }), stepNeuron(to, { steepness })]);
  return handmade(1, [
    {
      weights: steps.flatMap(({ weights }) => weights),
      biases: steps.map(({ bias }) => bias),
      activation: "sigmoid",
    },
    { weights: heights.flatMap((height) => [height, 0 - height]), biases: [0], activation },
  ]);
}

/**
 * Bumps of these heights side by side on [0, 1]: the k-th from k/N to (k+1)/N.
 *
 * @example bumpNetwork(equalBumps([-1.2, -1.4, -0.3, -1, 1.1]), { output: "sigmoid" }).parameterCount; // 31
 */
export function equalBumps(heights: readonly number[]): Bump[] {
  const all = array(heights, { code: "universality.bumps", what: "the heights" }) as readonly number[];
  return all.map((height, k) => ({ from: k / all.length, to: (k + 1) / all.length, height }));
}
