/** For tests: MNIST's digits as people would draw them: on a canvas, larger, elsewhere, dark on light. */
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import type { Dataset } from "nndl";
import type { GreyImage } from "nndl/images";

/** A digit as it is, light on black, 28 × 28. */
export function digitOf(data: Dataset, index: number): GreyImage {
  return { width: 28, height: 28, values: data.input(index).map((value) => (value * 256) / 255) };
}

/** Larger or smaller, in between pixels by straight lines, as image editors do it. */
export function scaled({ width, height, values }: GreyImage, side: number): GreyImage {
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : values[y * width + x]);
  const result = new Float32Array(side * side);
  result.forEach((_, i) => {
    const [u, v] = [((i % side) + 0.5) * (width / side) - 0.5, (Math.floor(i / side) + 0.5) * (height / side) - 0.5];
    const [x, y] = [Math.floor(u), Math.floor(v)];
    const [a, b] = [u - x, v - y];
    result[i] = (at(x, y) * (1 - a) + at(x + 1, y) * a) * (1 - b) + (at(x, y + 1) * (1 - a) + at(x + 1, y + 1) * a) * b;
  });
  return { width: side, height: side, values: result };
}

/** On a larger canvas, at a place of one's choice; what is beyond the canvas is lost. */
export function placed(image: GreyImage, width: number, height: number, left: number, top: number): GreyImage {
  const values = new Float32Array(width * height);
  image.values.forEach((value, i) => {
    const [x, y] = [left + (i % image.width), top + Math.floor(i / image.width)];
    if (x >= 0 && y >= 0 && x < width && y < height) values[y * width + x] = value;
  });
  return { width, height, values };
}

/** Each pixel by a rule of its own, kept between 0 and 1. */
export function painted(image: GreyImage, rule: (value: number, x: number, y: number) => number): GreyImage {
  const { width, values } = image;
  const paint = (value: number, i: number) => Math.max(0, Math.min(1, rule(value, i % width, Math.floor(i / width))));
  return { ...image, values: values.map(paint) };
}

export function inverted(image: GreyImage): GreyImage {
  return painted(image, (value) => 1 - value);
}

export function asPng({ width, height, values }: GreyImage): Uint8Array {
  return encode({ width, height, channels: 1, data: Uint8Array.from(values, (value) => Math.round(255 * value)) });
}

export function asJpeg({ width, height, values }: GreyImage, quality: number): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  values.forEach((value, i) => {
    data.fill(Math.round(255 * value), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  });
  return new Uint8Array(jpeg.encode({ width, height, data }, quality).data);
}
