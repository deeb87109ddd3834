import { Trainer } from "../training/trainer.svelte.ts";

/** The pupil's own network, which trains here and then reads what they draw. */
export const ownNetwork = new Trainer();
