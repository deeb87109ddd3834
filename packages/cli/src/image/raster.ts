import type { GreyImage } from "nndl/images";

/** A decoded image: how light each pixel is, from 0 (black) to 1 (white), and how opaque where that varies. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
  readonly alpha?: Float32Array;
}

/** The most pixels an image may have: more than any camera's, and few enough to hold in memory. */
export const mostPixels = 50_000_000;

/** How light a colour looks (ITU-R BT.601), on the scale of its components. */
export function lightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Lays what is transparent on a background: on white where the opaque part is dark, on black where it is light, because
 * a drawing is made to be seen.
 */
export function flatten({ width, height, light, alpha }: Raster): GreyImage {
  if (alpha === undefined) return { width, height, values: light };
  let opaque = 0;
  let sum = 0;
  for (let i = 0; i < light.length; i++) {
    opaque += alpha[i];
    sum += alpha[i] * light[i];
  }
  const background = sum > opaque / 2 ? 0 : 1;
  return { width, height, values: light.map((value, i) => value * alpha[i] + background * (1 - alpha[i])) };
}
