import { type Dataset, expandByShifts } from "nndl";
import type { TrainingExperiment } from "./experiment.ts";

/** Expanded data are large, so every run of a process has the same. */
const known = new WeakMap<Dataset, Dataset>();

/** The images that an experiment trains on, made from those that there are. */
export function imagesOf({ expansion }: Pick<TrainingExperiment, "expansion">, training: Dataset): Dataset {
  if (expansion === undefined) return training;
  const expanded = known.get(training) ?? expandByShifts(training);
  known.set(training, expanded);
  return expanded;
}
