/** Whether there is more than one digit on the pad: fetched when the pen rests for the first time. */
import { type FoundDigit, findDigits, type ImageSize } from "nndl/images";
import { inkOf, type Stroke, side } from "./strokes.ts";

/** The digits of a drawing that has more than one, from left to right, each as a network is shown it; none of another. */
export function severalOf(strokes: readonly Stroke[], field: ImageSize): readonly FoundDigit[] {
  const values = inkOf(strokes);
  // Ink is light on black here. A dot, or what fills the pad, is for the network to judge.
  try {
    const { digits } = findDigits({ width: side, height: side, values }, field, "the drawing");
    return digits.length > 1 ? digits : [];
  } catch {
    return [];
  }
}
