/** Runs on record, seed 1: `nndl reproduce ch3/halving-schedule` and `ch3/way-out`. */
import { digits, pointsOf, storedRun, valuesOf } from "../../../results/stored.ts";

const schedule = storedRun("ch3/halving-schedule");
const found = storedRun("ch3/way-out");

/** Validation images read, of 10,000, after each epoch: η halved on no improvement in ten, and 0.5 throughout. */
export const halving: readonly number[] = valuesOf(schedule, "validation");
export const constant: readonly number[] = valuesOf(schedule, "constantValidation");

/** The first epoch with each learning rate. */
export const rates: readonly (readonly [epoch: number, rate: number])[] = pointsOf(schedule, "rate").filter(
  ([, rate], epoch, all) => rate !== all[epoch - 1]?.[1],
);

/** When early stopping would have ended it: epochs. */
export const stoppedAfter: number = Number(schedule.measured.stoppedEpochs);

/** By the size of the mini-batch: billions of multiply-adds, and percent of the validation images, after each epoch. */
export const bySize: Readonly<Record<1 | 10 | 100, readonly (readonly [work: number, percent: number])[]>> = {
  1: courseOf(1),
  10: courseOf(10),
  100: courseOf(100),
};

function courseOf(size: number) {
  return pointsOf(found, `course${size}`).map(([work, percent]) => [digits(work, 5), digits(percent, 2)] as const);
}
