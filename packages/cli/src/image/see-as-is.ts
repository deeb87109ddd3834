import { NndlError } from "nndl";
import { type GreyImage, type ImageSize, inkAsBytes, type SeenDigit } from "nndl/images";

/**
 * Shows a network the image as it is, which must have the right size already: for pictures of other things than digits.
 * Light on black is taken for granted, as IDX files have it.
 *
 * @throws NndlError "image.shape"
 */
export function seeAsIs(image: GreyImage, field: ImageSize, name: string): SeenDigit {
  if (image.width !== field.width || image.height !== field.height)
    throw new NndlError("image.shape", {
      received: `${image.width} × ${image.height} pixels`,
      expected: `with --as-is, ${name} must have exactly the network's ${field.width} × ${field.height} pixels`,
      next: "Give an image of that size, or leave --as-is out to have it scaled and centred.",
    });
  return { ...field, inputs: inkAsBytes(image.values), inverted: false, centered: false };
}
