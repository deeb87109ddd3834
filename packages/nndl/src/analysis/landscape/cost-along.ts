import type { Dataset } from "../../data/index.ts";
import { checkWork, type WorkOptions } from "../../engines/work.ts";
import type { Network } from "../../network/index.ts";
import { type CostThere, checkSurvey, lowestOf, pointsOf, type Stretch, survey } from "./survey.ts";

/** Where costs are measured along a line, and how. */
export interface CostLineOptions extends Stretch, WorkOptions {}

/** The cost along a line through the space of weights. Plain JSON, where all costs are finite. */
export interface CostLine {
  /** The number of examples that were measured. */
  readonly count: number;
  /** From one end to the other. */
  readonly points: readonly CostPoint[];
  /** The point with the smallest cost, of equal ones the first; absent where no cost is finite. */
  readonly minimum?: CostPoint;
}

/** The cost at one point of a line. */
export interface CostPoint extends CostThere {
  /** How far along the direction it is. */
  readonly t: number;
}

/**
 * The mean unregularized cost of a data set, and its accuracy, with the weights θ + t d for values of t at equal distances: along a
 * direction d from a network's weights θ, or between two networks with `directionBetween`.
 *
 * Measured by the fast engine. The network does not change, and no more memory is needed than for the data, one copy of the
 * network and the direction. Others get their turn between parts of the data.
 *
 * @param direction for each parameter that is to move an array of as many numbers as it has: from `randomDirection`,
 *   `directionBetween`, or a gradient as `session.gradients` gives it
 * @throws NndlError "network.instance", "network.parameters" for weights that are not finite, "landscape.direction",
 *   "landscape.range", "data.…" for data that do not fit, "network.classes", "analysis.options", and what the engine throws where
 *   it cannot run; the reason of a signal that was given
 * @example
 * const line = await costAlong(net, randomDirection(net, 1), digits.test, { points: 5 });
 * line.points.map(({ t }) => t); // [-1,-0.5,0,0.5,1]
 * @see Goodfellow, Vinyals and Saxe, "Qualitatively characterizing neural network optimization problems", 2015
 */
export async function costAlong(
  network: Network,
  direction: ReadonlyMap<string, ArrayLike<number>>,
  data: Dataset,
  options: CostLineOptions = {},
): Promise<CostLine> {
  checkSurvey(network, [direction], data);
  const work = checkWork(options, ["from", "to", "points"]);
  const { from, to, points } = work.own;
  const ts = pointsOf({ from, to, points }, "a line", 41, 100_000);
  const places = Array.from(ts, (t) => [t]);
  const found = await survey(network, [direction], data, places, ts.length, work);
  const all = found.map((there, i) => ({ t: ts[i]!, ...there }));
  const lowest = lowestOf(found);
  return { count: data.count, points: all, ...(lowest < 0 ? {} : { minimum: all[lowest]! }) };
}
