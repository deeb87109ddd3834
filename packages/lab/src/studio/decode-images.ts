/** From image files to pixels of one size; only in a browser, which knows the formats. */
import { NndlError } from "nndl";
import type { DecodedImages } from "../training/given-files.ts";
import type { LabelledImage } from "./own-files.ts";

export interface DecodeOptions {
  /** Pixels on each side that every image is scaled to. */
  readonly side: number;
  readonly colour: boolean;
  readonly onProgress?: (done: number) => void;
}

/**
 * Decodes images one after another, in turns with the page. Their order is by a fixed rule of their paths, so that each
 * class is spread over all of them and the last sixth, which is kept for testing, has some of each.
 *
 * @throws NndlError "files.kind" for an image that cannot be read
 */
export async function decodeImages(
  images: readonly LabelledImage[],
  names: readonly string[],
  { side, colour, onProgress }: DecodeOptions,
): Promise<DecodedImages> {
  const spread = spreadOut(images);
  const channels = colour ? 3 : 1;
  const pixels = new Uint8Array(spread.length * channels * side * side);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  for (const [i, { bytes, path }] of spread.entries()) {
    let bitmap: ImageBitmap;
    try {
      bitmap = await createImageBitmap(new Blob([bytes]));
    } catch (cause) {
      throw new NndlError(
        "files.kind",
        {
          received: `${path}, which begins like an image and is none`,
          expected: "each image must be one that this browser can show",
          next: "Leave it out, or save it anew as PNG.",
        },
        { cause },
      );
    }
    context.fillStyle = "white";
    context.fillRect(0, 0, side, side);
    const scale = side / Math.max(bitmap.width, bitmap.height);
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    context.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height);
    bitmap.close();
    const { data } = context.getImageData(0, 0, side, side);
    const area = side * side;
    for (let at = 0; at < area; at++) {
      const [red, green, blue] = [data[4 * at]!, data[4 * at + 1]!, data[4 * at + 2]!];
      const start = i * channels * area + at;
      if (colour) for (const [channel, value] of [red, green, blue].entries()) pixels[start + channel * area] = value;
      else pixels[start] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
    if (i % 20 === 19) {
      onProgress?.(i + 1);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return {
    shape: [channels, side, side],
    pixels,
    labels: spread.map(({ label }) => names.indexOf(label)),
    classes: names.length,
  };
}

/** One of each class after another, as long as there are some. */
export function spreadOut<T extends { readonly label: string; readonly path: string }>(
  images: readonly T[],
): readonly T[] {
  const byPath = [...images].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const seen = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { label } of byPath) totals.set(label, (totals.get(label) ?? 0) + 1);
  const placed = byPath.map((image) => {
    const at = seen.get(image.label) ?? 0;
    seen.set(image.label, at + 1);
    return { image, place: (at + 0.5) / totals.get(image.label)! };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ image }) => image);
}
