/** Numbers as pixels, quickly: the shades are mixed once, then looked up. */
import type { Colours } from "./theme.svelte.ts";
import { mix, type Rgb, rgb } from "./theme.svelte.ts";

/** "ink": 0 is paper and 1 is ink. "signed": 0 is paper, positive numbers are blue and negative ones orange. */
export type PaletteName = "ink" | "signed";

const steps = 255;

/** Shades for numbers from −1 to 1: 2 · 255 + 1 of them, each the four bytes of a pixel. */
export interface Palette {
  readonly shades: Uint32Array;
}

export function paletteOf(
  name: PaletteName,
  colours: Pick<Colours, "paper" | "ink" | "positive" | "negative">,
): Palette {
  const [paper, ink, up, down] = [colours.paper, colours.ink, colours.positive, colours.negative].map(rgb) as [
    Rgb,
    Rgb,
    Rgb,
    Rgb,
  ];
  const bytes = new Uint8Array(4 * (2 * steps + 1));
  for (let i = -steps; i <= steps; i++) {
    const shade = name === "ink" ? mix(paper, ink, i / steps) : mix(paper, i < 0 ? down : up, Math.abs(i) / steps);
    bytes.set([...shade, 255], 4 * (i + steps));
  }
  return { shades: new Uint32Array(bytes.buffer) };
}

/** Fills an image with numbers, of which `most` has the strongest shade. */
export function paint(
  image: { readonly data: Uint8ClampedArray },
  values: ArrayLike<number>,
  { shades }: Palette,
  most = 1,
): void {
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, image.data.length / 4);
  const factor = steps / most;
  for (let i = 0; i < pixels.length; i++) {
    const level = Math.round((values[i] ?? 0) * factor);
    pixels[i] = shades[steps + (level > steps ? steps : level < -steps ? -steps : level)]!;
  }
}

/** The largest magnitude; 1 where there is nothing. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest || 1;
}
