import { power } from "../../arithmetic/index.ts";
import type { Schedule } from "./schedule.ts";

/** The settings of the step schedule; every 10 epochs by 0.1 when left out. */
export interface StepSettings {
  /** Epochs between two reductions. */
  readonly every: number;
  /** What the learning rate is multiplied by. */
  readonly factor: number;
}

/** The learning rate is multiplied by a factor every so many epochs. Chapter 3, "Learning rate schedule". */
export const step: Schedule<StepSettings> = {
  name: "step",
  formula: "η · factor^⌊epoch / every⌋",
  source: "chapter 3, learning rate schedules",
  perStep: false,
  defaults: { every: 10, factor: 0.1 },
  ranges: { every: { min: 1, max: 1e9, whole: true }, factor: { min: 1e-9, max: 1 } },
  multiplier: (settings, at) => power(settings.factor, Math.floor(at.epoch / settings.every)),
};
