/** A digit that is moved and bent by hand, and many that are so by lot, within the same limits. */
import { moveImage } from "nndl/images";
import { stream } from "nndl/random";
import { firstDigits } from "../../../digits/first-digits.ts";
import { field, side } from "../../../digits/pictures.ts";

export interface Changes {
  /** Degrees, counter-clockwise. */
  readonly turn: number;
  /** Pixels to the right, and up. */
  readonly right: number;
  readonly up: number;
  /** How far a row leans to the right for each pixel of height. */
  readonly skew: number;
  /** What the digit's size is multiplied by. */
  readonly size: number;
  /** α of the elastic bending, in pixels; σ is 4. */
  readonly bend: number;
  readonly seed: number;
}

/** How smoothly a digit is bent: Simard's own choice for 28 × 28 pixels. */
const smoothness = 4;

export const many = 40;

/** As a network sees it: from 0 to 255/256. */
export function changed(label: number, { turn, right, up, skew, size, bend, seed }: Changes): Float32Array {
  const bytes = Uint8Array.from(firstDigits[label]!.picture, (ink) => Math.round(256 * ink));
  const motion = { degrees: turn, right, down: -up, skew, scaleX: size, scaleY: size };
  const moved = moveImage(bytes, field, motion, { alpha: bend, sigma: smoothness, seed });
  return Float32Array.from(moved, (byte) => byte / 256);
}

/** The same digit so many times, each part of the changes somewhere between its two ends, one picture after another. */
export function byLot(label: number, most: Changes): Float32Array {
  const chance = stream(most.seed, "distortions");
  const between = (limit: number) => limit * (chance.uint32() / 0x8000_0000 - 1);
  const pictures = new Float32Array(many * side * side);
  for (let i = 0; i < many; i++) {
    const one: Changes = {
      turn: between(most.turn),
      right: Math.round(between(most.right)),
      up: Math.round(between(most.up)),
      skew: between(most.skew),
      size: 1 + between(most.size - 1),
      bend: most.bend,
      seed: most.seed + i + 1,
    };
    pictures.set(changed(label, one), i * side * side);
  }
  return pictures;
}
