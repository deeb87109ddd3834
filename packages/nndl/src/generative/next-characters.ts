import { NndlError, show } from "../errors.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { indicesOf } from "../sources/text/read-text.ts";
import { checkWriter, outputsAfter } from "./writer.ts";

/** A character, and how likely a network of characters holds it to follow. */
export interface NextCharacter {
  readonly character: string;
  /** Its output's share of all outputs: the output itself after softmax. */
  readonly probability: number;
}

/**
 * What follows a text, by a network that learned from one: every character that it knows, the likeliest first. It sees the last
 * characters only, as many as its input has steps.
 *
 * @throws NndlError "text.network" for a network that learned from no text, or reads backward; "text.character" for characters that
 *   it does not know; "text.options" for no text, "network.outputs" for outputs that are no numbers
 * @example (await nextCharacters(writer, "the"))[0].character
 */
export async function nextCharacters(network: Network, text: string): Promise<readonly NextCharacter[]> {
  checkNetwork(network);
  const { alphabet, steps } = checkWriter(network);
  if (typeof text !== "string" || text === "")
    throw new NndlError("text.options", {
      received: show(text),
      expected: "what is followed must be a text of one character or more",
      next: "Give one.",
    });
  const outputs = await outputsAfter(network, [...indicesOf(Array.from(text), alphabet, "the text")], steps);
  const sum = outputs.reduce((total, output) => total + output, 0);
  const even = 1 / alphabet.length;
  return alphabet
    .map((character, i) => ({ character, probability: sum > 0 ? outputs[i] / sum : even }))
    .sort((a, b) => b.probability - a.probability);
}
