/** The training cost after each of 30 epochs, as `nndl reproduce ch3/learning-rates` and `ch3/schedule` ran in Node with seed 1. */
import { digits, storedRun, valuesOf } from "../../../results/stored.ts";

const three = storedRun("ch3/learning-rates");
const costs = (run: typeof three, figure: string): readonly number[] =>
  valuesOf(run, figure).map((cost) => digits(cost, 4));

export const recorded = {
  small: costs(three, "small"),
  middle: costs(three, "middle"),
  large: costs(three, "large"),
  /** 0.25 for 20 epochs, then 0.025. */
  schedule: costs(storedRun("ch3/schedule"), "cost"),
};
