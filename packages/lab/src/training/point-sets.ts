/** Data that are points: made by rule, painted, or of a function's graph. Fetched when there are some. */
import { type Dataset, split, splitByClass } from "nndl";
import type { FunctionChoice, PaintedChoice, ToyChoice } from "./data-choice.ts";
import type { FeatureName } from "./features.ts";
import { functionOf, functionPoints } from "./function-points.ts";
import { paintedSet } from "./painted-set.ts";
import { shownPoints } from "./plane-set.ts";
import type { Sets } from "./run-data.ts";
import { toyPoints } from "./toys.ts";

/** @throws NndlError "formula.…", "recipe.function" */
export async function pointSets(choice: ToyChoice | PaintedChoice | FunctionChoice): Promise<Sets> {
  switch (choice.kind) {
    case "toy": {
      const { name, count = 400, noise = 0.1, seed = 0, testShare = 0.25, features } = choice;
      const all = toyPoints(name, count, noise, seed);
      return shownSets(all, testShare, features, (sizes) => split(all, sizes));
    }
    case "painted": {
      const { points, testShare = 0, seed = 0, features } = choice;
      const all = paintedSet(points);
      return shownSets(all, testShare, features, (sizes) => splitByClass(all, sizes, { seed }));
    }
    case "function": {
      const { training, test } = functionPoints(await functionOf(choice), choice);
      return { training: shownPoints(training, choice.features), test: shownPoints(test, choice.features) };
    }
  }
}

/** Points as the network is shown them, of which some may be kept for testing. */
function shownSets(
  all: Dataset,
  testShare: number,
  features: readonly FeatureName[] | undefined,
  divide: (sizes: readonly [number, number]) => readonly Dataset[],
): Sets {
  const kept = Math.min(all.count - 1, Math.round(all.count * testShare));
  if (kept === 0) return { training: shownPoints(all, features) };
  const [training, test] = divide([all.count - kept, kept]);
  return { training: shownPoints(training!, features), test: shownPoints(test!, features) };
}
