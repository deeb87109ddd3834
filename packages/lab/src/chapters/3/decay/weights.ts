/** What a price on weights does to them: a run on 1,000 images, the weights that are followed, and what the price alone would do. */
import { dense, type NetworkInput, network, parameterName } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";

export interface Settings {
  readonly price: "none" | "l2" | "l1";
  readonly lambda: number;
  readonly start: "gaussian" | "scaled-gaussian";
  readonly seed: number;
}

export const epochs = 100;
export const images = 1000;
const rate = 0.5;
const miniBatch = 10;

export const hiddenWeights: string = parameterName(0, "weights");

function networkOf({ start, seed }: Settings): NetworkInput {
  return { input: [784], layers: [dense(30), dense(10)], cost: "cross-entropy", initializer: start, seed };
}

export function recipeOf(settings: Settings): Recipe {
  const { price, lambda } = settings;
  return {
    network: networkOf(settings),
    // Few enough that the small file of first images has all of them.
    data: { kind: "mnist", training: images, test: 2000 },
    training: {
      epochs,
      miniBatchSize: miniBatch,
      learningRate: rate,
      ...(price === "none" ? {} : { regularization: { [price]: lambda } }),
    },
    measured: { test: 2000 },
  };
}

/** The hidden neurons' weights before anything is learned, as the run will have them. */
export function firstWeights(settings: Settings): Float32Array {
  return network(networkOf(settings)).parameters.get(hiddenWeights)!.values;
}

/** Pixels of the image's corners, where no digit has ink, and pixels of its middle. */
const corners = [0, 27, 28, 755, 756, 783];
const middle = [14 * 28 + 13, 10 * 28 + 14, 18 * 28 + 12, 12 * 28 + 18, 7 * 28 + 14, 20 * 28 + 15];

export interface Followed {
  /** Its place among the hidden neurons' weights. */
  readonly index: number;
  /** Whether its pixel ever has ink. */
  readonly sees: boolean;
}

/** Weights to follow: of a hidden neuron each, from the corners and from the middle. */
export const followed: readonly Followed[] = [
  ...corners.map((pixel, unit): Followed => ({ index: 784 * unit + pixel, sees: false })),
  ...middle.map((pixel, unit): Followed => ({ index: 784 * (unit + 6) + pixel, sees: true })),
];

/** What the price alone would make of a weight in so many epochs. */
export function alone({ price, lambda }: Settings, first: number, after: number): number {
  const pull = (rate * lambda) / images;
  const steps = (after * images) / miniBatch;
  if (price === "l2") return first * (1 - pull) ** steps;
  // It swings about 0, by less than a step, when it is there.
  if (price === "l1") return Math.sign(first) * Math.max(0, Math.abs(first) - pull * steps);
  return first;
}

export interface Summary {
  readonly deviation: number;
  /** The share of the weights that are within 0.02 of 0. */
  readonly nearZero: number;
  readonly largest: number;
}

export function summaryOf(weights: Float32Array): Summary {
  let [sum, squares, near, largest] = [0, 0, 0, 0];
  for (const w of weights) {
    sum += w;
    squares += w * w;
    if (Math.abs(w) < 0.02) near++;
    largest = Math.max(largest, Math.abs(w));
  }
  const mean = sum / weights.length;
  return { deviation: Math.sqrt(squares / weights.length - mean * mean), nearZero: near / weights.length, largest };
}

/** How many weights are in each of so many bins; what lies outside counts in the outermost. */
export function countsOf(weights: Float32Array, [from, to]: readonly [number, number], bins: number): number[] {
  const counts = Array<number>(bins).fill(0);
  for (const w of weights) {
    const bin = Math.floor(((w - from) / (to - from)) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]!++;
  }
  return counts;
}
