import { expect, it } from "vitest";
import { nextAction } from "./next-action.ts";

it.each([
  ["training", 5, false, "Pause"],
  ["done", 5, false, "Train again"],
  ["paused", 5, false, "Go on"],
  ["ready", 0, false, "Train"],
  ["done", 5, true, "Train"],
] as const)(
  "of a run that is %s at step %i, with other settings: %s, the button says %s",
  (status, step, isOther, says) => {
    expect(nextAction({ status, step }, isOther)).toBe(says);
  },
);
