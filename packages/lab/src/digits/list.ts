/** Which pictures the browser of digits shows, and where one is among them. */

import type { SetName } from "@nndl/words/set-names";
import type { Trainer } from "../training/trainer.svelte.ts";
import { side } from "./pictures.ts";

/** Images of the test set that are hard to read: the eighteen that the book shows. */
export const hardDigits: readonly number[] = [
  324, 582, 659, 726, 846, 956, 1124, 1393, 1773, 1868, 2018, 2109, 2654, 4199, 4201, 4620, 5457, 5642,
];

export const pageSize = 100;

/** A list of pictures: those of a set (of one label, perhaps), the hard ones, or the mean of each digit of a set. */
export interface List {
  readonly kind: "images" | "hard" | "averages";
  readonly set: SetName;
  readonly label?: number | undefined;
}

/** The part of a list that is shown at once. */
export interface Page {
  readonly from: number;
  readonly values: Uint8Array | Float32Array;
  readonly scale: number;
  readonly labels: ArrayLike<number>;
  /** Which images of the set they are; none for averages. */
  readonly indices: ArrayLike<number> | undefined;
}

/** The page that a place of a list is on. */
export function pageOf(position: number): number {
  return Math.floor(position / pageSize) * pageSize;
}

/** Another place in a list, kept within it. */
export function moved(position: number, by: number, total: number): number {
  return Math.min(total - 1, Math.max(0, position + by));
}

/** How many pictures a list has, of which so many are of each label. */
export function totalOf({ kind, label }: List, counts: ArrayLike<number>): number {
  if (kind !== "images") return kind === "hard" ? hardDigits.length : 10;
  return label === undefined ? Array.from(counts).reduce((sum, count) => sum + count, 0) : counts[label]!;
}

/** Asks for a page; undefined when the trainer is not open. */
export async function fetchPage(trainer: Trainer, { kind, set, label }: List, from: number): Promise<Page | undefined> {
  if (kind === "averages") {
    const answer = await trainer.ask({ about: "averages", set });
    return (
      answer && {
        from: 0,
        values: answer.means,
        scale: 1,
        labels: Array.from({ length: 10 }, (_, i) => i),
        indices: undefined,
      }
    );
  }
  const which =
    kind === "hard"
      ? ({ set: "test", indices: hardDigits } as const)
      : { set, from, limit: pageSize, ...(label === undefined ? {} : { label }) };
  const answer = await trainer.ask({ about: "examples", ...which });
  return (
    answer && { from, values: answer.features, scale: answer.scale, labels: answer.labels, indices: answer.indices }
  );
}

/** One picture of a page. */
export function pictureOn({ values, scale }: Page, at: number): Float32Array {
  return Float32Array.from(values.subarray(at * side * side, (at + 1) * side * side), (value) => value * scale);
}
