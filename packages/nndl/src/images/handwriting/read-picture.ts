import { findDigits } from "./find-digits.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import type { AskNetwork, PictureReading, ReadDigit } from "./picture.ts";

/**
 * Reads the digits of a picture with a network, and says what stands in the way of a sure answer.
 *
 * @param image how light each pixel is, from 0 (black) to 1 (white)
 * @param field the size of what the network is shown: 28 × 28 for MNIST
 * @param ask the network's outputs for each of some inputs
 * @param name names the picture in errors
 * @throws NndlError "image.small", "image.blank"
 */
export async function readPicture(
  image: GreyImage,
  field: ImageSize,
  ask: AskNetwork,
  name: string,
): Promise<PictureReading> {
  const { digits, remarks } = findDigits(image, field, name);
  const outputs = await ask(digits.map(({ seen }) => seen.inputs));
  const read = digits.map((digit, i): ReadDigit => {
    const values = Array.from(outputs[i]);
    return { ...digit, outputs: values, prediction: values.indexOf(Math.max(...values)) };
  });
  return { digits: read, remarks };
}
