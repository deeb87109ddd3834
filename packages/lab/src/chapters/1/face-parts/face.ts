/** Is this a face? A decision made of smaller ones, each of them by a perceptron. */
import { type Bit, perceptron } from "@nndl/book/programs/perceptrons";

/** A question that a perceptron answers from smaller ones. */
export interface Question {
  readonly name: string;
  readonly asks: string;
  readonly weights: readonly number[];
  readonly bias: number;
}

/** A part of the face, found by what it consists of. */
export interface Part extends Question {
  readonly pieces: readonly string[];
}

/** An iris nearly settles it; without one, a brow and lashes do. */
const eye = { pieces: ["eyebrow", "lashes", "iris"], weights: [1, 1, 2], bias: -1.5 };

export const parts: readonly Part[] = [
  { name: "left eye", asks: "An eye at the top left?", ...eye },
  { name: "right eye", asks: "An eye at the top right?", ...eye },
  { name: "nose", asks: "A nose in the middle?", pieces: ["bridge", "nostrils"], weights: [1, 1], bias: -1.5 },
  { name: "mouth", asks: "A mouth below it?", pieces: ["upper lip", "lower lip"], weights: [1, 1], bias: -1.5 },
  { name: "hair", asks: "Hair on top?", pieces: ["hairline", "locks"], weights: [1, 1], bias: -0.5 },
];

/** Eyes count most, hair least: some people have none, and some wear hats. */
export const face: Question = { name: "face", asks: "Is it a face?", weights: [3, 3, 2, 2, 1], bias: -6.5 };

/** Which pieces can be seen: for every part, in the order of its pieces. */
export type Seen = readonly (readonly Bit[])[];

/** What the perceptrons say. */
export interface Verdict {
  readonly parts: readonly Bit[];
  readonly face: Bit;
}

/** Lets the parts answer, and then the face. */
export function judge(seen: Seen, of: readonly Question[] = parts, whole: Question = face): Verdict {
  const answers = of.map(({ weights, bias }, i) => perceptron([...weights], bias, [...seen[i]!]));
  return { parts: answers, face: perceptron([...whole.weights], whole.bias, answers) };
}

/** Everything in view, or nothing. */
export function allOf(bit: Bit): Bit[][] {
  return parts.map(({ pieces }) => pieces.map(() => bit));
}
