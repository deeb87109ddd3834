import { type Stream, stream } from "../../random/index.ts";
import type { Distortion } from "./distortion.ts";
import { ElasticField } from "./elastic-field.ts";
import type { ImageShape } from "./image-shape.ts";
import { type Motion, type Origin, writeOrigin } from "./motion.ts";
import { Resampler } from "./resampler.ts";

/** Words of chance for the motion of one image: six are read. A part that does not happen reads its word all the same. */
const motionWords = 8;

const HALF_OF_ALL_WORDS = 0x8000_0000;
const ALL_WORDS = 0x1_0000_0000;

/** How many words of chance an image reads at most. */
export function wordsPerImage({ elastic }: Distortion, { height, width }: ImageShape): number {
  return motionWords + (elastic === undefined ? 0 : height * width);
}

/**
 * Distorts images at random. What comes out depends on the seed, the epoch, the image's number, the distortion and the
 * image alone: image i of epoch e reads the words from i × {@link wordsPerImage} on of `stream(seed, "distort", e)`.
 * Motion and bending are one resampling. Nothing is allocated for an image.
 *
 * The distortion must be checked, and fit the images.
 */
export class Distorter {
  readonly #distortion: Distortion;
  readonly #shape: ImageShape;
  readonly #seed: number;
  readonly #resampler: Resampler;
  readonly #field: ElasticField | undefined;
  readonly #words: number;
  readonly #motion: { -readonly [Part in keyof Motion]: number };
  readonly #origin: Origin = { yy: 1, yx: 0, y0: 0, xy: 0, xx: 1, x0: 0 };
  #epoch = -1;
  #chance: Stream;

  constructor(distortion: Distortion, shape: ImageShape, seed: number) {
    this.#distortion = distortion;
    this.#shape = shape;
    this.#seed = seed;
    this.#resampler = new Resampler(shape);
    const { elastic } = distortion;
    this.#field = elastic && new ElasticField(elastic, shape.height, shape.width);
    this.#words = wordsPerImage(distortion, shape);
    this.#motion = { degrees: 0, scaleY: 1, scaleX: 1, skew: 0, down: 0, right: 0 };
    this.#chance = stream(seed, "distort");
  }

  /** Writes image `index` of `images`, as epoch `epoch` sees it, to `target[to]` and on. */
  distort(images: Uint8Array, index: number, epoch: number, target: Uint8Array, to: number): void {
    if (epoch !== this.#epoch) {
      this.#chance = stream(this.#seed, "distort", epoch);
      this.#epoch = epoch;
    }
    const { channels, height, width } = this.#shape;
    this.#chance.position = index * this.#words;
    this.#drawMotion();
    writeOrigin(this.#origin, this.#motion, height, width);
    if (this.#field !== undefined) {
      this.#chance.position = index * this.#words + motionWords;
      this.#field.draw(this.#chance);
    }
    this.#resampler.resample(images, index * channels * height * width, target, to, this.#origin, this.#field);
  }

  #drawMotion(): void {
    const { shift = 0, rotate = 0, scale = 0, skew = 0 } = this.#distortion;
    this.#motion.down = this.#whole(shift);
    this.#motion.right = this.#whole(shift);
    this.#motion.degrees = rotate * this.#symmetric();
    this.#motion.scaleY = 1 + scale * this.#symmetric();
    this.#motion.scaleX = 1 + scale * this.#symmetric();
    this.#motion.skew = skew * this.#symmetric();
  }

  /** Uniform between −1 and 1, neither included. */
  #symmetric(): number {
    return (this.#chance.uint32() + 0.5) / HALF_OF_ALL_WORDS - 1;
  }

  /** A whole number from −most to most, each equally likely to within 2⁻³². */
  #whole(most: number): number {
    return Math.floor((this.#chance.uint32() * (2 * most + 1)) / ALL_WORDS) - most;
  }
}
