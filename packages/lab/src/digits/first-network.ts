import { Trainer } from "../training/trainer.svelte.ts";

/** The run of the figure that trains the first network; other figures of its page may ask it to read. */
export const firstNetwork = new Trainer();
