import { expOfNegative } from "../../arithmetic/index.ts";
import type { Stream } from "../../random/index.ts";
import type { Elastic } from "./distortion.ts";

/**
 * A field of displacements for each pixel of an image, as in P. Simard, D. Steinkraus and J. Platt, "Best practices for
 * convolutional neural networks applied to visual document analysis", ICDAR 2003: uniform random numbers from −1 to 1,
 * smoothed by a gaussian of standard deviation σ, times α. Beyond the border the random numbers count as 0. The gaussian
 * has the sum 1 and ends at 3σ.
 *
 * Its memory is used again for each image.
 */
export class ElasticField {
  /** The displacement of each pixel, row by row, in pixels. */
  readonly down: Float64Array;
  readonly right: Float64Array;
  readonly #height: number;
  readonly #width: number;
  readonly #alpha: number;
  /** The gaussian from its middle outwards. */
  readonly #kernel: Float64Array;
  /** Rows with as many zeros on both sides as the gaussian reaches; and the same for columns. */
  readonly #wide: Float64Array;
  readonly #wideRight: Float64Array;
  readonly #tall: Float64Array;

  constructor({ alpha, sigma }: Elastic, height: number, width: number) {
    this.#height = height;
    this.#width = width;
    this.#alpha = alpha;
    this.#kernel = gaussian(sigma);
    const reach = this.#kernel.length - 1;
    this.down = new Float64Array(height * width);
    this.right = new Float64Array(height * width);
    this.#wide = new Float64Array(height * (width + 2 * reach));
    this.#wideRight = new Float64Array(height * (width + 2 * reach));
    this.#tall = new Float64Array((height + 2 * reach) * width);
  }

  /** Draws a field. Reads one word for each pixel: its halves are the pixel's two random numbers. */
  draw(chance: Stream): void {
    const width = this.#width;
    const reach = this.#kernel.length - 1;
    for (let row = 0; row < this.#height; row++) {
      const start = row * (width + 2 * reach) + reach;
      for (let place = start; place < start + width; place++) {
        const word = chance.uint32();
        this.#wide[place] = ((word & 0xffff) + 0.5) / 0x8000 - 1;
        this.#wideRight[place] = ((word >>> 16) + 0.5) / 0x8000 - 1;
      }
    }
    this.#smooth(this.#wide, this.down);
    this.#smooth(this.#wideRight, this.right);
  }

  /** Along the rows, then along the columns. */
  #smooth(wide: Float64Array, out: Float64Array): void {
    const [height, width, kernel, tall] = [this.#height, this.#width, this.#kernel, this.#tall];
    const reach = kernel.length - 1;
    for (let row = 0; row < height; row++) {
      const from = row * (width + 2 * reach) + reach;
      const to = (row + reach) * width;
      for (let x = 0; x < width; x++) tall[to + x] = weighted(wide, from + x, 1, kernel);
    }
    for (let place = 0; place < height * width; place++)
      out[place] = this.#alpha * weighted(tall, place + reach * width, width, kernel);
  }
}

/** The sum of the values around a place, `stride` apart, each times its weight. */
function weighted(values: Float64Array, place: number, stride: number, kernel: Float64Array): number {
  let sum = kernel[0]! * values[place]!;
  for (let r = 1, offset = stride; r < kernel.length; r++, offset += stride)
    sum += kernel[r]! * (values[place - offset]! + values[place + offset]!);
  return sum;
}

/** Weights at 0, 1, 2 … up to 3σ, rounded; with those on the other side they add up to 1. */
function gaussian(sigma: number): Float64Array {
  const weights = new Float64Array(Math.floor(3 * sigma + 0.5) + 1);
  for (let r = 0; r < weights.length; r++) weights[r] = expOfNegative((-0.5 * r * r) / (sigma * sigma));
  let sum = weights[0]!;
  for (let r = 1; r < weights.length; r++) sum += 2 * weights[r]!;
  for (let r = 0; r < weights.length; r++) weights[r]! /= sum;
  return weights;
}
