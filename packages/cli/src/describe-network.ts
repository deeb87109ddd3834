/** Networks in a few words. */
import { shorten } from "@nndl/words/short-network";
import type { NetworkSpec } from "nndl";
import type { Screen } from "./terminal/screen.ts";
import { wrap } from "./terminal/wrap.ts";

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

/** Leaves out how the weights began, which is said elsewhere. */
function withoutStart({ input, layers }: NetworkSpec): Pick<NetworkSpec, "input" | "layers"> {
  const alike = layers.map((layer) => ("initializer" in layer ? { ...layer, initializer: "zeros" as const } : layer));
  return { input, layers: alike };
}
