/** The three learning rates of the book, the schedule that it suggests, and a run whose rate the reader moves. */
import { experiment } from "@nndl/book/experiments/ch3/learning-rates";
import { dense, type EpochRecord } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";
import { recorded } from "./recorded.built.ts";

type Point = readonly [epoch: number, cost: number];

export const epochs = 30;

export interface KnownCurve {
  readonly name: string;
  readonly points: readonly Point[];
  /** The book's own, where it has one. */
  readonly book: readonly Point[];
}

const curve = (values: readonly number[]) => values.map((value, epoch): Point => [epoch + 1, value]);

function ofBook(name: "small" | "middle" | "large"): readonly Point[] {
  const series = experiment.figures[name];
  return series?.kind === "series" ? (series.book ?? []).map(([epoch, cost]): Point => [epoch + 1, cost]) : [];
}

export const known: readonly KnownCurve[] = [
  { name: "η = 0.025", points: curve(recorded.small), book: ofBook("small") },
  { name: "η = 0.25", points: curve(recorded.middle), book: ofBook("middle") },
  { name: "η = 2.5", points: curve(recorded.large), book: ofBook("large") },
  { name: "0.25, then 0.025", points: curve(recorded.schedule), book: [] },
];

/** E3.22 of the book, with any rate to begin with. */
export function recipeOf({ rate, seed }: { readonly rate: number; readonly seed: number }): Recipe {
  return {
    network: {
      input: [784],
      layers: [dense(30), dense(10)],
      cost: "cross-entropy",
      initializer: "scaled-gaussian",
      seed,
    },
    data: { kind: "mnist" },
    training: { epochs, miniBatchSize: 10, learningRate: rate, regularization: { l2: 5 } },
    measured: { training: 50_000, test: 10_000 },
  };
}

/** The cost on the training images after each epoch, the price on weights included, as the book's. */
export function costsOf(records: readonly EpochRecord[]): Point[] {
  return records.flatMap(({ index, evaluations: { training } }): Point[] =>
    training === undefined ? [] : [[index + 1, training.cost]],
  );
}
