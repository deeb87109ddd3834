/** What the figure that overfits draws: accuracy and cost on both sets, over the thousands of images that were learned from. */
import { experiment } from "@nndl/book/experiments/ch3/overfitting";
import type { EpochRecord } from "nndl";
import { type Point, test, testCost, training, trainingCost } from "./recorded.built.ts";

export interface Curves {
  readonly test: readonly Point[];
  readonly training: readonly Point[];
  readonly testCost: readonly Point[];
  readonly trainingCost: readonly Point[];
}

/** Of a run that goes on here, with so many training images. */
export function curvesOf(records: readonly EpochRecord[], images: number): Curves {
  const points = (of: (record: EpochRecord) => number | undefined) =>
    records.flatMap((record): Point[] => {
      const value = of(record);
      return value === undefined ? [] : [[((record.index + 1) * images) / 1000, value]];
    });
  return {
    test: points(({ evaluations: { test } }) => test && 100 * test.accuracy!),
    training: points(({ evaluations: { training } }) => training && 100 * training.accuracy!),
    testCost: points(({ evaluations: { test } }) => test?.dataCost),
    trainingCost: points(({ evaluations: { training } }) => training?.dataCost),
  };
}

/** Of the run on record: 1,000 images, nothing that helps. */
export const recordedCurves: Curves = { test, training, testCost, trainingCost };

/** The book's own run, at the epochs that are known of it. */
export const bookCurves: Pick<Curves, "test" | "testCost"> = (() => {
  const { test, testCost } = experiment.figures;
  const book = (series: typeof test, scale = 1) =>
    (series?.kind === "series" ? (series.book ?? []) : []).map(([epoch, value]): Point => [epoch + 1, scale * value]);
  return { test: book(test, 0.01), testCost: book(testCost) };
})();

/** Where a curve is least, and where greatest. */
export function extremes(points: readonly Point[]): { readonly least?: Point; readonly greatest?: Point } {
  return points.reduce<{ least?: Point; greatest?: Point }>(
    ({ least = points[0]!, greatest = points[0]! }, point) => ({
      least: point[1] < least[1] ? point : least,
      greatest: point[1] > greatest[1] ? point : greatest,
    }),
    {},
  );
}
