import type { Remark } from "../remarks.ts";
import type { Dataset } from "./dataset.ts";

/** A remark on examples that are sorted by class, where their order is to be kept: a mini-batch is then of one class. */
export function onOrder({ targets, count, labelsEach }: Dataset): readonly Remark[] {
  if (targets.kind === "values" || labelsEach > 1 || count < 20) return [];
  const { labels } = targets;
  const counts = new Map<number, number>();
  let changes = 0;
  for (let i = 0; i < count; i++) {
    counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
    if (i > 0 && labels[i] !== labels[i - 1]) changes++;
  }
  // In a random order neighbours differ so often.
  let expected = count - 1;
  for (const n of counts.values()) expected -= (n * (n - 1)) / count;
  if (counts.size < 2 || changes > expected / 5) return [];
  return [
    {
      code: "data.sorted",
      what: "The order of the training examples is fixed, and they are sorted by class: what is learned of one class is forgotten over the next.",
      next: "Have them shuffled.",
    },
  ];
}
