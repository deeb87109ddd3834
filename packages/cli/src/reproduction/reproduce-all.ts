import { type Experiment, type Summary, usualQuick } from "@nndl/book";
import type { Context } from "../context.ts";
import { type DataSets, openData } from "../data-sets.ts";
import { exitCodes } from "../errors.ts";
import { overview } from "./overview.ts";
import { concludeExperiment, introduceExperiment } from "./report.ts";
import { Interrupted, type OneRun, runOne } from "./run-one.ts";
import { showRun } from "./show-run.ts";

export interface ReproduceOptions {
  readonly seeds?: number;
  readonly seed?: number;
  readonly quick?: boolean;
  readonly epochs?: number;
  readonly limit?: number;
  readonly threads?: number | "auto";
  readonly again?: boolean;
  readonly out?: string;
  readonly checkpointEvery?: number;
}

/** Seconds between two checkpoints: little of a run of hours is lost, and nobody notices the writing. */
export const usualCheckpoints = 30;

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
  const { seeds = 1, seed: first = 1, quick, epochs, limit, isAlone } = options;
  // One run says it all where chance has no part.
  const number = experiment.chance ? seeds : 1;
  introduceExperiment(context, experiment, quick === true ? (experiment.quick ?? usualQuick) : { epochs, limit });
  const runs: OneRun[] = [];
  for (let seed = first; seed < first + number; seed++)
    runs.push(await runSeed(context, experiment, seed, options, isAlone && number === 1));
  return runs;
}

/** @param everyEpoch whether each epoch is shown, or only each seed */
async function runSeed(
  context: Context,
  experiment: Experiment,
  seed: number,
  options: SeedOptions,
  everyEpoch: boolean,
): Promise<OneRun> {
  const show = showRun(context, experiment, { seed, everyEpoch });
  try {
    const run = await runOne(experiment, {
      ...options,
      seed,
      checkpointEvery: options.checkpointEvery ?? usualCheckpoints,
      command: `nndl reproduce ${experiment.name} --seed ${seed}${options.quick === true ? " --quick" : ""}`,
      watch: show,
    });
    show.close();
    show.end(run);
    return run;
  } finally {
    show.close();
  }
}

function sayInterrupted(context: Context, { folder }: Interrupted): void {
  context.emit({ type: "interrupted", run: folder.path });
  const { style } = context.out;
  context.print("", `${style.yellow("Interrupted.")} ${folder.name} is saved; the same command goes on with it.`);
}
