import type { Experiment, Summary } from "@nndl/book";
import type { Context } from "../context.ts";
import { type DataSets, openData } from "../data-sets.ts";
import { exitCodes } from "../errors.ts";
import { commandName } from "../training/shell.ts";
import { shellQuote } from "../training/shell-quote.ts";
import { overview } from "./overview.ts";
import { announceExperiment, concludeExperiment } from "./report.ts";
import { Interrupted, type OneRun, runOne } from "./run-one.ts";
import { showRun } from "./show-run.ts";

export interface ReproduceOptions {
  readonly seeds?: number;
  readonly seed?: number;
  readonly epochs?: number;
  readonly limit?: number;
  readonly threads?: number | "auto";
}

/** Runs experiments, each with its seeds, one after another; an interrupt keeps what is finished. */
export async function reproduceAll(
  context: Context,
  experiments: readonly Experiment[],
  options: ReproduceOptions,
  signal: AbortSignal,
): Promise<number> {
  const { summarize } = await import("@nndl/book");
  const data = (await openData({})) as DataSets & { readonly validation: DataSets["training"] };
  const isAlone = experiments.length === 1;
  const summaries: Summary[] = [];
  try {
    for (const experiment of experiments) {
      const runs = await runSeeds(context, experiment, { ...options, data, signal, isAlone });
      const summary = summarize(
        experiment,
        runs.map(({ result }) => result),
      );
      concludeExperiment(context, { experiment, runs, summary, isAlone });
      summaries.push(summary);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    sayInterrupted(context, error);
    return exitCodes.interrupted;
  }
  if (experiments.length > 1) overview(context, experiments, summaries);
  return exitCodes.success;
}

interface SeedOptions extends ReproduceOptions {
  readonly data: DataSets & { readonly validation: DataSets["training"] };
  readonly signal: AbortSignal;
  /** Whether there is room for every epoch on the screen. */
  readonly isAlone: boolean;
}

async function runSeeds(context: Context, experiment: Experiment, options: SeedOptions): Promise<OneRun[]> {
  const { seeds = 1, seed: first = 1, epochs, limit, threads, data, signal, isAlone } = options;
  // Nothing is left to chance where nothing is trained: one run says it all.
  const number = experiment.kind === "training" ? seeds : 1;
  announceExperiment(context, experiment, { epochs, limit });
  const runs: OneRun[] = [];
  for (let seed = first; seed < first + number; seed++) {
    const show = showRun(context, experiment, { seed, epochs, everyEpoch: isAlone && number === 1 });
    try {
      const run = await runOne(experiment, {
        ...{ seed, data, epochs, limit, threads, signal },
        onStart: show.start,
        onEpoch: show.epoch,
      });
      show.close();
      show.end(run);
      runs.push(run);
    } finally {
      show.close();
    }
  }
  return runs;
}

function sayInterrupted(context: Context, { folder }: Interrupted): void {
  const resume = folder && `${commandName(context.environment)} train --resume ${shellQuote(folder.name)}`;
  context.emit({ type: "interrupted", ...(resume === undefined ? {} : { resume }) });
  const { style } = context.out;
  const lines = resume === undefined ? [] : ["The run at hand is saved; to go on with it:", `  ${style.cyan(resume)}`];
  context.print("", style.yellow("Interrupted."), ...lines);
}
