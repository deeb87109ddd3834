import { NndlError } from "../../errors.ts";
import { centerDigit, isCenteredDigit } from "./center.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import { findInk } from "./ink.ts";

/** What a network is shown of an image. */
export interface SeenDigit extends ImageSize {
  /** Ink for each pixel, 0 to 255/256, on the scale that networks are trained with. */
  readonly inputs: Float32Array;
  /** Whether the image was dark on light, and so was inverted. */
  readonly inverted: boolean;
  /** Whether it was moved and scaled; not when it had the form of MNIST's images already. */
  readonly centered: boolean;
}

/** Too little to tell a digit from a speck. */
const smallestSide = 8;

/**
 * Turns an image of a digit into what a network that learned from MNIST expects: light ink on black, cleaned, scaled
 * and centred as MNIST's images are.
 *
 * An image that has that form already (its size, its box, its centre, a black or a white background) passes through
 * unchanged, to the bit.
 *
 * @throws NndlError "image.small", "image.blank"
 */
export function seeDigit(image: GreyImage, field: ImageSize, name: string): SeenDigit {
  if (Math.min(image.width, image.height) < smallestSide)
    throw new NndlError("image.small", {
      received: `${image.width} × ${image.height} pixels`,
      expected: `${name} must be at least ${smallestSide} pixels wide and high`,
      next: "Give a larger image of the digit.",
    });
  const ink = findInk(image, name);
  const inverted = ink.darkOnLight;
  const asIs = { ...image, values: oriented(image, inverted) };
  // Faint edges are no ink elsewhere, but are a part of the digit where there is nothing at all around them.
  if ((isCenteredDigit(ink, field) || isCenteredDigit(asIs, field)) && hasCleanBorder(asIs))
    return { ...field, inputs: inkAsBytes(asIs.values), inverted, centered: false };
  return { ...field, inputs: inkAsBytes(centerDigit(ink, field).values), inverted, centered: true };
}

function oriented({ values }: GreyImage, inverted: boolean): Float32Array {
  return inverted ? values.map((value) => 1 - value) : values;
}

/** Whether the outermost pixels are all but without ink. */
function hasCleanBorder({ width, height, values }: GreyImage): boolean {
  const border = values.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
  return border.sort()[border.length >> 1] <= 2 / 255;
}

/** Ink from 0 to 1 at one of 256 levels, as the images of an IDX file have, on the scale of value/256. */
export function inkAsBytes(values: Float32Array): Float32Array {
  return values.map((value) => Math.round(255 * Math.max(0, Math.min(1, value))) / 256);
}
