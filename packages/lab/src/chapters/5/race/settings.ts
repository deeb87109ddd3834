/** The networks of chapter 5 side by side: the same in everything but their depth. */
import type { Recipe } from "../../../training/recipe.ts";
import { type Deep, networkOf } from "../deep/network.ts";

export const epochs = 30;

/** "few": what comes in 1.4 MB, for a race of seconds; "all": the book's own, read on the validation images. */
export type Images = "few" | "all";

export interface Track {
  readonly images: number;
  /** What the accuracy is of, and how many of them. */
  readonly set: "test" | "validation";
  readonly count: number;
  /** Mini-batches of an epoch. */
  readonly steps: number;
}

export const tracks: Readonly<Record<Images, Track>> = {
  few: { images: 10_000, set: "test", count: 2000, steps: 1000 },
  all: { images: 50_000, set: "validation", count: 10_000, steps: 5000 },
};

/** E5.1 to E5.4's; with fewer images λ/n stays as it is. */
export function contestant(deep: Deep, images: Images): Recipe {
  const { images: training, set, count } = tracks[images];
  return {
    network: networkOf(deep),
    data: { kind: "mnist", training, ...(set === "validation" ? { validation: count } : { test: count }) },
    training: { epochs, miniBatchSize: 10, learningRate: 0.1, regularization: { l2: training / 10_000 } },
    measured: {},
  };
}

/** The mini-batches after which all are measured: at the beginning, and at the end of each epoch. */
export function measuredSteps(images: Images): readonly number[] {
  return Array.from({ length: epochs + 1 }, (_, epoch) => epoch * tracks[images].steps);
}

/** The book's percent of the validation images, by hidden layers. */
export const bookPercent: Readonly<Record<number, number>> = { 1: 96.48, 2: 96.9, 3: 96.57, 4: 96.53 };
