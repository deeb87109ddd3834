import { percent } from "@nndl/words/numbers";
import { NndlError } from "nndl";
import { type GreyImage, type ImageSize, inkAsBytes, type PictureRemark, type SeenDigit } from "nndl/images";

/** A picture whose lightest pixel is darker than this is as good as black. */
const leastLight = 0.1;

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

/** What to know of a picture that is shown as it is. */
export function remarksAsIs({ values }: GreyImage): readonly PictureRemark[] {
  const [darkest, lightest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (lightest < leastLight)
    return [
      {
        about: "faint",
        text:
          `The picture is almost black: its lightest pixel has ${percent(Math.max(0, lightest))} of white. ` +
          "If it has 16 bits and values from 0 to 255, save it with 8 bits.",
      },
    ];
  if (lightest - darkest < leastLight)
    return [{ about: "faint", text: "The picture is almost of one shade: there is nothing to tell apart in it." }];
  return [];
}
