import type { TrainFlags } from "@nndl/words/train-options";
import type { PictureOptions } from "nndl/sources";

/** What options say of pictures; undefined where they say nothing. */
export function pictureOptions(
  flags: Pick<TrainFlags, "size" | "channels" | "polarity" | "fit">,
): PictureOptions | undefined {
  const { size, channels, polarity, fit } = flags;
  const given = Object.entries({ size, channels, polarity, fit }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
