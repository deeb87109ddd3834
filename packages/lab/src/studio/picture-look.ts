/** How examples that are pictures are shown. */
import type { Preparation, Shape } from "nndl";
import type { PaletteName } from "../drawing/palette.ts";

export interface PictureLook {
  readonly width: number;
  /** Of all maps below one another, where they are no colours. */
  readonly height: number;
  readonly channels: 1 | 3;
  readonly palette: PaletteName;
}

/** The right way round: pictures that were turned round are shown as they were. Undefined for what is no picture. */
export function lookOf(shape: Shape | undefined, preparation: Preparation | undefined): PictureLook | undefined {
  const [channels, height, width] = shape ?? [];
  if (shape?.length !== 3 || channels === undefined || height === undefined || width === undefined) return undefined;
  const inputs = preparation?.inputs;
  const isWritten = inputs?.kind !== "images" || inputs.fit === "mnist";
  const palette = isWritten ? (channels === 3 ? "light" : "ink") : inputs.polarity === "ink" ? "dark" : "light";
  return channels === 3
    ? { width, height, channels, palette }
    : { width, height: height * channels, channels: 1, palette };
}
