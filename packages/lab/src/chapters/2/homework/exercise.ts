/** What an exercise hides: kinds of numbers, or single ones, as a link writes them. */
import type { Kind, Quantity } from "../machine/quantities.ts";

/** What can be hidden, in the order in which it is calculated. */
export const hideable: readonly { readonly kind: Kind; readonly name: string }[] = [
  { kind: "z", name: "z" },
  { kind: "a", name: "a = σ(z)" },
  { kind: "C", name: "the cost C" },
  { kind: "g", name: "∂C/∂a" },
  { kind: "s", name: "σ′(z)" },
  { kind: "d", name: "δ" },
  { kind: "gb", name: "∂C/∂b" },
  { kind: "gw", name: "∂C/∂w" },
];

/** What a text names, each once. */
const namesIn = (text: string) => new Set(text.split(",").flatMap((name) => name.trim() || []));

/** "d,gw0.1.1": the numbers that are hidden, in the order of the algorithm. */
export function hiddenIn(text: string, computed: readonly Quantity[]): string[] {
  const names = namesIn(text);
  return computed.filter(({ id, kind }) => names.has(id) || names.has(kind)).map(({ id }) => id);
}

/** What a text names that is no number of the network, and so hides nothing. */
export function strangersIn(text: string, computed: readonly Quantity[]): string[] {
  const known = new Set(computed.flatMap(({ id, kind }) => [id, kind]));
  return [...namesIn(text)].filter((name) => !known.has(name as Kind));
}

/** The shortest text for these: a kind where all of it is hidden. */
export function writeHidden(ids: ReadonlySet<string>, computed: readonly Quantity[]): string {
  return hideable
    .flatMap(({ kind }) => {
      const all = computed.filter((quantity) => quantity.kind === kind).map(({ id }) => id);
      return all.length > 0 && all.every((id) => ids.has(id)) ? [kind] : all.filter((id) => ids.has(id));
    })
    .join(",");
}
