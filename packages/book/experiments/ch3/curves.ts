/** Curves over the epochs, in the book's scale, and what is read from them. */
import type { Measurement } from "nndl";
import type { Trained } from "../bench.ts";
import type { Point, SeriesFigure } from "../figure.ts";

/** A curve over the epochs; where the book has one, each of its points is one more run. */
export function curve(title: string, y: string, book?: readonly Point[]): SeriesFigure {
  return { kind: "series", title, x: "epoch", y, ...(book === undefined ? {} : { book, judge: { by: "seeds" } }) };
}

/** The book's values after each epoch from 0. */
export function fromEpoch0(values: readonly number[]): readonly Point[] {
  return values.map((value, epoch) => [epoch, value]);
}

/**
 * A set's costs after each epoch in the book's scale. network2 adds λ/2N Σw² with N the size of the set at hand, where we
 * have that of the training set for every set: its costs of test and training images are on two scales.
 */
export function costCourse({ epochs }: Pick<Trained, "epochs">, set: string, trainingCount: number): readonly Point[] {
  return epochs.map(({ index, evaluations }) => [index, bookCost(evaluations[set], trainingCount)]);
}

export function bookCost(
  { cost, dataCost, count }: Pick<Measurement, "cost" | "dataCost" | "count">,
  trainingCount: number,
): number {
  return dataCost + ((cost - dataCost) * trainingCount) / count;
}

export function greatest(points: readonly Point[]): number {
  return Math.max(...points.map(([, y]) => y));
}

export function least(points: readonly Point[]): number {
  return Math.min(...points.map(([, y]) => y));
}

/** Where a curve first is somewhere; where it never is, one beyond its end, since a stored result holds no other number for it. */
export function firstWhere(points: readonly Point[], is: (y: number) => boolean): number {
  return points.find(([, y]) => is(y))?.[0] ?? (points.at(-1)?.[0] ?? -1) + 1;
}

/** @throws TypeError for no points, which have no last one */
export function last(points: readonly Point[]): number {
  const point = points.at(-1);
  if (point === undefined) throw new TypeError("a curve without points has no last one");
  return point[1];
}

/** The mean of the points from one place up to, but without, another. */
export function meanBetween(points: readonly Point[], from: number, to = Number.POSITIVE_INFINITY): number {
  const values = points.flatMap(([x, y]) => (x >= from && x < to ? [y] : []));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
