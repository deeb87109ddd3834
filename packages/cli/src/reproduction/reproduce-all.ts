/** What `nndl reproduce` does: one run with the screen for itself, or several side by side, and what comes of them. */
import { type Experiment, formOf } from "@nndl/book";
import type { Context } from "../context.ts";
import { openData } from "../data-sets.ts";
import { childRunner } from "./child-run.ts";
import { concludeAll, type Outcome } from "./conclude.ts";
import { isJob, whenLeft } from "./job.ts";
import { keptRun } from "./kept-run.ts";
import { checkShortened, type ReproduceOptions, usualCheckpoints } from "./options.ts";
import { emitRecorded, recordedOf } from "./recorded.ts";
import { introduceExperiment } from "./report.ts";
import type { Runner } from "./run-jobs.ts";
import { type BookData, Interrupted, runOne } from "./run-one.ts";
import { runTogether } from "./run-together.ts";
import { showRun } from "./show-run.ts";
import type { Stored } from "./stored-results.ts";
import { sharesOf, type Task, tasksOf } from "./tasks.ts";
import { foresee, type Verification, verificationFolder, verificationOf } from "./verification.ts";

/** What is not asked for on the command line. */
export interface Surroundings {
  /** Another's result, which the runs are compared with. */
  readonly against?: Stored | undefined;
  /** How each of several runs is done; as a process of its own when absent. */
  readonly runner?: ((optionsOf: (task: Task) => ReproduceOptions) => Runner) | undefined;
  /** What the experiments run on; MNIST when absent. */
  readonly data?: (() => Promise<BookData>) | undefined;
}

/** Runs experiments, each with its seeds; an interrupt keeps what is finished, and where the others were. */
export async function reproduceAll(
  context: Context,
  experiments: readonly Experiment[],
  options: ReproduceOptions,
  interrupt: AbortSignal,
  { against, runner = childRunner, data: open = openBookData }: Surroundings = {},
): Promise<number> {
  checkShortened(experiments, options);
  const signal = isJob(context) ? AbortSignal.any([interrupt, whenLeft()]) : interrupt;
  const all = tasksOf(experiments, options);
  const verification =
    options.verify === true || against !== undefined ? verificationOf(all, options, against) : undefined;
  const data = once(open);
  if (verification !== undefined) foresee(context, verification, options, await data());
  const tasks = verification?.tasks ?? all;
  const { jobs, threads } = sharesOf(tasks.length, options);
  const optionsOf = (task: Task): ReproduceOptions => ({
    ...options,
    threads,
    ...(verification === undefined ? {} : { out: verificationFolder(task, options), again: false }),
  });
  const storedFor = verification?.storedFor;
  const outcomes =
    tasks.length === 1
      ? [await runAlone(context, tasks[0], optionsOf(tasks[0]), { data, signal, storedFor })]
      : await runTogether(context, tasks, { jobs, optionsOf, run: runner(optionsOf), signal, storedFor });
  return concludeAll(context, experiments, outcomes, verification);
}

interface AloneOptions {
  readonly data: () => Promise<BookData>;
  readonly signal: AbortSignal;
  readonly storedFor: Verification["storedFor"] | undefined;
}

/** @throws what the run throws */
async function runAlone(
  context: Context,
  task: Task,
  options: ReproduceOptions,
  { data, signal, storedFor }: AloneOptions,
): Promise<Outcome> {
  const { experiment, seed } = task;
  introduceExperiment(context, experiment, formOf(experiment, options).shortened);
  const show = showRun(context, experiment, seed);
  try {
    const run = (options.again === true ? undefined : keptRun(experiment, { ...options, seed })) ?? (await fresh());
    show.close();
    show.end(run);
    const recorded = recordedOf(experiment, run, storedFor?.(task));
    if (recorded !== undefined) emitRecorded(context, experiment, run, recorded);
    return { task, ended: { kind: "done", run }, recorded };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return { task, ended: { kind: "interrupted" }, folder: error.folder };
  } finally {
    show.close();
  }

  async function fresh() {
    return runOne(experiment, {
      ...options,
      seed,
      signal,
      data: await data(),
      checkpointEvery: options.checkpointEvery ?? usualCheckpoints,
      command: `nndl reproduce ${experiment.name} --seed ${seed}${options.quick === true ? " --quick" : ""}`,
      watch: show,
    });
  }
}

async function openBookData(): Promise<BookData> {
  // MNIST is always divided into three.
  return (await openData({})) as BookData;
}

/** Does something when it is first asked for. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
