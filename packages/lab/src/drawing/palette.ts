/** Numbers as pixels, quickly: the shades are mixed once, then looked up. */
import type { Colours } from "./theme.svelte.ts";
import { mix, type Rgb, rgb } from "./theme.svelte.ts";

/**
 * "ink": 0 is paper and 1 is ink. "signed": 0 is paper, positive numbers are blue and negative ones orange. "light": 1 is
 * white and 0 black, as in a photograph; "dark": 1 is black and 0 white. These two are the same by day and by night.
 */
export type PaletteName = "ink" | "signed" | "light" | "dark";

const steps = 255;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Shades for numbers from −1 to 1: 2 · 255 + 1 of them, each the four bytes of a pixel. */
export interface Palette {
  readonly shades: Uint32Array;
}

type Named = Pick<Colours, "paper" | "ink" | "positive" | "negative">;

/** Of the same colours, those that were mixed. */
const mixed = new WeakMap<Named, Map<PaletteName, Palette>>();

export function paletteOf(name: PaletteName, colours: Named): Palette {
  const known = mixed.get(colours) ?? new Map<PaletteName, Palette>();
  mixed.set(colours, known);
  const palette = known.get(name) ?? mixOf(name, colours);
  known.set(name, palette);
  return palette;
}

function mixOf(name: PaletteName, colours: Named): Palette {
  const [paper, ink, up, down] = [colours.paper, colours.ink, colours.positive, colours.negative].map(rgb) as [
    Rgb,
    Rgb,
    Rgb,
    Rgb,
  ];
  const bytes = new Uint8Array(4 * (2 * steps + 1));
  const [none, full] = { ink: [paper, ink], signed: [paper, up], light: [black, white], dark: [white, black] }[
    name
  ] as [Rgb, Rgb];
  for (let i = -steps; i <= steps; i++) {
    const shade = name === "signed" && i < 0 ? mix(none, down, -i / steps) : mix(none, full, i / steps);
    bytes.set([...shade, 255], 4 * (i + steps));
  }
  return { shades: new Uint32Array(bytes.buffer) };
}

/**
 * Fills an image with numbers, of which `most` has the strongest shade; of three channels, one after another, the first gives
 * the red, the second the green and the third the blue.
 */
export function paint(
  image: { readonly data: Uint8ClampedArray },
  values: ArrayLike<number>,
  { shades }: Palette,
  most = 1,
  channels: 1 | 3 = 1,
): void {
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, image.data.length / 4);
  const factor = steps / most;
  const placeOf = (value = 0) => {
    const level = Math.round(value * factor);
    return steps + (level > steps ? steps : level < -steps ? -steps : level);
  };
  for (let i = 0; i < pixels.length; i++) pixels[i] = shades[placeOf(values[i])]!;
  if (channels === 1) return;
  const bytes = new Uint8Array(shades.buffer);
  for (let i = 0; i < pixels.length; i++)
    for (let c = 1; c < 3; c++) image.data[4 * i + c] = bytes[4 * placeOf(values[c * pixels.length + i]) + c]!;
}

/** The largest magnitude; 1 where there is nothing. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest || 1;
}
