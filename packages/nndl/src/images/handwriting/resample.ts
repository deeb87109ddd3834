import type { GreyImage } from "./grey-image.ts";

/** The part of an image from column x and row y, of the given size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A part of an image in another size, by averaging areas: each new pixel is the mean of what it covers, with the parts
 * of pixels at its edges counted as parts. Made smaller, nothing is lost between samples; made larger, edges stay edges.
 */
export function resample(image: GreyImage, box: Box, width: number, height: number): GreyImage {
  const columns = coverage(box.x, box.width, width);
  const rows = coverage(box.y, box.height, height);
  const narrow = new Float32Array(width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * image.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      const { first, shares } = columns[x];
      for (let i = 0; i < shares.length; i++) sum += shares[i] * image.values[start + first + i];
      narrow[y * width + x] = sum;
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const { first, shares } = rows[y];
    for (let i = 0; i < shares.length; i++) {
      const start = (first + i - box.y) * width;
      for (let x = 0; x < width; x++) values[y * width + x] += shares[i] * narrow[start + x];
    }
  }
  return { width, height, values };
}

/** The old pixels that a new one covers, and their shares, which add up to 1. */
interface Coverage {
  readonly first: number;
  readonly shares: Float64Array;
}

/** For each of the new pixels in a row, the old ones that it covers. */
function coverage(from: number, length: number, pixels: number): Coverage[] {
  const step = length / pixels;
  return Array.from({ length: pixels }, (_, pixel) => {
    const [start, end] = [pixel * step, (pixel + 1) * step];
    const [first, last] = [Math.floor(start + 1e-9), Math.min(length, Math.ceil(end - 1e-9))];
    const shares = Float64Array.from(
      { length: last - first },
      (_, i) => (Math.min(end, first + i + 1) - Math.max(start, first + i)) / step,
    );
    return { first: from + first, shares };
  });
}
