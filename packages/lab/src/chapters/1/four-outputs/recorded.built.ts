/**
 * How many of the 10,000 test images were read right after each of 30 epochs by the networks of this figure: what the text
 * says of them, and what training them here gives again.
 */
import { storedRun, valuesOf } from "../../../results/stored.ts";

/** Ten outputs, seed 1: the first network itself. */
export const tenOutputs: readonly number[] = valuesOf(storedRun("ch1/first-network"), "course");

/** Four outputs, seeds 1 to 3. */
export const fourBits: readonly (readonly number[])[] = [1, 2, 3].map((seed) =>
  valuesOf(storedRun("ch1/four-outputs", seed), "fourByEpoch").map((percent) => Math.round(100 * percent)),
);
