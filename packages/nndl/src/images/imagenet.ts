/** The preprocessing of the KSH network, from photographs of any size to the network's inputs. */
import type { Stream } from "../random/index.ts";
import { centreCrop, flipHorizontally, randomCrop, tenCrop } from "./crop.ts";
import { resizeShorterSide } from "./resize.ts";
import { channelBytes, type RgbImage } from "./rgb-image.ts";

/** The side of the square that every photograph is brought to. */
const storedSide = 256;

/** The side of the part of it that the network sees. */
const seenSide = 227;

/**
 * A photograph as the KSH network's training keeps it: the shorter side made 256 long, then the central 256 × 256.
 *
 * @throws NndlError "image.rgb"
 * @see chapter 6, "ImageNet"
 */
export function storedPhotograph(image: RgbImage): RgbImage {
  return centreCrop(resizeShorterSide(image, storedSide), storedSide);
}

/**
 * A random part of a stored photograph, mirrored half of the time, as channels × 227 × 227 bytes: an example for one step
 * of training. Reads three integers from the stream: column, row, mirrored or not.
 *
 * The paper and the book say 224 × 224, which does not give the 55 × 55 positions that both go on with; 227 does.
 *
 * @throws NndlError "image.rgb", "image.crop"
 */
export function trainingCrop(image: RgbImage, chance: Stream, side: number = seenSide): Uint8Array {
  const part = randomCrop(image, side, side, chance);
  return channelBytes(chance.integer(2) === 1 ? flipHorizontally(part) : part);
}

/**
 * The ten parts of a stored photograph whose predictions are averaged, one after another, each channels × 227 × 227 bytes.
 *
 * @throws NndlError "image.rgb", "image.crop"
 */
export function testCrops(image: RgbImage, side: number = seenSide): Uint8Array {
  const parts = tenCrop(image, side).map(channelBytes);
  const bytes = new Uint8Array(parts.length * 3 * side * side);
  parts.forEach((part, i) => {
    bytes.set(part, i * part.length);
  });
  return bytes;
}
