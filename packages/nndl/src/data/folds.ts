import { integer } from "../check.ts";
import type { Dataset, TargetKind } from "./dataset.ts";
import { checkDataset } from "./given-dataset.ts";
import { byClass, type DivisionOptions, shuffled } from "./split-by-class.ts";

/** One division of a data set for cross-validation. */
export interface Fold<Kind extends TargetKind = TargetKind> {
  /** What to learn from: all but this fold. */
  readonly training: Dataset<Kind>;
  /** This fold, which the network has not seen. */
  readonly validation: Dataset<Kind>;
}

/**
 * A data set divided for k-fold cross-validation: k times all but one of k folds to learn from and that one to be measured on,
 * so that each example is measured on exactly once.
 *
 * The examples, shuffled by `stream(seed, "split")` and sorted by class, are dealt like cards: each fold gets as many of every
 * class as any other, and as many altogether, up to one. Targets that are values, or classes at every step, are only shuffled. Each fold is copied when
 * its turn comes.
 *
 * @param k how many folds, from 2 to the number of examples
 * @throws NndlError "dataset.instance", "dataset.folds" for another k, "dataset.split", "seed"
 * @example
 * for (const { training, validation } of folds(digits.training, 5, { seed: 1 })) {
 *   console.log(training.count, validation.count);
 * }
 */
export function folds<Kind extends TargetKind>(
  dataset: Dataset<Kind>,
  k: number,
  options: DivisionOptions = {},
): Iterable<Fold<Kind>> {
  checkDataset(dataset);
  const what = `${dataset.name}: the number of folds`;
  integer(k, { code: "dataset.folds", what }, { min: 2, max: dataset.count });
  const order = shuffled(dataset, options, "folds");
  const foldOf = new Uint32Array(dataset.count);
  let dealt = 0;
  for (const places of byClass(dataset, order)) for (const place of places) foldOf[place] = dealt++ % k;
  return {
    *[Symbol.iterator]() {
      for (let fold = 0; fold < k; fold++)
        yield {
          training: dataset.pick(order.filter((place) => foldOf[place] !== fold)),
          validation: dataset.pick(order.filter((place) => foldOf[place] === fold)),
        };
    },
  };
}
