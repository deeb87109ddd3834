import { Trainer } from "../training/trainer.svelte.ts";

/** The pupil's own network, which trains here and then reads what they draw. */
export const ownNetwork = new Trainer();

/** Whether it has learned all that it is to learn; one that was kept stands at its end without having come there. */
export function isTrained({ status, step, steps }: Trainer): boolean {
  return status === "done" || (status === "paused" && steps > 0 && step >= steps);
}
