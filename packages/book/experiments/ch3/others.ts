/** What the experiments of other groups, of which the book tells, have in common here: they are shortened in the same way. */
import type { Dataset } from "nndl";
import type { Bench } from "../bench.ts";
import { joined } from "../joined.ts";
import type { ExperimentTraining } from "../training-recipe.ts";

const quick = { epochs: 1, images: 1000, test: 1000 };

/** Adam, whose step is spent after so many epochs; one epoch in the quick form. */
export function trainingFor(bench: Pick<Bench, "quick">, epochs: number): ExperimentTraining {
  return {
    epochs: bench.quick ? quick.epochs : epochs,
    miniBatchSize: 100,
    learningRate: 0.001,
    optimizer: "adam",
    schedule: "cosine",
  };
}

/** All images that are not for the test, and those that are; some of each in the quick form. */
export function imagesFor({ quick: isQuick, data }: Pick<Bench, "quick" | "data">): Record<"all" | "test", Dataset> {
  return isQuick
    ? { all: data.training.take(quick.images), test: data.test.take(Math.min(quick.test, data.test.count)) }
    : { all: joined(data.training, data.validation), test: data.test };
}
