/** Several runs, side by side, and what one sees of them. */

import { inCommandWords } from "../command-words.ts";
import type { Context } from "../context.ts";
import { errorParts } from "../errors.ts";
import { asRecorded, differs } from "./board-lines.ts";
import type { Outcome } from "./conclude.ts";
import { differenceLines } from "./difference-lines.ts";
import { expectedSeconds } from "./expected-time.ts";
import { type Line, ownLines } from "./job.ts";
import { keptRun, type OneRun } from "./kept-run.ts";
import type { ReproduceOptions } from "./options.ts";
import { emitRecorded, type Recorded, recordedOf } from "./recorded.ts";
import { type Ended, type Runner, runJobs } from "./run-jobs.ts";
import { RunsView } from "./runs-view.ts";
import { emitRun } from "./show-run.ts";
import { Standing } from "./standing.ts";
import type { Task } from "./tasks.ts";
import type { Verification } from "./verification.ts";

export interface Together {
  readonly jobs: number;
  readonly optionsOf: (task: Task) => ReproduceOptions;
  readonly run: Runner;
  readonly signal: AbortSignal;
  readonly storedFor: Verification["storedFor"] | undefined;
}

/** How each of them ended, in the order of the tasks; those that an interrupt kept from beginning are interrupted, too. */
export async function runTogether(
  context: Context,
  tasks: readonly Task[],
  { jobs, optionsOf, run, signal, storedFor }: Together,
): Promise<Outcome[]> {
  const standings = new Map(
    tasks.map((task) => [task, new Standing(task, expectedSeconds(task.experiment, optionsOf(task)))] as const),
  );
  const outcomes = new Map<Task, Outcome>();
  const view = new RunsView(context, [...standings.values()], jobs);
  const standing = (task: Task) => standings.get(task) as Standing;
  const end = (task: Task, ended: Ended) => {
    const now = standing(task);
    now.end(ended, performance.now());
    const recorded = ended.kind === "done" ? recordedOf(task.experiment, ended.run, storedFor?.(task)) : undefined;
    outcomes.set(task, { task, ended, recorded });
    tell(context, view, now, ended, recorded);
  };
  const stopping = () => view.note("Stops: what is running is being saved …");
  signal.addEventListener("abort", stopping);
  try {
    const waiting = [];
    for (const task of tasks) {
      const kept = keptOf(task, optionsOf(task));
      if (kept === undefined) waiting.push(task);
      else {
        emitRun(context, kept);
        end(task, { kind: "done", run: kept });
      }
    }
    await runJobs(waiting, {
      jobs,
      run,
      signal,
      onBegin(task) {
        standing(task).begin(performance.now());
        view.begins(standing(task));
      },
      onLine(task, line: Line) {
        const now = standing(task);
        now.tell(line);
        if (line.type === "wait") view.waits(now);
        if (!ownLines.includes(line.type)) context.emit(line);
      },
      onEnd: end,
    });
  } finally {
    signal.removeEventListener("abort", stopping);
    view.close();
  }
  return tasks.map((task) => outcomes.get(task) ?? { task, ended: { kind: "interrupted" } });
}

function keptOf({ experiment, seed }: Task, options: ReproduceOptions): OneRun | undefined {
  return options.again === true ? undefined : keptRun(experiment, { ...options, seed });
}

/** Says how a run ended, to people and to a program. */
function tell(context: Context, view: RunsView, now: Standing, ended: Ended, recorded: Recorded | undefined): void {
  const { experiment, seed } = now.task;
  if (ended.kind === "failed") {
    context.emit({ type: "failed", experiment: experiment.name, seed, error: errorParts(ended.error) });
    const { message } = ended.error instanceof Error ? ended.error : new Error(String(ended.error));
    view.ends(now, undefined, [inCommandWords(message)]);
    return;
  }
  if (ended.kind === "interrupted") {
    view.ends(now, undefined);
    return;
  }
  if (recorded === undefined) {
    view.ends(now, ended.run.wasKept ? "kept" : undefined);
    return;
  }
  emitRecorded(context, experiment, ended.run, recorded);
  if (recorded.isSame) view.ends(now, asRecorded);
  else view.ends(now, differs, differenceLines(experiment, ended.run.result, recorded));
}
