/** What the networks here are taught with: examples, mini-batches of them, and a small set to try things on. */
import { check } from "./check.ts";
import type { Random } from "./random.ts";

/** To learn from: an input, and the output that is wanted for it. */
export type TrainingPair = [input: number[], output: number[]];

/** To be tested on: an input, and the number of the output neuron that should be the most active. */
export type TestPair = [input: number[], label: number];

export type Example = TrainingPair | TestPair;

/** The place of the largest number (the first, if there are several): how the outputs are read. */
export function argmax(values: number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** The wanted output for a label: 1 for that neuron, 0 for the others. */
export function vectorizedResult(label: number, outputs: number): number[] {
  check(isLabel(label, outputs), `a label must be a whole number from 0 to ${outputs - 1}; received ${label}`);
  return Array.from({ length: outputs }, (_, j) => (j === label ? 1 : 0));
}

function isLabel(label: number, outputs: number): boolean {
  return Number.isInteger(label) && label >= 0 && label < outputs;
}

/** What is wanted, as a label. (The book's programs must be told by a flag which of the two forms they have.) */
export function labelOf(wanted: number | number[]): number {
  return typeof wanted === "number" ? wanted : argmax(wanted);
}

/** What is wanted, as an output. */
export function outputOf(wanted: number | number[], outputs: number): number[] {
  return typeof wanted === "number" ? vectorizedResult(wanted, outputs) : wanted;
}

/** Refuses a training run that makes no sense, before a single weight has moved. */
export function checkTraining(
  sizes: number[],
  trainingData: Example[],
  epochs: number,
  miniBatchSize: number,
  eta: number,
): void {
  check(trainingData.length > 0, "there is nothing to learn from: the training data are empty");
  check(Number.isInteger(epochs) && epochs >= 1, `epochs must be a whole number from 1 up; received ${epochs}`);
  check(
    Number.isInteger(miniBatchSize) && miniBatchSize >= 1,
    `miniBatchSize must be a whole number from 1 up; received ${miniBatchSize}`,
  );
  check(eta > 0 && Number.isFinite(eta), `the learning rate eta must be a number above 0; received ${eta}`);
  checkExamples(sizes, trainingData, "training");
}

/** Every example must have as many inputs as the network, and as many outputs, or a label among them. */
export function checkExamples(sizes: number[], examples: Example[], what: string): void {
  const [inputs, outputs] = [sizes[0], sizes[sizes.length - 1]];
  const fits = ([x, wanted]: Example) =>
    x.length === inputs && (typeof wanted === "number" ? isLabel(wanted, outputs) : wanted.length === outputs);
  const misfit = examples.findIndex((example) => !fits(example));
  check(misfit < 0, `${what} example ${misfit} does not fit a network of ${inputs} inputs and ${outputs} outputs`);
}

/** Cuts the examples, taken in the given order, into mini-batches; the last one may be shorter. */
export function miniBatches<T>(examples: T[], order: number[], miniBatchSize: number): T[][] {
  check(
    order.length === examples.length && new Set(order).size === order.length && order.every((i) => i in examples),
    `the order must name each of the ${examples.length} examples once`,
  );
  const batches: T[][] = [];
  for (let start = 0; start < order.length; start += miniBatchSize)
    batches.push(order.slice(start, start + miniBatchSize).map((i) => examples[i]));
  return batches;
}

const tinyFont = [
  "### .#. ### ### #.# ### ### ### ### ###",
  "#.# ##. ..# ..# #.# #.. #.. ..# #.# #.#",
  "#.# .#. ### .## ### ### ### .#. ### ###",
  "#.# .#. #.. ..# ..# ..# #.# .#. #.# ..#",
  "### ### ### ### ..# ### ### .#. ### ###",
].map((line) => line.split(" "));

/**
 * Digits of 3 × 5 = 15 pixels with gaussian noise on each, so that every one looks a little different. They are
 * learned in a moment, where the real digits take minutes.
 */
export function tinyDigits(count: number, random: Random, noise = 0.2): TestPair[] {
  return Array.from({ length: count }, (_, i): TestPair => {
    const label = i % 10;
    const picture = tinyFont.map((line) => line[label]).join("");
    return [[...picture].map((mark) => (mark === "#" ? 1 : 0) + noise * random.gaussian()), label];
  });
}

/** Test pairs as training pairs. */
export function asTraining(pairs: TestPair[], outputs = 10): TrainingPair[] {
  return pairs.map(([x, label]) => [x, vectorizedResult(label, outputs)]);
}
