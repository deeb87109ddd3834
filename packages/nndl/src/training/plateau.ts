/** Whether a run is still getting better: what early stopping and the halving schedule go by. */
import { scheduleOf } from "../functions/index.ts";
import type { EpochRecord } from "./events.ts";
import type { TrainingSettings, Watch } from "./settings.ts";

/** Where a run stands, as its history tells. */
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

/** After an epoch that was recorded; nothing changes where nothing is watched. */
export function progressAfter(progress: Progress, record: EpochRecord, settings: TrainingSettings): Progress {
  const { watch, schedule } = settings;
  if (watch === undefined) return progress;
  const reduceAfter = scheduleOf(schedule).onPlateau?.(schedule).patience;
  return afterEpoch(progress, record.index, qualityOf(record, watch), reduceAfter);
}

/** What is watched, so that more is better. */
function qualityOf({ evaluations }: EpochRecord, { data, measure }: Watch): number {
  const { cost, accuracy } = evaluations[data];
  return measure === "cost" ? -cost : (accuracy as number);
}
