/**
 * Percent of the validation images that the networks of `nndl reproduce ch3/training-set-size` read, by the size of the training set: a row
 * for each of its seeds.
 */
import { digits, storedRuns, valuesOf } from "../../../results/stored.ts";

export const recorded: readonly (readonly number[])[] = storedRuns("ch3/training-set-size").map((run) =>
  valuesOf(run, "accuracy").map((percent) => digits(percent, 2)),
);
