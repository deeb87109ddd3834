/** What is probably a mistake in a run's data or settings: the library's own remarks, as the command line says them. */
import type { Remark, TrainingRun } from "nndl";
import { remarksOn } from "nndl/analysis";
import type { CheckedRecipe } from "./recipe.ts";
import type { Sets } from "./run-data.ts";

/** Reads every number once: about 50 ms for MNIST. */
export function remarksOnRun(
  { data, training }: CheckedRecipe,
  sets: Sets,
  run: Pick<TrainingRun, "remarks">,
): readonly Remark[] {
  const { shuffle, classWeights } = training;
  // MNIST's sets do not overlap, which need not be found out each time.
  const others = data.kind === "mnist" ? {} : { validation: sets.validation, test: sets.test };
  const found = [...remarksOn(sets.training, { ...others, settings: { shuffle, classWeights } }), ...run.remarks];
  return found.filter(({ code }, i) => found.findIndex((each) => each.code === code) === i);
}
