import { cosPi } from "../../arithmetic/index.ts";
import type { Schedule } from "./schedule.ts";

/** The setting of the cosine schedule; 0 when left out. */
export interface CosineSettings {
  /** The fraction of the learning rate that is left at the end. */
  readonly floor: number;
}

/** The learning rate falls along half a cosine, from η at the first step to floor·η at the last. */
export const cosine: Schedule<CosineSettings> = {
  name: "cosine",
  formula: "η · [floor + (1 − floor)(1 + cos(π t/T)) / 2]",
  source: "Loshchilov and Hutter, 2017",
  perStep: true,
  defaults: { floor: 0 },
  ranges: { floor: { min: 0, max: 1 } },
  multiplier: (settings, at) =>
    settings.floor + ((1 - settings.floor) * (1 + cosPi(Math.min(1, at.step / at.steps)))) / 2,
};
