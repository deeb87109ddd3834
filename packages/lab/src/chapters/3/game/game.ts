/** The search for hyper-parameters as a game: what a try is, what it costs, and what it is as a run. */
import { dense } from "nndl";
import { imagesBelow } from "../../../training/mnist-images.ts";
import type { Recipe } from "../../../training/recipe.ts";

export interface Try {
  /** Zeros and ones, or all ten. */
  readonly digits: 2 | 10;
  /** Hidden neurons; 0 for none. */
  readonly hidden: number;
  /** Training images, validation images, and epochs. */
  readonly images: number;
  readonly validation: number;
  readonly epochs: number;
  readonly rate: number;
  /** As it is, for so many images: the trap of the book. */
  readonly lambda: number;
  readonly miniBatch: number;
}

/** What a try has shown. */
export interface Outcome {
  /** Percent of the validation images, after each epoch. */
  readonly accuracies: readonly number[];
  readonly costs: readonly number[];
  readonly validationCosts: readonly number[];
  readonly diverged: boolean;
}

/** A line of the list of tries. */
export interface Played {
  readonly by: "reader" | "strategy";
  readonly tried: Try;
  /** After the last epoch, in percent. */
  readonly accuracy: number;
  readonly diverged: boolean;
  /** Seconds that were spent until after it. */
  readonly spent: number;
}

/** Where the book begins, with nothing learning: its first try, and what that gave (E3.17). */
export const bookStart: Try = {
  digits: 10,
  hidden: 30,
  images: 50_000,
  validation: 10_000,
  epochs: 30,
  rate: 10,
  lambda: 1000,
  miniBatch: 10,
};
export const bookAccuracy = 9.67;

/** All that may be spent, and what is to be reached with it, on all validation images, of all digits. */
export const budget = 1200;
export const goal = 95;

/** The author's laptop took about so long for an epoch of 50,000 images with 30 hidden neurons. */
const secondsOfEpoch = 10;
const reference = { images: 50_000, weights: 784 * 30 + 30 * 10 };
/** To read an image is a third of learning from it. */
const reading = 1 / 3;

/** As much of a number of images as there are of the digits. */
export function ofDigits(
  digits: Try["digits"],
  images: number,
  validation: number,
): Pick<Try, "digits" | "images" | "validation"> {
  const most = imagesBelow(digits);
  return { digits, images: Math.min(images, most.training), validation: Math.min(validation, most.validation) };
}

/** What a try costs, in seconds of the author's laptop: counted, so that nobody's machine decides the game. */
export function secondsOf({ hidden, images, validation, epochs }: Try): number {
  const weights = hidden === 0 ? 7840 : 794 * hidden;
  const perImage = (secondsOfEpoch * weights) / (reference.weights * reference.images);
  return epochs * perImage * (images + reading * validation);
}

export function isWon({ accuracy, tried }: Pick<Played, "accuracy" | "tried">): boolean {
  return accuracy >= goal && isOfAll(tried);
}

/** Whether it was measured on all validation images. */
export function isOfAll({ digits, validation }: Try): boolean {
  return digits === 10 && validation === 10_000;
}

export function recipeOf(tried: Try, seed: number): Recipe {
  const { digits, hidden, images, validation, epochs, rate, lambda, miniBatch } = tried;
  return {
    network: {
      input: [784],
      layers: [...(hidden === 0 ? [] : [dense(hidden)]), dense(10)],
      cost: "cross-entropy",
      initializer: "scaled-gaussian",
      seed,
    },
    data: {
      kind: "mnist",
      training: images,
      validation: imagesBelow(digits).validation,
      ...(digits < 10 ? { digits } : {}),
    },
    training: {
      epochs,
      miniBatchSize: miniBatch,
      learningRate: rate,
      ...(lambda > 0 ? { regularization: { l2: lambda } } : {}),
    },
    measured: { training: Math.min(images, 1000), validation },
  };
}
