import type { ImageInputs } from "nndl";
import { type PictureRemark, paperOf, prepareImage, type Raster, type SeenDigit } from "nndl/images";

/** What a network is shown of a picture, what was done to it, and what to know of it. */
export interface PreparedPicture {
  readonly seen: SeenDigit;
  readonly what: string;
  readonly remarks: readonly PictureRemark[];
}

/**
 * Shows a network a picture as those were made that it learned from.
 *
 * @throws NndlError "image.shape"
 */
export function seePrepared(picture: Raster, inputs: ImageInputs, name: string): PreparedPicture {
  const { width, height } = inputs;
  const values = prepareImage({ inputs }, picture, name);
  const inverted = inputs.polarity === "ink";
  const isSame = picture.width === width && picture.height === height;
  const what = [
    isSame ? "taken as it is" : `scaled to ${width} × ${height}`,
    ...(inverted ? ["dark and light turned round"] : []),
    ...(inputs.channels === 3 && hasColour(picture) ? ["in colour"] : []),
  ].join(", ");
  return {
    seen: { width, height, inputs: values, inverted, centered: false },
    what,
    remarks: [...remarksOnColour(picture, inputs), ...remarksOn(values, picture, inputs)],
  };
}

function remarksOnColour(picture: Raster, { channels }: ImageInputs): readonly PictureRemark[] {
  if (channels === 1 || hasColour(picture)) return [];
  return [{ about: "unclear", text: "The picture is grey; the network learned from pictures in colour." }];
}

function hasColour({ channels, pixels }: Raster): boolean {
  if (channels === 1) return false;
  for (let i = 0; i < pixels.length; i += 3)
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return true;
  return false;
}

function remarksOn(values: Float32Array, picture: Raster, { polarity, scale }: ImageInputs): readonly PictureRemark[] {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const remarks: PictureRemark[] = [];
  if (high - low < 25 * scale)
    remarks.push({ about: "faint", text: "The picture is almost of one shade: there is nothing to tell apart in it." });
  if (polarity === "ink" && paperOf(picture) === "dark")
    remarks.push({
      about: "unclear",
      text: "The picture is light on dark; those that the network learned from were dark on light, and it was turned round as they were.",
    });
  return remarks;
}
