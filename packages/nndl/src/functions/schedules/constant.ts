import type { Schedule } from "./schedule.ts";

/** The learning rate stays what it is. */
export const constant: Schedule<Record<never, never>> = {
  name: "constant",
  formula: "η",
  source: "chapter 1",
  perStep: false,
  defaults: {},
  ranges: {},
  multiplier: () => 1,
};
