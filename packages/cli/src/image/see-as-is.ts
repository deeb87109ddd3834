import { percent } from "@nndl/words/numbers";
import { type ImageInputs, NndlError } from "nndl";
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

/**
 * What to know of a picture that is shown as it is.
 *
 * @param polarity what large numbers were where the network learned: ink, as MNIST has it, where nobody says
 */
export function remarksAsIs(
  { width, height, values }: GreyImage,
  polarity: ImageInputs["polarity"] = "ink",
): readonly PictureRemark[] {
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
  const rim = values.filter(
    (_, i) => i % width === 0 || i % width === width - 1 || i < width || i >= width * (height - 1),
  );
  if (polarity === "ink" && rim.reduce((sum, value) => sum + value, 0) > rim.length / 2)
    return [
      {
        about: "unclear",
        text:
          "The picture is light around what it shows, and was taken as it is; the network learned from light on black. " +
          "Without --as-is it is turned round.",
      },
    ];
  return [];
}
