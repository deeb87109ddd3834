/** A picture from a file, made as those were that a network learned from. Loaded only when somebody gives one. */
import type { Preparation, Shape } from "nndl";
import { decodePicture, prepareImage } from "nndl/images";

/**
 * @param shape of the network's inputs, which are taken for digits where nobody says how they are made
 * @throws NndlError "image.…"
 */
export async function pictureInputs(
  file: File,
  preparation: Preparation | undefined,
  shape: Shape,
): Promise<Float32Array> {
  const [, height = 1, width = 1] = shape;
  const asDigits = { kind: "images", channels: 1, polarity: "ink", fit: "mnist", scale: 1 / 256 } as const;
  const inputs = preparation?.inputs.kind === "images" ? preparation.inputs : { ...asDigits, height, width };
  return prepareImage({ inputs }, await decodePicture(new Uint8Array(await file.arrayBuffer()), file.name), file.name);
}
