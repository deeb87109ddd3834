/** What numbers of images are: bytes, bytes that came as other numbers, shares of 1, or no pixels at all. */
import type { Remark } from "../remarks.ts";
import { PIXEL_SCALE } from "./parts.ts";

/** Numbers in any of the arrays that hold some. */
export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Images as a data set takes them. */
export interface Pixels {
  /** Bytes, which the data set scales, or numbers as they are. */
  readonly features: Uint8Array | Float32Array;
  /** What a byte of a picture, from 0 to 255, is multiplied by to be such a feature; undefined where these are no pixels. */
  readonly byteScale: number | undefined;
  /** What was done that not everyone may have meant, or what is odd. */
  readonly remark: Remark | undefined;
}

/** Below this, whole numbers are levels of grey of their own (scikit-learn's digits have 0 to 16), and no dark bytes. */
const fewestLevels = 64;

/**
 * Finds out what numbers of images are, and scales what is plainly pixels to the range from 0 to 1.
 *
 * Unsigned bytes stay as they are. Whole numbers from 0 to 255 in any other type become bytes, and so do signed bytes, which
 * are taken for 0 to 255 with 256 taken off those from 128 on, or with 128 taken off all where most are −128. Other whole
 * numbers from 0 to 65,535 are divided by the next power of two, fractions up to 255 by 256. Numbers from 0 to 1 stay as
 * they are; all else is no pixels, stays as it is, and is remarked on where it goes beyond ±1.
 *
 * @param name what the remark calls them: "training images"
 */
export function pixelsOf(values: NumberArray, name: string): Pixels {
  if (values instanceof Uint8Array) return { features: values, byteScale: PIXEL_SCALE, remark: undefined };
  const { min, max, isWhole } = rangeOf(values);
  const seen = `${name} are ${isWhole ? "whole numbers" : "numbers"} from ${short(min)} to ${short(max)}`;
  if (values instanceof Int8Array && min < 0) return signedBytes(values, seen);
  if (min >= 0 && max <= 1)
    return { features: Float32Array.from(values), byteScale: shareScale(values), remark: undefined };
  if (min >= 0 && isWhole && max <= 255 && max >= fewestLevels)
    return {
      features: Uint8Array.from(values),
      byteScale: PIXEL_SCALE,
      remark: read(seen, "bytes, each divided by 256"),
    };
  if (min >= 0 && max <= (isWhole ? 65_535 : 255) && (isWhole || max >= fewestLevels)) {
    const divisor = isWhole ? nextPowerOfTwo(max) : 256;
    const features = Float32Array.from(values);
    for (let i = 0; i < features.length; i++) features[i]! /= divisor;
    const most = divisor === 256 ? 256 : 255;
    return { features, byteScale: 1 / most, remark: read(seen, `pixels, each divided by ${divisor}`) };
  }
  const isSmall = min >= -1 && max <= 1;
  return {
    features: Float32Array.from(values),
    byteScale: undefined,
    remark: isSmall
      ? undefined
      : {
          code: "data.range",
          what: `${seen}: no pixels as one knows them, so they were taken as they are.`,
          next: "Scale them to the range from 0 to 1 where they are pixels: large inputs learn badly.",
        },
  };
}

/** Bytes that someone's program took for signed ones. */
function signedBytes(values: Int8Array, seen: string): Pixels {
  let least = 0;
  let none = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === -128) least++;
    else if (values[i] === 0) none++;
  }
  // The background of an image is black, and most of it.
  const shift = least > none ? 128 : 0;
  const features = Uint8Array.from(values, (value) => (value + shift) & 255);
  const how = shift === 0 ? "bytes from 0 to 255 whose sign is none" : "bytes from 0 to 255 less 128";
  return { features, byteScale: PIXEL_SCALE, remark: read(seen, how) };
}

function rangeOf(values: NumberArray): { readonly min: number; readonly max: number; readonly isWhole: boolean } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // A value that is none fails both comparisons; it is for the data set to refuse.
    if (value < min) min = value;
    if (value > max) max = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
  }
  return { min, max, isWhole };
}

/** 1/256 for shares that are all of 256, as nndl makes them of bytes; 1/255 for others, as most programs do. */
function shareScale(values: NumberArray): number {
  let isOf256 = true;
  for (let i = 0; isOf256 && i < values.length; i++) isOf256 = Number.isInteger(values[i]! * 256) && values[i] !== 1;
  return isOf256 ? PIXEL_SCALE : 1 / 255;
}

function nextPowerOfTwo(max: number): number {
  let power = 2;
  while (power < max) power *= 2;
  return power;
}

function read(seen: string, how: string): Remark {
  return {
    code: "data.pixels",
    what: `${seen}: read as ${how}.`,
    next: "Give them as unsigned bytes, or scaled to the range from 0 to 1, where they are something else.",
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
