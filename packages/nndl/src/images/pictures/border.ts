/** What a picture's border says of the ground that it is drawn on. */
import { asBytes, flatten, lightness, type Raster } from "./raster.ts";

/** A picture's border: its usual colour, and whether it is paper, light or dark, all around. */
export interface Border {
  /** The median of each channel. */
  readonly colour: readonly number[];
  /** Whether nearly all of it is of one shade, and that is light or dark; undefined for photographs and the like. */
  readonly paper: "light" | "dark" | undefined;
}

/** How far the paper may be from its usual shade, and what share of the border must be paper. */
const evenness = 32;
const leastPaper = 0.6;

/** From which shade on paper is light, and up to which it is dark. */
const lightPaper = 150;
const darkPaper = 105;

/** @param raster of bytes, without transparency */
export function borderOf({ width, height, channels, pixels }: Raster): Border {
  const thickness = Math.max(1, Math.round(Math.min(width, height) * 0.03));
  const counts = Array.from({ length: channels }, () => new Uint32Array(256));
  const shades = new Uint32Array(256);
  let number = 0;
  for (let y = 0; y < height; y++) {
    const isEdge = y < thickness || y >= height - thickness;
    for (let x = 0; x < width; x++) {
      if (!isEdge && x === thickness && width > 2 * thickness) x = width - thickness;
      const at = channels * (y * width + x);
      for (let c = 0; c < channels; c++) counts[c]![pixels[at + c]!]!++;
      const shade = channels === 1 ? pixels[at]! : lightness(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
      shades[Math.round(shade)]!++;
      number++;
    }
  }
  const shade = medianOf(shades, number);
  let even = 0;
  for (let i = Math.max(0, shade - evenness); i <= Math.min(255, shade + evenness); i++) even += shades[i]!;
  const isPaper = even >= leastPaper * number;
  return {
    colour: counts.map((count) => medianOf(count, number)),
    paper: !isPaper ? undefined : shade >= lightPaper ? "light" : shade <= darkPaper ? "dark" : undefined,
  };
}

/**
 * Whether a picture is drawn on light paper or on dark: of one shade nearly all around. Undefined for photographs and the like.
 *
 * @example paperOf({ width: 2, height: 2, channels: 1, pixels: Uint8Array.of(255, 255, 250, 0) }); // "light"
 */
export function paperOf(raster: Raster): "light" | "dark" | undefined {
  return borderOf(asBytes(flatten(raster))).paper;
}

function medianOf(counts: Uint32Array, number: number): number {
  let below = 0;
  for (let value = 0; value < 256; value++) {
    below += counts[value]!;
    if (2 * below > number) return value;
  }
  return 255;
}
