import type { Dataset } from "../../data/index.ts";
import { checkWork, type WorkOptions } from "../../engines/work.ts";
import { NndlError, show } from "../../errors.ts";
import type { Network } from "../../network/index.ts";
import { type CostThere, checkSurvey, lowestOf, pointsOf, type Stretch, survey } from "./survey.ts";

/** Where costs are measured on a plane, and how. */
export interface CostPlaneOptions extends WorkOptions {
  /** Along the first direction; from −1 to 1 at 21 points when absent. */
  readonly u?: Stretch | undefined;
  /** Along the second direction; likewise. */
  readonly v?: Stretch | undefined;
}

/** The cost on a plane through the space of weights. */
export interface CostPlane {
  /** The number of examples that were measured. */
  readonly count: number;
  /** Where along the first direction, from left to right. */
  readonly u: Float64Array;
  /** Where along the second direction. */
  readonly v: Float64Array;
  /** One row for each v, in it one cost for each u; no finite number where weights or costs are too large for float32. */
  readonly costs: Float64Array;
  /** How many examples are answered right there, where they have classes. */
  readonly correct?: Uint32Array;
  /** The point with the smallest cost, of equal ones the first; absent where no cost is finite. */
  readonly minimum?: PlanePoint;
}

/** The cost at one point of a plane. */
export interface PlanePoint extends CostThere {
  readonly u: number;
  readonly v: number;
}

/**
 * The mean unregularized cost of a data set, and its accuracy, with the weights θ + u d₁ + v d₂ on a grid: on a plane through a
 * network's weights θ along two directions, or through three networks with `planeThrough`.
 *
 * As for `costAlong`, the network does not change, and memory does not grow with the number of points but by what is measured.
 *
 * @param directions two, each as for `costAlong`
 * @throws NndlError as `costAlong`; "landscape.direction" for other than two directions
 * @example
 * const { costs, minimum } = await costOnPlane(net, [randomDirection(net, 1), randomDirection(net, 2)], digits.test, {
 *   u: { from: -0.5, to: 0.5, points: 5 }, v: { points: 3 },
 * });
 * costs.length; // 15
 * @see Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural nets", 2018
 */
export async function costOnPlane(
  network: Network,
  directions: readonly [ReadonlyMap<string, ArrayLike<number>>, ReadonlyMap<string, ArrayLike<number>>],
  data: Dataset,
  options: CostPlaneOptions = {},
): Promise<CostPlane> {
  if (!Array.isArray(directions) || directions.length !== 2)
    throw new NndlError("landscape.direction", {
      received: Array.isArray(directions) ? `${directions.length} directions` : show(directions),
      expected: "a plane must have two directions",
      next: "Give an array of two, or use costAlong.",
    });
  checkSurvey(network, directions, data);
  const work = checkWork(options, ["u", "v"]);
  const [u, v] = (["u", "v"] as const).map((name) => pointsOf(work.own[name] ?? {}, name, 21, 2_000)) as [
    Float64Array,
    Float64Array,
  ];
  const total = u.length * v.length;
  const places = function* () {
    for (const y of v) for (const x of u) yield [x, y];
  };
  const found = await survey(network, directions, data, places(), total, work);
  const lowest = lowestOf(found);
  const minimum = { u: u[lowest % u.length]!, v: v[Math.floor(lowest / u.length)]!, ...found[lowest]! };
  return {
    ...{ count: data.count, u, v },
    costs: Float64Array.from(found, ({ cost }) => cost),
    ...(data.targets.kind === "classes" ? { correct: Uint32Array.from(found, ({ correct }) => correct!) } : {}),
    ...(lowest < 0 ? {} : { minimum }),
  };
}
