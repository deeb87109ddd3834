import { cosPi } from "../../arithmetic/index.ts";
import type { Schedule } from "./schedule.ts";

/** The settings of the one-cycle schedule; 0.3, 25 and 1e−4 when left out. */
export interface OneCycleSettings {
  /** The fraction of the run in which the learning rate rises. */
  readonly warmUp: number;
  /** The first learning rate is η / divisor. */
  readonly divisor: number;
  /** The last learning rate is η · floor. */
  readonly floor: number;
}

/** The learning rate rises from η/divisor to η, then falls to floor·η, each along half a cosine. */
export const oneCycle: Schedule<OneCycleSettings> = {
  name: "one-cycle",
  formula: "η/divisor ↗ η ↘ floor·η, along half cosines",
  source: "Smith and Topin, 2018",
  perStep: true,
  defaults: { warmUp: 0.3, divisor: 25, floor: 1e-4 },
  ranges: { warmUp: { min: 0, max: 1 }, divisor: { min: 1, max: 1e9 }, floor: { min: 0, max: 1 } },
  multiplier({ warmUp, divisor, floor }, at) {
    const progress = Math.min(1, at.step / at.steps);
    if (progress < warmUp) return between(1 / divisor, 1, progress / warmUp);
    return warmUp >= 1 ? 1 : between(1, floor, (progress - warmUp) / (1 - warmUp));
  },
};

/** From `start` at t = 0 to `end` at t = 1, along half a cosine. */
function between(start: number, end: number, t: number): number {
  return end + ((start - end) * (1 + cosPi(Math.min(1, t)))) / 2;
}
