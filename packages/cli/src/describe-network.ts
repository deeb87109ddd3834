/** Networks in a few words. */
import { type ActivationName, activationOf, formatLayers, type InitializerName, type NetworkSpec } from "nndl";
import type { Screen } from "./terminal/screen.ts";
import { wrap } from "./terminal/wrap.ts";

/** How a network is written in one line, and what that line leaves out. */
export interface ShortNetwork {
  readonly layers: string;
  /** Of the layers with neurons before the last that do not say another. */
  readonly activation?: ActivationName;
  /** Of the layers that do not say another. */
  readonly initializer?: InitializerName;
  /** The last layer's, where the line does not say it. */
  readonly output?: ActivationName;
}

/** The short notation of a network, with as much as possible left out: "784-30-10" where that is all there is to say. */
export function shorten({ input, layers }: Pick<NetworkSpec, "input" | "layers">): ShortNetwork {
  const initializers = layers.flatMap((layer) => ("initializer" in layer ? [layer.initializer] : []));
  const hidden = layers.slice(0, -1).flatMap((layer) => ("initializer" in layer ? [layer.activation] : []));
  const usual = {
    ...(hidden[0] === undefined ? {} : { activation: hidden[0] }),
    ...(initializers[0] === undefined ? {} : { initializer: initializers[0] }),
  };
  const sizes = layers.flatMap((layer) => (layer.type === "dense" ? [layer.units] : []));
  const isPlain =
    input.length === 1 &&
    sizes.length === layers.length &&
    new Set(hidden).size <= 1 &&
    new Set(initializers).size === 1;
  if (!isPlain) return { layers: formatLayers({ input, layers }, usual), ...usual };
  return { layers: [input[0], ...sizes].join("-"), ...usual, output: activationOf(layers[layers.length - 1]) };
}

/** A network in one line: "784-30-10 · sigmoid · quadratic cost". */
export function describeNetwork(spec: NetworkSpec): string {
  const { layers, activation, output } = shorten(withoutStart(spec));
  const activations = new Set([activation, output].filter((name) => name !== undefined));
  return [layers, ...(activations.size === 0 ? [] : [[...activations].join(" and ")]), `${spec.cost} cost`].join(" · ");
}

/** A network as a title: in bold, and on a terminal in lines that it can show. */
export function titleOf(spec: NetworkSpec, { isTerminal, columns, style }: Screen): string[] {
  const text = describeNetwork(spec);
  return (isTerminal ? wrap(text, columns) : [text]).map(style.bold);
}

/** A network as part of a folder's name: letters, digits, dots and dashes, and not too many of them. */
export function nameNetwork(spec: NetworkSpec): string {
  const words = shorten(withoutStart(spec)).layers.split(/[^\w.]+/);
  let name = words[0];
  for (const word of words.slice(1)) {
    if (name.length + 1 + word.length > longestName) return `${name}-etc`;
    name += `-${word}`;
  }
  return name.slice(0, longestName);
}

const longestName = 60;

/** How the weights began is told elsewhere. */
function withoutStart({ input, layers }: NetworkSpec): Pick<NetworkSpec, "input" | "layers"> {
  const alike = layers.map((layer) => ("initializer" in layer ? { ...layer, initializer: "zeros" as const } : layer));
  return { input, layers: alike };
}
