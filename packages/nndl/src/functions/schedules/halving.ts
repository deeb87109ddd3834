import { power } from "../../arithmetic/index.ts";
import type { Schedule } from "./schedule.ts";

/** The settings of the halving schedule; 10 epochs, 2 and 1/128 when left out. */
export interface HalvingSettings {
  /** Epochs without improvement before the learning rate is reduced. */
  readonly patience: number;
  /** What it is divided by. */
  readonly divisor: number;
  /** Training ends when the learning rate has fallen to this fraction of what it was. */
  readonly until: number;
}

/**
 * The learning rate is halved when the evaluation accuracy has not improved in `patience` epochs, and training ends
 * when it has fallen to 1/128 of its first value. Chapter 3, "Learning rate schedule" and its exercise. With a divisor of
 * 10 it is the schedule that the KSH network of chapter 6 was trained with.
 */
export const halving: Schedule<HalvingSettings> = {
  name: "halving",
  formula: "η / divisor^(plateaus so far)",
  source: "chapter 3, learning rate schedules",
  perStep: false,
  defaults: { patience: 10, divisor: 2, until: 1 / 128 },
  ranges: {
    patience: { min: 1, max: 1e9, whole: true },
    divisor: { min: 1.0001, max: 1e9 },
    until: { min: 1e-12, max: 1 },
  },
  multiplier: (settings, at) => power(1 / settings.divisor, at.reductions),
  onPlateau(settings) {
    let reductions = 0;
    for (let rate = 1; rate > settings.until; rate /= settings.divisor) reductions++;
    return { patience: settings.patience, maxReductions: reductions };
  },
};
