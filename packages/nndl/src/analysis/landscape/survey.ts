import { finite, knownKeys, plainObject, positiveInteger } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import type { Evaluation } from "../../engines/index.ts";
import { checkData } from "../../engines/session-checks.ts";
import { checkFiniteWeights, type Work } from "../../engines/work.ts";
import { NndlError } from "../../errors.ts";
import { checkNetwork, type Network, parameterName } from "../../network/index.ts";
import { checkTellsClasses } from "../../network/tells-classes.ts";
import { layerCosts, totalCosts } from "../cost-estimate.ts";
import { checkDirection } from "./directions.ts";

/** Where along a direction costs are measured: at points of equal distance, both ends among them. */
export interface Stretch {
  /** −1 when absent. */
  readonly from?: number | undefined;
  /** 1 when absent. */
  readonly to?: number | undefined;
  /** How many; from 2. */
  readonly points?: number | undefined;
}

/** What was measured with the weights of one point. */
export interface CostThere {
  /** The mean unregularized cost; no finite number where weights or costs are too large for float32. */
  readonly cost: number;
  /** How many answers are right, where they have classes. */
  readonly correct?: number | undefined;
  /** Their share. */
  readonly accuracy?: number | undefined;
}

/** About as many multiply-adds are done before others get their turn. */
const atOnce = 2 ** 28;

/** What a survey is of, checked. */
export function checkSurvey(network: Network, directions: readonly unknown[], data: Dataset): void {
  checkNetwork(network);
  for (const direction of directions) checkDirection(network, direction);
  checkData(network, data);
  if (data.targets.kind === "classes") checkTellsClasses(network, data.labelsEach > 1 ? "step" : "example");
  checkFiniteWeights(network);
}

/** The points of a stretch. @throws NndlError "landscape.range" */
export function pointsOf(stretch: unknown, what: string, usualPoints: number, most: number): Float64Array {
  const where = { code: "landscape.range", what } as const;
  const fields = plainObject(stretch, where);
  knownKeys(fields, ["from", "to", "points"], where);
  const [from, to] = [finite(fields.from ?? -1, where), finite(fields.to ?? 1, where)];
  const points = positiveInteger(
    fields.points ?? usualPoints,
    { ...where, what: `${what}: the number of points` },
    most,
  );
  if (points < 2 || from >= to)
    throw new NndlError("landscape.range", {
      received: points < 2 ? "one point" : `from ${from} to ${to}`,
      expected: `${what} must go from a number to a larger one, with at least two points`,
      next: "Give from, to and points, for example { from: -1, to: 1, points: 41 }.",
    });
  return Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}

/**
 * Measures a data set with the weights of many points, θ + Σ s_k d_k, one after another, in one session: the data stay in the
 * engine's memory, cut so that others get their turn, and besides them there is one copy of the network. The network itself
 * does not change.
 */
export async function survey(
  network: Network,
  directions: readonly ReadonlyMap<string, ArrayLike<number>>[],
  data: Dataset,
  points: Iterable<readonly number[]>,
  count: number,
  work: Work,
): Promise<readonly CostThere[]> {
  const moved = network.clone();
  const moves = movesOf(network, moved, directions);
  const session = await work.engine.open(moved, { threads: work.threads });
  try {
    const each = Math.max(100, Math.floor(atOnce / Math.max(1, totalCosts(layerCosts(network.spec)).multiplyAdds)));
    const parts = Array.from({ length: Math.ceil(data.count / each) }, (_, i) =>
      session.load(data.slice(i * each, Math.min((i + 1) * each, data.count))),
    );
    const found: CostThere[] = [];
    let done = 0;
    for (const point of points) {
      for (const move of moves) move(point);
      session.upload();
      let [cost, correct] = [0, 0];
      for (const part of parts) {
        const evaluation: Evaluation = session.evaluate(part);
        cost += evaluation.cost * (part.data.count / data.count);
        correct += evaluation.correct ?? 0;
        await work.after(++done, count * parts.length);
      }
      found.push(data.targets.kind === "classes" ? { cost, correct, accuracy: correct / data.answerCount } : { cost });
    }
    return found;
  } finally {
    session.close();
  }
}

/** For each parameter that moves, what puts it where a point is. */
function movesOf(
  network: Network,
  moved: Network,
  directions: readonly ReadonlyMap<string, ArrayLike<number>>[],
): readonly ((point: readonly number[]) => void)[] {
  return network.layers.flatMap(({ index, parameters }) =>
    parameters.flatMap(({ name, least = Number.NEGATIVE_INFINITY }) => {
      const key = parameterName(index, name);
      const own = directions.map((direction) => direction.get(key));
      if (own.every((values) => values === undefined)) return [];
      // A copy: whoever holds the network may train it in the meantime.
      const start = network.parameters.get(key)!.values.slice();
      const { values } = moved.parameters.get(key)!;
      return (point: readonly number[]) => {
        for (let i = 0; i < values.length; i++) {
          let value = start[i]!;
          for (let k = 0; k < own.length; k++) value += point[k]! * (own[k]?.[i] ?? 0);
          values[i] = Math.max(least, value);
        }
      };
    }),
  );
}

/** The place of the smallest finite cost, of equal ones the first; −1 where there is none. */
export function lowestOf(found: readonly CostThere[]): number {
  let lowest = -1;
  for (const [i, { cost }] of found.entries())
    if (Number.isFinite(cost) && (lowest < 0 || cost < found[lowest]!.cost)) lowest = i;
  return lowest;
}
