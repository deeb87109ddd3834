/** The axes of what has one input or two. */
import type { Preparation } from "nndl";
import { inputNames } from "nndl/sources";

type Range = readonly [from: number, to: number];

/** From the smallest to the largest number of each input, with a margin. */
export function rangesIn(features: ArrayLike<number>, inputs: number): readonly Range[] {
  return Array.from({ length: inputs }, (_, input): Range => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = input; i < features.length; i += inputs) {
      low = Math.min(low, features[i]!);
      high = Math.max(high, features[i]!);
    }
    if (!(low <= high)) return [-1, 1];
    const margin = 0.08 * (high - low) || 0.5;
    return [low - margin, high + margin];
  });
}

/** What a network's inputs are called: what was made of a table's columns, "x²", or else the columns. */
export function inputsInWords(preparation: Preparation | undefined): readonly string[] {
  const inputs = preparation?.inputs;
  return inputs?.kind === "table" && inputs.made !== undefined ? inputNames(inputs) : axisNames(preparation);
}

/** What the columns of a table are called, whose numbers are less their mean and in deviations; x and y where nobody says. */
export function axisNames(preparation: Preparation | undefined): readonly string[] {
  const inputs = preparation?.inputs;
  if (inputs?.kind !== "table") return ["x", "y"];
  return inputs.columns.flatMap((column) =>
    column.kind === "number"
      ? [column.mean === 0 && column.deviation === 1 ? column.name : `${column.name}, scaled`]
      : column.words.map((word) => `${column.name}: ${word}`),
  );
}
