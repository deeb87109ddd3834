/** What colours say in the plane: which class the network sees there, and how clearly; or how high a function is. */
import { type Colours, type Rgb, rgb } from "../drawing/theme.svelte.ts";

/** The class that an output is largest for, and by how much, from 0 to 1. */
export function clearest(outputs: ArrayLike<number>, at: number, size: number): readonly [label: number, by: number] {
  let [best, next] = [0, -1];
  for (let j = 1; j < size; j++)
    if (outputs[at + j]! > outputs[at + best]!) [best, next] = [j, best];
    else if (next < 0 || outputs[at + j]! > outputs[at + next]!) next = j;
  const [most, less] = [outputs[at + best]!, outputs[at + next]!];
  return [best, (most - less) / Math.max(1e-9, Math.abs(most) + Math.abs(less))];
}

/** The colours of classes, in their order. */
export function classColours({ negative, positive, third, fourth }: Colours): readonly Rgb[] {
  return [negative, positive, third, fourth].map(rgb);
}

/** A grid of outputs; row 0 is the lowest. */
export interface OutputGrid {
  readonly columns: number;
  readonly rows: number;
  readonly size: number;
  readonly outputs: ArrayLike<number>;
  /** Of values: what is drawn in the deepest colours; the smallest and the largest where absent. */
  readonly range?: readonly [low: number, high: number];
}

/** The pixels of a grid of outputs, from the top row down. */
export function planePixels(
  { columns, rows, size, outputs, range }: OutputGrid,
  colours: Colours,
): Uint8ClampedArray<ArrayBuffer> {
  const [paper, classes] = [rgb(colours.paper), classColours(colours)];
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  let [low, high] = range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (size === 1 && range === undefined)
    for (let i = 0; i < columns * rows; i++) [low, high] = [Math.min(low, outputs[i]!), Math.max(high, outputs[i]!)];
  /** Of a function what is high is blue, and what is low orange. */
  const height = (value: number) => (2 * (value - low)) / (high - low || 1) - 1;
  for (let i = 0; i < columns * rows; i++) {
    const level = size === 1 ? height(outputs[i]!) : 0;
    const [label, by] = size === 1 ? [Number(level >= 0), Math.abs(level)] : clearest(outputs, i * size, size);
    const row = rows - 1 - Math.floor(i / columns);
    const at = 4 * (row * columns + (i % columns));
    const full = classes[label] ?? paper;
    // Number by number: thousands of them are made many times a second.
    for (let part = 0; part < 3; part++) pixels[at + part] = paper[part]! + (full[part]! - paper[part]!) * 0.75 * by;
    pixels[at + 3] = 255;
  }
  return pixels;
}
