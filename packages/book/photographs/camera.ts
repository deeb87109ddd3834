/** What a camera does to what it sees: perspective, blur, noise, and the squares that JPEG is made of. */
import type { GreyImage } from "nndl/images";
import type { Stream } from "nndl/random";

/** From a place in the picture to one on the paper. */
export type Projection = (x: number, y: number) => readonly [u: number, v: number];

/**
 * Paper seen at an angle: its corners move by up to a share of the picture's sides, and straight lines stay straight.
 * (x, y) → ((ax + by + c)/(gx + hy + 1), (dx + ey + f)/(gx + hy + 1)).
 */
export function perspective(width: number, height: number, strength: number, turn: number, chance: Stream): Projection {
  const [g, h] = [1, 2].map(() => (strength * (2 * chance.uniform() - 1)) / Math.max(width, height)) as [
    number,
    number,
  ];
  const shear = 0.3 * strength * (2 * chance.uniform() - 1);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [cx, cy] = [width / 2, height / 2];
  return (x, y) => {
    const [dx, dy] = [x - cx, y - cy];
    const depth = 1 + g * dx + h * dy;
    const [u, v] = [(dx + shear * dy) / depth, dy / depth];
    return [cx + cos * u + sin * v, cy - sin * u + cos * v];
  };
}

/** The mean over a square of about 2 · radius + 1 pixels, three times: nearly a gaussian of standard deviation `radius`. */
export function blur(image: GreyImage, radius: number): GreyImage {
  const reach = Math.max(1, Math.round(radius));
  let values = image.values;
  for (let round = 0; round < 3; round++) {
    values = means(values, image.width, image.height, reach, 1, image.width);
    values = means(values, image.height, image.width, reach, image.width, 1);
  }
  return { ...image, values };
}

function means(from: Float32Array, length: number, lines: number, reach: number, step: number, next: number) {
  const to = new Float32Array(from.length);
  for (let line = 0; line < lines; line++) {
    const start = line * next;
    const at = (i: number) => from[start + step * Math.min(length - 1, Math.max(0, i))]!;
    let sum = 0;
    for (let i = -reach; i <= reach; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      to[start + step * i] = sum / (2 * reach + 1);
      sum += at(i + reach + 1) - at(i - reach);
    }
  }
  return to;
}

/** Gaussian noise on every pixel. */
export function noise(image: GreyImage, deviation: number, chance: Stream): GreyImage {
  const amounts = new Float32Array(image.values.length);
  chance.fillGaussian(amounts);
  return { ...image, values: image.values.map((value, i) => value + deviation * amounts[i]!) };
}

/** Each pixel as one of 256 levels. */
export function eightBits(image: GreyImage): GreyImage {
  return { ...image, values: image.values.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255) };
}

/** The usual table of JPEG's quantization steps for lightness (ITU-T T.81, table K.1). */
const steps = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

const cosines = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** What is left of an image after JPEG: the cosine transform of each square of 8 × 8, rounded to steps of a quality. */
export function jpegBlocks(image: GreyImage, quality: number): GreyImage {
  const scale = quality < 50 ? 50 / quality : 2 - quality / 50;
  const { width, height } = image;
  const values = image.values.slice();
  const [block, half] = [new Float64Array(64), new Float64Array(64)];
  const transform = (from: Float64Array, to: Float64Array, back: boolean) => {
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++) {
        let sum = 0;
        for (let k = 0; k < 8; k++) sum += from[8 * k + j]! * (back ? cosines[8 * i + k]! : cosines[8 * k + i]!);
        to[8 * j + i] = sum;
      }
  };
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) {
        const [x, y] = [Math.min(width - 1, left + (i & 7)), Math.min(height - 1, top + (i >> 3))];
        block[i] = 255 * image.values[y * width + x]! - 128;
      }
      transform(block, half, false);
      transform(half, block, false);
      for (let i = 0; i < 64; i++) {
        const step = Math.max(1, Math.round(steps[i]! * scale));
        block[i] = step * Math.round(block[i]! / step);
      }
      transform(block, half, true);
      transform(half, block, true);
      for (let i = 0; i < 64; i++) {
        const [x, y] = [left + (i & 7), top + (i >> 3)];
        if (x < width && y < height) values[y * width + x] = (block[i]! + 128) / 255;
      }
    }
  return { ...image, values };
}
