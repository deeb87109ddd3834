/** What is to be said of a drawing: whether it is more than one digit, and what is not clear. Its thread is fetched when the pen rests first. */
import { type AskNetwork, type FoundDigit, findDigits, type ImageSize, readPicture } from "nndl/images";
import { inkOf, type Stroke, side } from "./strokes.ts";

/** A drawing, looked at. */
export interface LookedAt {
  /** Where there is more than one digit: each, in reading order, as a network is shown it; else none. */
  readonly several: readonly FoundDigit[];
  /** Why the answer for a single digit should not be trusted, in sentences. */
  readonly doubts: readonly string[];
}

const nothing: LookedAt = { several: [], doubts: [] };

/**
 * Looks at a drawing as `predict` looks at a picture.
 *
 * @param ask a network's outputs; without it, digits that touch are one, and no answer is doubted
 */
export async function lookAt(strokes: readonly Stroke[], field: ImageSize, ask?: AskNetwork): Promise<LookedAt> {
  // Ink is light on black here.
  const picture = { width: side, height: side, values: inkOf(strokes) };
  const name = "the drawing";
  // A dot, or what fills the pad, is for the network to judge; and one that is gone judges nothing.
  try {
    if (ask === undefined) {
      const { digits } = findDigits(picture, field, name);
      return { several: digits.length > 1 ? digits : [], doubts: [] };
    }
    const { digits, remarks } = await readPicture(picture, field, ask, name);
    if (digits.length > 1) return { several: digits, doubts: [] };
    const doubts = remarks.filter(({ about }) => about === "unsure" || about === "several");
    return { several: [], doubts: doubts.map(({ text }) => text) };
  } catch {
    return nothing;
  }
}
