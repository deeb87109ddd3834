/** Keeps track of the best epoch, for early stopping and for schedules that wait for a plateau. Plain JSON. */
export interface Progress {
  /** The best quality so far: accuracy, or minus the cost. Absent before the first epoch. */
  readonly best?: number;
  readonly bestEpoch?: number;
  /** Epochs since the best one, and since the best one or the last reduction of the learning rate. */
  readonly sinceBest: number;
  readonly sinceReduction: number;
  readonly reductions: number;
}

export const noProgress: Progress = { sinceBest: 0, sinceReduction: 0, reductions: 0 };

/** After an epoch of the given quality; an improvement must be strict. */
export function afterEpoch(progress: Progress, epoch: number, quality: number, reduceAfter?: number): Progress {
  if (progress.best === undefined || quality > progress.best)
    return { ...progress, best: quality, bestEpoch: epoch, sinceBest: 0, sinceReduction: 0 };
  const waited = progress.sinceReduction + 1;
  const reduce = reduceAfter !== undefined && waited >= reduceAfter;
  return {
    ...progress,
    sinceBest: progress.sinceBest + 1,
    sinceReduction: reduce ? 0 : waited,
    reductions: progress.reductions + (reduce ? 1 : 0),
  };
}
