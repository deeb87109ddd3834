import { oneOf, positiveInteger } from "../check.ts";
import type { Network } from "../network/index.ts";
import { type Bump, type BumpOptions, bumpNetwork } from "./bump.ts";
import { checkFunction, inverseSigmoid } from "./functions.ts";
import { centres, cut, median } from "./intervals.ts";

/** How many bumps approximate a function, and how they are laid over one another. */
export interface ApproximateOptions extends BumpOptions {
  /** N, the number of bumps side by side. */
  readonly bumps: number;
  /**
   * M, the number of approximations laid over one another, each of f/M and shifted by 1/M of a bump; 1 when absent. Near a
   * step, where one of them fails, the others do not.
   */
  readonly overlap?: number | undefined;
  /** In how many places of a bin the function is looked at; 100 when absent. With 1, a height is the middle's value. */
  readonly samples?: number | undefined;
}

/**
 * The bumps that approximate a function on [0, 1] best: over each bin the height is the median of the function (of σ⁻¹∘f
 * for a sigmoid output), which makes the mean deviation as small as a constant can.
 *
 * @param f any function from [0, 1] to finite numbers, between 0 and 1 (both excluded) for a sigmoid output
 * @throws NndlError "universality.function", "universality.bumps", "universality.values" for a value that is no finite number,
 *   "universality.range" for one that no sigmoid outputs
 * @example bumpsFor((x) => x, { bumps: 2, samples: 1 }).map(({ height }) => height); // [0.25, 0.75]
 */
export function bumpsFor(f: (x: number) => number, options: ApproximateOptions): Bump[] {
  checkFunction(f);
  const code = "universality.bumps";
  const count = positiveInteger(options.bumps, { code, what: "the number of bumps" }, 2 ** 16);
  const overlap = positiveInteger(options.overlap ?? 1, { code, what: "overlap" }, 1000);
  const samples = positiveInteger(options.samples ?? 100, { code, what: "samples" }, 10_000);
  const output = oneOf(options.output ?? "linear", ["linear", "sigmoid"], { code, what: "output" });
  const goal = output === "sigmoid" ? (x: number) => inverseSigmoid(f(x)) : f;
  return Array.from({ length: overlap }, (_, j) =>
    cut(count, j / overlap).map((bin) => ({ ...bin.steps, height: median(centres(bin, samples).map(goal)) / overlap })),
  ).flat();
}

/**
 * A network with one hidden layer that approximates a function on [0, 1], made by hand: {@link bumpsFor} says how high its
 * bumps are. With a linear output it is close to f; with a sigmoid output its weighted input is close to σ⁻¹∘f, so that
 * its output is close to f. It is a network as any other, which can be saved and trained further.
 *
 * @throws NndlError as {@link bumpsFor} and {@link bumpNetwork}
 * @example
 * const waves = approximateByBumps(goalFunction, { bumps: 50, output: "sigmoid" });
 * const { mean, largest } = await measureApproximation(waves, goalFunction); // 0.0097… and 0.065…
 * @see chapter 4, "Universality with one input and one output"; for `overlap`, "Fixing up the step functions"
 */
export function approximateByBumps(f: (x: number) => number, options: ApproximateOptions): Network {
  const { steepness = 200 * options.bumps, output = "linear" } = options;
  return bumpNetwork(bumpsFor(f, options), { steepness, output });
}
