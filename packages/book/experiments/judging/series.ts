import type { Point, SeriesFigure } from "../figure.ts";
import { middle, predictionInterval } from "./interval.ts";
import { type Judgement, unjudged } from "./verdict.ts";

/** Fewer runs than this have no spread worth the name. */
const fewest = 3;

/** One point in twenty misses a 95 % interval by chance; neighbours miss together, so twice as many may. */
const shareThatAgrees = 0.9;

/** Compares a curve of the book with ours, point by point. */
export function judgeSeries({ judge, book }: SeriesFigure, runs: readonly (readonly Point[])[]): Judgement {
  if (book === undefined) return unjudged("The book gives no curve.");
  if (judge === undefined) return unjudged("It stands beside the book's, and is not judged.");
  if (judge.by === "seeds" && runs.length < fewest) return unjudged(`It takes at least ${fewest} seeds to judge.`);
  const compared = book.flatMap(([x, y]) => {
    const ours = runs.flatMap((points) => valueAt(points, x));
    return ours.length < runs.length ? [] : [{ y, ours }];
  });
  if (compared.length === 0) return unjudged("Ours has none of the book's points.");
  const agreeing = compared.filter(({ y, ours }) => {
    if (judge.by === "ratio") {
      const ratio = middle(ours) / y;
      return ratio <= judge.within && ratio * judge.within >= 1;
    }
    const { lowest, highest } = predictionInterval(ours);
    return lowest <= y && y <= highest;
  }).length;
  const how = judge.by === "ratio" ? `within a factor of ${judge.within} of our median` : "within what seeds explain";
  return {
    verdict: agreeing >= shareThatAgrees * compared.length ? "agrees" : "differs",
    explanation: `Of the ${compared.length} points of the book's curve, ${agreeing} are ${how}.`,
  };
}

function valueAt(points: readonly Point[], x: number): readonly number[] {
  const found = points.find(([at]) => at === x);
  return found === undefined || !Number.isFinite(found[1]) ? [] : [found[1]];
}
