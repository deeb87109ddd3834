import { type Dataset, expandByShifts } from "nndl";
import type { TrainingExperiment } from "./experiment.ts";

/** Expanded data are large, and wanted more than once: the last ones stay. */
const last = new WeakMap<Dataset, { readonly seed: number; readonly expanded: Dataset }>();

/**
 * The images that a run trains on, made from those that there are. The expanded ones are shuffled once, by the run's
 * seed; network3 takes them in that order in every epoch.
 */
export function imagesOf(
  { expansion }: Pick<TrainingExperiment, "expansion">,
  training: Dataset,
  seed: number,
): Dataset {
  if (expansion === undefined) return training;
  const known = last.get(training);
  if (known?.seed === seed) return known.expanded;
  const expanded = expandByShifts(training, { seed });
  last.set(training, { seed, expanded });
  return expanded;
}
