import { NndlError } from "nndl";
import type { AskNetwork } from "nndl/images";
import type { Trainer } from "./trainer.svelte.ts";

/** Asks the network that a trainer has, as what reads pictures asks: several inputs at a time. */
export function askNetwork(trainer: Pick<Trainer, "ask">): AskNetwork {
  return async (inputs) => {
    const size = inputs[0]?.length ?? 0;
    const packed = new Float32Array(inputs.length * size);
    inputs.forEach((input, i) => {
      packed.set(input, i * size);
    });
    const answer = await trainer.ask({ about: "outputs", inputs: packed });
    if (answer === undefined)
      throw new NndlError("session.closed", {
        problem: "the network that was asked is gone: another took its place",
        next: "Ask the new one.",
      });
    return inputs.map((_, i) => answer.outputs.subarray(i * answer.size, (i + 1) * answer.size));
  };
}
