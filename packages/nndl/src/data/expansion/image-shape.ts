import { NndlError, show } from "../../errors.ts";
import type { Dataset } from "../dataset.ts";
import { checkDataset } from "../given-dataset.ts";

/** Images of bytes, one after another, each with its channels one after another. */
export interface ImageShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The shape of a data set's images: [channels, height, width], [height, width], or [n] where n is a square.
 *
 * @throws NndlError "expansion.images" when its examples are no images, or are not stored as bytes
 */
export function imageShapeOf(data: Dataset): ImageShape {
  checkDataset(data);
  const { shape, name, features, labelsEach, preparation } = data;
  const kind = labelsEach > 1 ? "sequences" : preparation?.inputs.kind;
  if (kind !== undefined && kind !== "images")
    throw new NndlError("expansion.images", {
      received: { sequences: `a class at each of ${labelsEach} steps`, text: "a text", table: "a table" }[kind],
      expected: `${name}: only images can be expanded`,
      next: "Leave the expansion out.",
    });
  if (!(features instanceof Uint8Array))
    throw new NndlError("expansion.images", {
      received: show(features),
      expected: `${name}: images must be stored as bytes to be expanded`,
      next: "Make the data set from a Uint8Array of pixels, from 0 to 255, and give it a scale.",
    });
  if (shape.length === 3) return { channels: shape[0]!, height: shape[1]!, width: shape[2]! };
  if (shape.length === 2) return { channels: 1, height: shape[0]!, width: shape[1]! };
  const side = Math.round(Math.sqrt(data.size));
  if (shape.length === 1 && side * side === data.size) return { channels: 1, height: side, width: side };
  throw new NndlError("expansion.images", {
    received: `examples of shape [${shape.join(", ")}]`,
    expected: `${name}: only images can be expanded`,
    next: "Give the data set the shape [channels, height, width].",
  });
}
