/** From decoded pictures to what a network is shown, by the description that it keeps of its inputs. */
import type { ImageInputs, Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { findDigits } from "../handwriting/index.ts";
import { resizeBytes } from "../resize-bytes.ts";
import { type Border, borderOf } from "./border.ts";
import { asBytes, flatten, greyOf, lightness, type Raster } from "./raster.ts";

/** A picture in the size of an input; what its numbers mean, and how many channels there are to be, is decided later. */
export interface FittedPicture {
  /** Of the picture's own channels, pixel by pixel. */
  readonly pixels: Uint8Array;
  readonly channels: 1 | 3;
  readonly border: Border;
}

/** What must be known to bring a picture to a size. */
export type Fitting = Pick<ImageInputs, "height" | "width" | "fit">;

/**
 * A picture as the inputs of a network, made as the network's description says: {@link Network.preparation}.
 *
 * What is transparent is laid on white where the opaque part is dark, and on black where it is light. "contain" scales all
 * of it to fit and fills the rest with the usual colour of its border; "exact" takes pictures of the right size only;
 * "mnist" finds what is written and centres it by its mass. For "ink" the picture is then turned round, x becoming 255 − x
 * (but not for "mnist", which tells ink from paper in each picture by itself).
 *
 * @param name names the picture in errors
 * @returns channels × height × width numbers: each byte × `scale`, rounded to float32
 * @throws NndlError "image.shape" for another size where it must be exact, "image.blank", "image.small" or "image.several"
 *   where no single digit is found, "preparation" where inputs are rows of a table
 * @example
 * const square = { width: 2, height: 2, channels: 1, pixels: Uint8Array.of(255, 255, 255, 0) };
 * const inputs = { kind: "images", channels: 1, height: 2, width: 2, polarity: "ink", fit: "contain", scale: 1 };
 * [...prepareImage({ inputs }, square)]; // [0, 0, 0, 255]
 */
export function prepareImage(preparation: Preparation, raster: Raster, name = "the picture"): Float32Array {
  const { inputs } = preparation;
  if (inputs.kind !== "images")
    throw new NndlError("preparation", {
      received: "a picture",
      expected: "the inputs of this network must be rows of a table",
      next: "Give rows, or a network that was trained on pictures.",
    });
  return Float32Array.from(imageBytes(inputs, raster, name), (byte) => byte * inputs.scale);
}

/** The same in bytes, channels × height × width. @throws NndlError as {@link prepareImage} */
export function imageBytes(inputs: ImageInputs, raster: Raster, name: string): Uint8Array {
  return meant(fitPicture(inputs, raster, name), inputs);
}

/** Brings a picture to its size. @throws NndlError as {@link prepareImage} */
export function fitPicture({ height, width, fit }: Fitting, raster: Raster, name: string): FittedPicture {
  if (fit === "mnist") return writtenIn(raster, { height, width }, name);
  const { pixels, channels, ...size } = asBytes(flatten(raster));
  const border = borderOf({ ...size, channels, pixels });
  if (size.width === width && size.height === height) return { pixels, channels, border };
  if (fit === "exact")
    throw new NndlError("image.shape", {
      received: `${size.width} × ${size.height} pixels`,
      expected: `${name} must have exactly the network's ${width} × ${height} pixels`,
      next: "Give a picture of that size.",
    });
  const factor = Math.min(width / size.width, height / size.height);
  const side = (length: number, most: number) => Math.max(1, Math.min(most, Math.floor(length * factor + 0.5)));
  const [w, h] = [side(size.width, width), side(size.height, height)];
  const scaled = resizeBytes({ ...size, pixels }, channels, w, h);
  const [left, top] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)];
  const placed = new Uint8Array(channels * width * height);
  for (let i = 0; i < placed.length; i++) placed[i] = border.colour[i % channels]!;
  for (let y = 0; y < h; y++)
    placed.set(scaled.subarray(channels * y * w, channels * (y + 1) * w), channels * ((top + y) * width + left));
  return { pixels: placed, channels, border };
}

/** One digit (or letter) in the form of MNIST's images: ink, whatever it was written on. */
function writtenIn(raster: Raster, field: { height: number; width: number }, name: string): FittedPicture {
  const { digits } = findDigits(greyOf(raster), field, name);
  const [digit] = digits;
  if (digits.length !== 1 || digit === undefined)
    throw new NndlError("image.several", {
      received: `${digits.length}`,
      expected: `${name} must show one digit`,
      next: "Cut it into pictures of one digit each.",
    });
  const pixels = Uint8Array.from(digit.seen.inputs, (value) => value * 256);
  return { pixels, channels: 1, border: { colour: [0], paper: digit.seen.inverted ? "light" : "dark" } };
}

/** Gives a picture the channels that it is to have, one after another, and its numbers their meaning. */
export function meant(picture: FittedPicture, inputs: Pick<ImageInputs, "channels" | "polarity" | "fit">): Uint8Array {
  const { pixels, channels } = picture;
  const turned = inputs.polarity === "ink" && inputs.fit !== "mnist";
  const area = pixels.length / channels;
  const bytes = new Uint8Array(inputs.channels * area);
  for (let i = 0; i < area; i++) {
    if (inputs.channels === channels)
      for (let c = 0; c < channels; c++) bytes[c * area + i] = pixels[channels * i + c]!;
    else if (channels === 1) for (let c = 0; c < 3; c++) bytes[c * area + i] = pixels[i]!;
    else bytes[i] = Math.floor(lightness(pixels[3 * i]!, pixels[3 * i + 1]!, pixels[3 * i + 2]!) + 0.5);
  }
  if (turned) for (let i = 0; i < bytes.length; i++) bytes[i] = 255 - bytes[i]!;
  return bytes;
}

/** Whether a picture has colours: more than a trace of what cameras and compression make of grey. */
export function hasColour({ channels, pixels }: FittedPicture): boolean {
  if (channels === 1) return false;
  let colourful = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 16) colourful++;
  }
  return colourful > pixels.length / 3 / 1000;
}
