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
      for (const [column, share] of columns[x]) sum += share * image.values[start + column];
      narrow[y * width + x] = sum;
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (const [row, share] of rows[y]) {
      const start = (row - box.y) * width;
      for (let x = 0; x < width; x++) values[y * width + x] += share * narrow[start + x];
    }
  }
  return { width, height, values };
}

/** For each of the new pixels in a row, the old ones it covers, and their shares, which add up to 1. */
function coverage(from: number, length: number, pixels: number): (readonly [index: number, share: number])[][] {
  const step = length / pixels;
  return Array.from({ length: pixels }, (_, pixel) => {
    const [start, end] = [pixel * step, (pixel + 1) * step];
    const last = Math.min(length, Math.ceil(end - 1e-9));
    return Array.from({ length: last - Math.floor(start + 1e-9) }, (_, i) => {
      const index = Math.floor(start + 1e-9) + i;
      return [from + index, (Math.min(end, index + 1) - Math.max(start, index)) / step] as const;
    });
  });
}
