/** What is said when all runs are over, and the exit code that it comes to. */
import { type Experiment, type Summary, summarize } from "@nndl/book";
import { plural } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import { exitCodeOf, exitCodes } from "../errors.ts";
import type { RunFolder } from "../training/run-folder.ts";
import type { OneRun } from "./kept-run.ts";
import { type Overviewed, overview } from "./overview.ts";
import type { Recorded } from "./recorded.ts";
import { type Concluded, concludeExperiment, emitSummary } from "./report.ts";
import type { Ended } from "./run-jobs.ts";
import type { Task } from "./tasks.ts";
import type { Verification } from "./verification.ts";

/** How a run ended, and how what came of it compares with what is stored. */
export interface Outcome {
  readonly task: Task;
  readonly ended: Ended;
  readonly recorded?: Recorded | undefined;
  /** Where an interrupted run is saved, where one knows. */
  readonly folder?: RunFolder | undefined;
}

export function concludeAll(
  context: Context,
  experiments: readonly Experiment[],
  outcomes: readonly Outcome[],
  verification: Verification | undefined,
): number {
  const isInterrupted = outcomes.some(({ ended }) => ended.kind === "interrupted");
  if (isInterrupted && outcomes.length === 1) {
    sayInterrupted(context, outcomes);
    return exitCodes.interrupted;
  }
  const concluded = experiments.flatMap((experiment) => concludedOf(experiment, outcomes));
  const entries = concluded.map(
    ({ experiment, summary }): Overviewed => ({ experiment, summary, recorded: recordedOf(experiment, outcomes) }),
  );
  const isVerified = verification !== undefined;
  if (experiments.length === 1) for (const each of concluded) concludeExperiment(context, { ...each, isVerified });
  else {
    for (const each of concluded) emitSummary(context, each);
    overview(context, entries);
  }
  if (isInterrupted) {
    sayInterrupted(context, outcomes);
    return exitCodes.interrupted;
  }
  const errors = outcomes.flatMap(({ ended }) => (ended.kind === "failed" ? [ended.error] : []));
  if (errors.length > 0) {
    const runs = `${errors.length} of ${plural(outcomes.length, "run")}`;
    context.print(context.out.style.red(`${runs} failed; the same command goes on with what is left.`), "");
  }
  const isSame = verification === undefined || sayVerified(context, outcomes, verification);
  if (errors.length > 0) return exitCodeOf(errors[0]);
  return isSame ? exitCodes.success : exitCodes.failure;
}

function concludedOf(experiment: Experiment, outcomes: readonly Outcome[]): (Concluded & { summary: Summary })[] {
  const own = outcomes.filter(({ task }) => task.experiment === experiment);
  const runs = own.flatMap(({ ended }): OneRun[] => (ended.kind === "done" ? [ended.run] : []));
  if (runs.length === 0) return [];
  const summary = summarize(
    experiment,
    runs.map(({ result }) => result),
  );
  const recorded = runs.length === 1 ? own.find(({ ended }) => ended.kind === "done")?.recorded : undefined;
  return [{ experiment, runs, summary, recorded }];
}

function recordedOf(experiment: Experiment, outcomes: readonly Outcome[]): Recorded[] {
  return outcomes.flatMap(({ task, recorded }) =>
    task.experiment === experiment && recorded !== undefined ? [recorded] : [],
  );
}

/** Whether everything that was asked for is the same as it is stored. */
function sayVerified(context: Context, outcomes: readonly Outcome[], { unverifiable }: Verification): boolean {
  const { style } = context.out;
  const same = outcomes.filter(({ recorded }) => recorded?.isSame === true).length;
  const others = outcomes.filter(({ recorded }) => recorded?.isSame === false).length;
  const missing = unverifiable.length + outcomes.length - same - others;
  context.emit({ type: "verified", same, differ: others, unverified: missing });
  const parts = [
    style.green(`${same} as recorded, to the bit`),
    ...(others === 0 ? [] : [style.yellow(`${others} ${others === 1 ? "differs" : "differ"}`)]),
    ...(missing === 0 ? [] : [style.yellow(`${missing} not verified`)]),
  ];
  context.print(`Verified: ${parts.join(", ")}.`, "");
  return same === outcomes.length && missing === 0;
}

function sayInterrupted(context: Context, outcomes: readonly Outcome[]): void {
  const { style } = context.out;
  const folder = outcomes.find((outcome) => outcome.folder !== undefined)?.folder;
  const done = outcomes.filter(({ ended }) => ended.kind === "done").length;
  if (outcomes.length > 1) {
    context.emit({ type: "interrupted", done, runs: outcomes.length });
    const rest = `${done} of ${plural(outcomes.length, "run")} are done; the same command goes on with the others.`;
    context.print("", `${style.yellow("Interrupted.")} ${rest}`);
    return;
  }
  context.emit({ type: "interrupted", ...(folder === undefined ? {} : { run: folder.path }) });
  const saved = folder === undefined ? "" : ` ${folder.name} is saved; the same command goes on with it.`;
  context.print("", `${style.yellow("Interrupted.")}${saved}`);
}
