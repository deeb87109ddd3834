/** Neurons and weights in words. */
import { count, showNumber } from "@nndl/words/numbers";
import type { NetworkColumn } from "./columns.ts";

/** What inputs and outputs are called, where they have names. */
export interface UnitNames {
  readonly input: (unit: number) => string | undefined;
  readonly output: (unit: number) => string | undefined;
}

/** "x", "the picture", "neuron 3 of layer 1", "map 2 of layer 1", "the output for 7". */
export function unitName(column: NetworkColumn, unit: number, layers: number, names: UnitNames): string {
  const { layer, isMaps, units } = column;
  if (layer < 0) {
    if (isMaps) return units === 1 ? "the picture" : (["red", "green", "blue"][unit] ?? `channel ${unit + 1}`);
    return names.input(unit) ?? `input ${unit + 1}`;
  }
  if (isMaps) return `map ${unit + 1} of layer ${layer + 1}`;
  const output = layer === layers - 1 ? names.output(unit) : undefined;
  return output ?? `neuron ${unit + 1} of layer ${layer + 1}`;
}

/** A line, and how strong it is: of a weight its value, of a whole kernel its length. */
export function lineInWords(from: string, to: string, of: "weights" | "lengths" | "nothing", value: number): string {
  const way = `From ${from} to ${to}`;
  if (of === "nothing") return `${way}: passed on, without a weight.`;
  if (of === "weights") return `${way}: weight ${showNumber(value, 3)}.`;
  return `${way}: all weights together are ${showNumber(value, 3)} long.`;
}

/** Under a column: how many there are, and how many of them are seen. */
export function countInWords({ layer, isMaps, units, shown, shape }: NetworkColumn): string {
  const many = count(units);
  if (layer < 0 && isMaps) return `${shape[2]} × ${shape[1]} pixels`;
  const what = layer < 0 ? (units === 1 ? "input" : "inputs") : isMaps ? "maps" : units === 1 ? "neuron" : "neurons";
  return shown.length === units ? `${many} ${what}` : `${shown.length} of ${many} ${what}`;
}
