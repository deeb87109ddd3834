/** Accuracy by the size of the training set, of the network and of the support vector machine, and a network of any size as a run. */
import { fitPowerLaw } from "@nndl/book/experiments/ch3/power-law";
import { bookMachines, bookNetworks } from "@nndl/book/experiments/ch3/training-set-size";
import { dense } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";
import { recorded } from "./recorded.built.ts";

type Point = readonly [size: number, percent: number];

export const sizes: readonly number[] = bookNetworks.map(([size]) => size);

export interface Range {
  readonly size: number;
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** Ours, over the seeds. */
export const networks: readonly Range[] = sizes.map((size, i) => {
  const all = recorded.map((row) => row[i]!);
  return {
    size,
    least: Math.min(...all),
    mean: all.reduce((sum, value) => sum + value, 0) / all.length,
    most: Math.max(...all),
  };
});

export const ofBook: { readonly networks: readonly Point[]; readonly machines: readonly Point[] } = {
  networks: bookNetworks as readonly Point[],
  machines: bookMachines as readonly Point[],
};

export interface Law {
  readonly at: (size: number) => number;
  /** Percent with unlimited data, if the law holds. */
  readonly limit: number;
}

/** The errors as e∞ + a n^−b. */
export function lawOf(points: readonly Point[]): Law {
  const { floor, factor, exponent } = fitPowerLaw(points.map(([size, percent]) => [size, 100 - percent]));
  return { at: (size) => 100 - floor - factor * (size / 1000) ** -exponent, limit: 100 - floor };
}

/** So many images are learned from, however few different ones there are. */
const learned = 1_500_000;

/** E3.13 of the book. What it reads is asked when it has learned. */
export function recipeOf(size: number, seed: number): Recipe {
  return {
    network: {
      input: [784],
      layers: [dense(30), dense(10)],
      cost: "cross-entropy",
      initializer: "gaussian",
      seed,
    },
    data: { kind: "mnist", training: size, validation: 10_000 },
    training: {
      epochs: learned / size,
      miniBatchSize: 10,
      learningRate: 0.5,
      regularization: { l2: size / 10_000 },
    },
    measured: {},
  };
}
