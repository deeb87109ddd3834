/**
 * Networks in one line: "28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10".
 *
 * The first token is the input's shape, each other one a layer: a word, its sizes with "x" between them, options that are
 * letters with numbers, and choices after colons. {@link notationLines} lists all of it.
 */
import { show } from "../errors.ts";
import type { ActivationName } from "../functions/index.ts";
import { isSequence, type LayerInput, type LayerSpec, type Shape } from "../layers/index.ts";
import { readInput, readLayer, tokensOf } from "./reader.ts";
import { emptyNotation } from "./refusals.ts";
import { formatLayer, type UsualLayer } from "./writer.ts";

export { type NotationLine, notationLines } from "./words.ts";
export type { UsualLayer } from "./writer.ts";

/** What layers get that do not say it themselves. */
export interface NotationDefaults {
  /** Of layers with neurons; "sigmoid", as everywhere, when absent. */
  readonly activation?: ActivationName | undefined;
  /** The last layer's; `activation` when absent. */
  readonly output?: ActivationName | undefined;
}

/** The parts of a network that the notation says; `network` takes them as they are. */
export interface NotatedNetwork {
  /** The shape of one input. */
  readonly input: Shape;
  /** The layers, the first one first. */
  readonly layers: readonly LayerInput[];
}

/**
 * Reads a network in the short notation. Only its grammar is checked: whether sizes fit one another is for `network` to say.
 *
 * @param defaults the activations of layers that name none; initializers are the network's
 * @throws NndlError "notation.input", "notation.layer", "notation.empty", with the token and what would fit
 * @example
 * const net = network({ ...parseLayers("28x28 conv20x5 pool2 dense100 softmax10", { activation: "relu" }), seed: 1 });
 */
export function parseLayers(text: string, defaults: NotationDefaults = {}): NotatedNetwork {
  if (typeof text !== "string") throw emptyNotation(show(text));
  const tokens = tokensOf(text);
  if (tokens.length < 2) throw emptyNotation(show(text));
  const input = readInput(tokens);
  const layers = tokens.slice(1).map((_, index) => {
    const isLast = index === tokens.length - 2;
    const activation = isLast ? (defaults.output ?? defaults.activation) : defaults.activation;
    return readLayer(tokens, index + 1, activation);
  });
  return { input, layers };
}

/**
 * Writes a network in the short notation: what `parseLayers` with that activation, and `network` with that initializer,
 * make the same layers of. The last layer's activation is always said.
 *
 * @param usual what a layer need not say; "sigmoid" and "scaled-gaussian" when absent
 * @throws NndlError "notation.inexpressible" for a layer that the notation has no words for
 * @example
 * formatLayers(network({ input: [784], layers: [dense(30), dense(10, "softmax")] }).spec); // "784 dense30 softmax10"
 */
export function formatLayers(
  { input, layers }: { readonly input: Shape; readonly layers: readonly LayerSpec[] },
  usual: UsualLayer = {},
): string {
  const tokens = layers.map((layer, index) => formatLayer(layer, index, index === layers.length - 1, usual));
  return [formatInput(input), ...tokens].join(" ");
}

/** "784", "28x28" for one channel, "3x8x8"; "28of28" for a sequence of so many steps. */
function formatInput(input: Shape): string {
  if (isSequence(input)) return input.join("of");
  return (input.length === 3 && input[0] === 1 ? input.slice(1) : input).join("x");
}
