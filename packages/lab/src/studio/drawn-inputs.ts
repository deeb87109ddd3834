/** What is drawn on the pad, made as the pictures were that a network learned from. */
import type { ImageInputs } from "nndl";
import { prepareImage } from "nndl/images";
import { pictureOf, type Stroke } from "../drawing/strokes.ts";
import type { GivenSet } from "../training/given-files.ts";

/** So many of the pictures tell what paper they are on. */
const mostSeen = 200;

/**
 * The inputs for a drawing.
 *
 * @param paper what numbers the borders of the pictures have; small ones where nobody knows, as ink on paper and light on black
 */
export function drawnInputs(
  strokes: readonly Stroke[],
  inputs: ImageInputs,
  paper: "large" | "small" = "small",
): Float32Array | undefined {
  const isLightPaper = (paper === "large") !== (inputs.polarity === "ink");
  const side = Math.min(512, 4 * Math.max(28, inputs.width, inputs.height));
  const picture = pictureOf(strokes, isLightPaper ? "dark" : "light", side);
  if (picture === undefined) return undefined;
  // The pad is a picture of its own size, wherever pictures must be of one.
  const fit = inputs.fit === "exact" ? "contain" : inputs.fit;
  return prepareImage({ inputs: { ...inputs, fit } }, picture, "the drawing");
}

/** Whether the borders of pictures are mostly large numbers or small ones. */
export function paperIn({ shape, features, scale }: GivenSet): "large" | "small" {
  const [channels, height, width] = shape as readonly [number, number, number];
  const size = channels * height * width;
  const count = Math.min(mostSeen, features.length / size);
  let [sum, seen] = [0, 0];
  for (let i = 0; i < count; i++)
    for (let c = 0; c < channels; c++)
      for (let y = 0; y < height; y++) {
        const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
        for (let x = 0; x < width; x += step, seen++) sum += features[i * size + (c * height + y) * width + x]! * scale;
      }
  return sum > seen / 2 ? "large" : "small";
}
