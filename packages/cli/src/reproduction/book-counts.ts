import type { Experiment } from "@nndl/book";

/** How many images the book's own run read correctly after an epoch, where the book tells. */
export function bookCount({ book }: Experiment, epoch: number): number | undefined {
  const stretch = book.counts?.find(
    ({ fromEpoch, correct }) => epoch >= fromEpoch && epoch < fromEpoch + correct.length,
  );
  return stretch?.correct[epoch - stretch.fromEpoch];
}
