import type { GreyImage, ImageSize } from "./grey-image.ts";
import type { FoundDigits } from "./picture.ts";
import { seeDigit } from "./see.ts";

/**
 * Finds what is written in a picture, and brings each digit into the form of MNIST's images.
 *
 * @throws NndlError "image.small", "image.blank"
 */
export function findDigits(image: GreyImage, field: ImageSize, name: string): FoundDigits {
  const { width, height } = image;
  return { digits: [{ seen: seeDigit(image, field, name), box: { x: 0, y: 0, width, height } }], remarks: [] };
}
