/** Text that a network of characters makes, one character after another. */
import { exp, log } from "../arithmetic/index.ts";
import { finite, integer, knownKeys, plainObject, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { checkSeed, stream } from "../random/index.ts";
import { indicesOf } from "../sources/text/read-text.ts";
import { checkWriter, outputsAfter } from "./writer.ts";

/** How a text is made; what is left out, or undefined, gets its default. */
export interface TextOptions {
  /** What it goes on from; a line's end (or a space, or the first character that the network knows) when absent. */
  readonly prompt?: string | undefined;
  /** How many characters follow it; 200 when absent. */
  readonly length?: number | undefined;
  /**
   * T: a character of probability p is drawn in proportion to p^(1/T). 1, the default, is the network's own probabilities; below it
   * keeps to what is likely, and 0 takes the likeliest each time.
   */
  readonly temperature?: number | undefined;
  /** What chance comes from: the same network, prompt and seed make the same text. 0 when absent. */
  readonly seed?: number | undefined;
}

/**
 * Lets a network that learned from a text write: it reads the prompt, a character is drawn by the probabilities that it gives, and is
 * read in its turn. It sees the last characters only, as many as its input has steps.
 *
 * @returns the characters one by one, without the prompt
 * @throws NndlError "text.network" for a network that learned from no text, or reads backward; "text.character" for a prompt with
 *   characters that it does not know; "text.options", "seed"
 * @example
 * let text = "";
 * for await (const character of generateText(writer, { prompt: "the", length: 20, seed: 1 })) text += character;
 * @see Graves, "Generating sequences with recurrent neural networks", 2013
 */
export async function* generateText(network: Network, options: TextOptions = {}): AsyncGenerator<string, void> {
  checkNetwork(network);
  const { alphabet, steps } = checkWriter(network);
  const { prompt, length, temperature, seed } = checkTextOptions(options, alphabet);
  const draws = stream(seed, "generate");
  const read = [...indicesOf(Array.from(prompt), alphabet, "the prompt")];
  for (let i = 0; i < length; i++) {
    const index = drawn(await outputsAfter(network, read, steps), temperature, draws.uniform());
    read.push(index);
    yield alphabet[index];
  }
}

/** @throws NndlError "text.options", "seed" */
function checkTextOptions(
  options: TextOptions,
  alphabet: readonly string[],
): Required<{ [K in keyof TextOptions]: NonNullable<TextOptions[K]> }> {
  const where: Where = { code: "text.options", what: "the options of a text" };
  knownKeys(plainObject(options, where), ["prompt", "length", "temperature", "seed"], where);
  const usual = ["\n", " "].find((character) => alphabet.includes(character)) ?? alphabet[0];
  const { prompt = usual, length = 200, temperature = 1, seed = 0 } = options;
  if (typeof prompt !== "string" || prompt === "")
    throw new NndlError("text.options", {
      received: show(prompt),
      expected: "the prompt must be a text of one character or more",
      next: "Give one, or leave it out.",
    });
  checkSeed(seed);
  return {
    prompt,
    length: integer(length, { ...where, what: "the length" }, { min: 1, max: 10_000_000 }),
    temperature: finite(temperature, { ...where, what: "the temperature" }, { min: 0, max: 1000 }),
    seed,
  };
}

/** Which of the outputs a uniform number picks, at a temperature. */
function drawn(outputs: Float32Array, temperature: number, uniform: number): number {
  let best = 0;
  outputs.forEach((output, j) => {
    if (output > outputs[best]) best = j;
  });
  if (temperature === 0 || !(outputs[best] > 0)) return best;
  const shares = Float64Array.from(outputs, (output) =>
    output > 0 ? exp((log(output) - log(outputs[best])) / temperature) : 0,
  );
  let left = uniform * shares.reduce((sum, share) => sum + share, 0);
  for (let j = 0; j < shares.length; j++) {
    left -= shares[j];
    if (left < 0) return j;
  }
  return best;
}
