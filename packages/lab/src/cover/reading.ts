/** What the network of the cover says of one picture, layer by layer: in the page, at once, without a worker. */
import { largestAt } from "../digits/pictures.ts";
import { activations, type TwoLayers, weightsOf } from "./network.ts";

/** Plain numbers, so that the pages can be written with one before any script runs. */
export interface Reading {
  /** What each hidden neuron says, from 0 to 1. */
  readonly hidden: readonly number[];
  /** The ten outputs, from 0 to 1. */
  readonly outputs: readonly number[];
  /** The digit whose output is largest. */
  readonly answer: number;
  /** What each hidden neuron adds to the weighted input of that output: weight × activation. */
  readonly pushes: readonly number[];
}

export function readingOf([first, last]: TwoLayers, inputs: ArrayLike<number>): Reading {
  const hidden = activations(first, inputs);
  const outputs = activations(last, hidden);
  const answer = largestAt(outputs);
  const weights = weightsOf(last, answer);
  return { hidden, outputs, answer, pushes: hidden.map((a, j) => a * weights[j]!) };
}

/** What one hidden neuron adds to the weighted input of every output. */
export function pushesOf([, last]: TwoLayers, { hidden }: Reading, j: number): readonly number[] {
  return Array.from(last.biases, (_, k) => hidden[j]! * weightsOf(last, k)[j]!);
}

/** The answer as a sentence: an output that is not even one half is a guess. */
export function sentenceOf({ answer, outputs }: Reading): string {
  const article = answer === 8 ? "an" : "a";
  return outputs[answer]! >= 0.5 ? `It is ${article} ${answer}.` : `Perhaps it is ${article} ${answer}.`;
}
