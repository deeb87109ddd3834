/** Whether there is more than one digit on the pad: fetched when the pen rests for the first time. */
import { type AskNetwork, type FoundDigit, findDigits, type ImageSize, readPicture } from "nndl/images";
import { inkOf, type Stroke, side } from "./strokes.ts";

/**
 * The digits of a drawing that has more than one, in reading order, each as a network is shown it; none of another.
 *
 * @param ask a network's outputs; without it, digits that touch are one
 */
export async function severalOf(
  strokes: readonly Stroke[],
  field: ImageSize,
  ask?: AskNetwork,
): Promise<readonly FoundDigit[]> {
  // Ink is light on black here.
  const picture = { width: side, height: side, values: inkOf(strokes) };
  const name = "the drawing";
  // A dot, or what fills the pad, is for the network to judge; and one that is gone judges nothing.
  try {
    const { digits } =
      ask === undefined ? findDigits(picture, field, name) : await readPicture(picture, field, ask, name);
    return digits.length > 1 ? digits : [];
  } catch {
    return [];
  }
}
