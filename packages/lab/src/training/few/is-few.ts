import type { MnistChoice } from "../data-choice.ts";
import { few } from "./counts.mjs";

/** Whether a run needs no other digits than the first ones. */
export function isFew({ training = 50_000, validation = 0, test = 10_000, digits = 10 }: MnistChoice): boolean {
  return digits === 10 && training <= few.training && validation === 0 && test <= few.test;
}
