/** Networks of characters: what one must be to say what follows, and how it is asked. */
import type { TextInputs } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { isSequence } from "../layers/index.ts";
import type { Network } from "../network/index.ts";

/** What a network that writes has learned from. @throws NndlError "text.network" */
export function checkWriter({ preparation, layers, output, spec }: Network): TextInputs {
  const inputs = preparation?.inputs;
  const backward = layers.find(({ spec: layer }) => "direction" in layer && layer.direction !== "forward");
  const problem =
    inputs?.kind !== "text"
      ? "this network has not learned from a text"
      : !isSequence(output) || output[0] !== inputs.steps
        ? "this network does not say at each character which one follows"
        : backward !== undefined
          ? `layer ${backward.index + 1}, ${backward.spec.type}, reads backward, from characters that are not written yet`
          : spec.cost === "quadratic"
            ? "the outputs of this network are no probabilities: its cost is quadratic"
            : undefined;
  if (problem !== undefined || inputs?.kind !== "text")
    throw new NndlError("text.network", {
      problem: problem ?? "",
      next: 'Train one on a text: nndl train --data text:FILE, or openSource("text:FILE").',
    });
  return inputs;
}

/**
 * The outputs behind the last of some characters, one for each that may follow. Of longer ones the end alone is read, as much as the
 * network's input has steps.
 *
 * @param read the places of one character or more in the alphabet
 * @throws NndlError "network.outputs" for outputs that are no numbers
 */
export async function outputsAfter(network: Network, read: readonly number[], steps: number): Promise<Float32Array> {
  const seen = read.slice(-steps);
  const input = new Float32Array(steps);
  input.set(seen);
  // What stands behind the last character is read after it, and changes nothing before.
  const all = await network.predict(input);
  const classes = all.length / steps;
  const outputs = all.subarray((seen.length - 1) * classes, seen.length * classes);
  if (!outputs.every(Number.isFinite))
    throw new NndlError("network.outputs", {
      problem: "the outputs are not numbers: the weights are not finite, or too large",
      next: "Use the weights of an earlier epoch, or train with a smaller learning rate.",
    });
  return outputs;
}
