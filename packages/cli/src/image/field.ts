import { type ImageInputs, type Network, NndlError } from "nndl";
import type { ImageSize } from "nndl/images";

/**
 * The size of the images that a network reads: its own when its input is one channel, a square when it is a row.
 * @throws NndlError "network.picture" when its input is no image
 */
export function fieldOf({ spec, inputSize }: Network): ImageSize {
  const [channels, height, width] = spec.input;
  if (spec.input.length === 3 && channels === 1) return { width, height };
  const side = Math.sqrt(inputSize);
  if (spec.input.length === 1 && Number.isInteger(side)) return { width: side, height: side };
  throw new NndlError("network.picture", {
    received: `inputs of shape [${spec.input.join(", ")}]`,
    expected: "a network that reads an image must have a square number of inputs, or one channel of height × width",
    next: "Use a network that was trained on images.",
  });
}

/**
 * How the pictures of a network are made, where it says so.
 *
 * @throws NndlError "network.picture" when its inputs are rows of a table
 */
export function imageInputsOf({ preparation }: Network): ImageInputs | undefined {
  if (preparation === undefined || preparation.inputs.kind === "images")
    return preparation?.inputs as ImageInputs | undefined;
  throw new NndlError("network.picture", {
    received:
      preparation.inputs.kind === "text"
        ? "inputs from a text"
        : `inputs from a table of ${preparation.inputs.columns.length} columns`,
    expected: "a network that reads an image must have been trained on images",
    next: "Use a network that was trained on images.",
  });
}
