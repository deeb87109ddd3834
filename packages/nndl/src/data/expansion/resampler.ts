import type { ImageShape } from "./image-shape.ts";
import type { Origin } from "./motion.ts";

/** Displacements of each pixel, row by row, that are added to where it comes from. */
export interface Displacements {
  readonly down: Float64Array;
  readonly right: Float64Array;
}

/**
 * Reads images between their pixels: bilinear, and 0 beyond the border. The result is rounded to the nearest byte.
 * Its memory is used again for each image.
 */
export class Resampler {
  readonly #shape: ImageShape;
  /** One channel, with a border of zeros. */
  readonly #framed: Uint8Array;

  constructor(shape: ImageShape) {
    this.#shape = shape;
    this.#framed = new Uint8Array((shape.height + 2) * (shape.width + 2));
  }

  /** Writes the image that begins at `source[from]`, moved, to `target[to]` and on. */
  resample(
    source: Uint8Array,
    from: number,
    target: Uint8Array,
    to: number,
    origin: Origin,
    displacements?: Displacements,
  ): void {
    const { channels, height, width } = this.#shape;
    for (let channel = 0; channel < channels; channel++) {
      const offset = channel * height * width;
      this.#frame(source, from + offset);
      if (displacements === undefined) this.#move(target, to + offset, origin);
      else this.#bend(target, to + offset, origin, displacements);
    }
  }

  #frame(source: Uint8Array, from: number): void {
    const { height, width } = this.#shape;
    for (let y = 0; y < height; y++) {
      const framed = (y + 1) * (width + 2) + 1;
      for (let x = 0; x < width; x++) this.#framed[framed + x] = source[from + y * width + x]!;
    }
  }

  #move(target: Uint8Array, to: number, { yy, yx, y0, xy, xx, x0 }: Origin): void {
    const { height, width } = this.#shape;
    for (let y = 0; y < height; y++) {
      const startY = yy * y + y0 + 1;
      const startX = xy * y + x0 + 1;
      for (let x = 0; x < width; x++) target[to + y * width + x] = this.#between(startY + yx * x, startX + xx * x);
    }
  }

  #bend(target: Uint8Array, to: number, { yy, yx, y0, xy, xx, x0 }: Origin, { down, right }: Displacements): void {
    const { height, width } = this.#shape;
    for (let y = 0; y < height; y++) {
      const startY = yy * y + y0 + 1;
      const startX = xy * y + x0 + 1;
      for (let x = 0; x < width; x++) {
        const place = y * width + x;
        target[to + place] = this.#between(startY + yx * x + down[place]!, startX + xx * x + right[place]!);
      }
    }
  }

  /** The value at a place of the framed image. */
  #between(y: number, x: number): number {
    const { height, width } = this.#shape;
    if (!(y > 0 && y < height + 1 && x > 0 && x < width + 1)) return 0;
    const [row, column] = [y | 0, x | 0];
    const place = row * (width + 2) + column;
    const [fy, fx] = [y - row, x - column];
    const upper = this.#framed[place]! * (1 - fx) + this.#framed[place + 1]! * fx;
    const lower = this.#framed[place + width + 2]! * (1 - fx) + this.#framed[place + width + 3]! * fx;
    return (upper * (1 - fy) + lower * fy + 0.5) | 0;
  }
}
