import type { EpochRecord, TrainingOutcome, TrainingRun } from "nndl";
import { cutOf } from "../data-sets.ts";
import { card } from "./card.ts";
import type { RunConfig, RunFolder } from "./run-folder.ts";

export interface FinishedRun {
  readonly folder: RunFolder;
  readonly config: RunConfig;
  readonly run: TrainingRun;
  readonly outcome: TrainingOutcome;
}

/** Writes the network with what is known about it, and its card. */
export async function saveNetwork({ folder, config, run, outcome }: FinishedRun): Promise<void> {
  const final = finalEpoch(config, outcome);
  const { source, validation, cut } = config.data;
  const data = { source, validation, ...cutOf({ cut }) };
  const training = { ...config.training, data, command: config.command };
  run.network.notes = { training, metrics: metricsOf(final) };
  await run.network.save(folder.network);
  folder.writeCard(card({ config, outcome, final, seconds: folder.secondsSpent().trainingSeconds }));
}

/** The epoch whose weights the network has at the end: the best, when early stopping went back to it. */
export function finalEpoch(
  { training }: Pick<RunConfig, "training">,
  { history, epochs, bestEpoch }: TrainingOutcome,
): EpochRecord | undefined {
  const restored = training.earlyStopping?.restoreBest === true;
  const kept = restored && bestEpoch !== undefined ? bestEpoch : epochs - 1;
  return history.find(({ index }) => index === kept);
}

/** { "test correct": 9542, … } */
function metricsOf(final: EpochRecord | undefined): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const [set, { cost, correct, accuracy }] of Object.entries(final?.evaluations ?? {})) {
    metrics[`${set} cost`] = cost;
    if (correct !== undefined) metrics[`${set} correct`] = correct;
    if (accuracy !== undefined) metrics[`${set} accuracy`] = accuracy;
  }
  return metrics;
}
