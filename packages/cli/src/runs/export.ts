/** Runs as a table for a spreadsheet, or for other programs: a row for each epoch, or for each run. */

import { describeRun } from "./describe-run.ts";
import { coursesOf, epochsOf, mainCourse, secondsOf } from "./figures.ts";
import type { EpochLine } from "./metrics.ts";
import type { Run } from "./run.ts";
import { settingsOf } from "./settings.ts";

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string | number>>;

/** One for each epoch of each run: what was measured, by the name of the set. */
export function epochRows(runs: readonly Run[]): readonly Row[] {
  return runs.flatMap((run) => (run.training?.epochs ?? []).map((line) => epochRow(run, line)));
}

function epochRow({ name, training }: Run, { epoch, learningRate, seconds, elapsed, evaluations }: EpochLine): Row {
  const measured = Object.entries(evaluations).flatMap(([set, { count, cost, dataCost, correct, accuracy }]) =>
    Object.entries({ count, cost, dataCost, correct, accuracy })
      .filter(([, value]) => value !== undefined)
      .map(([what, value]) => [`${set} ${what}`, value as number] as const),
  );
  return {
    run: name,
    seed: training?.config.seed ?? "",
    epoch,
    "learning rate": learningRate,
    seconds,
    ...(elapsed === undefined ? {} : { elapsed }),
    ...Object.fromEntries(measured),
  };
}

/** One for each run: what it is, its settings, and what it came to. */
export function summaryRows(runs: readonly Run[]): readonly Row[] {
  return runs.map((run) => {
    const { name, state, began, training, experiment } = run;
    const [kind] = describeRun(run);
    const epochs = epochsOf(run);
    const numbers = Object.entries(experiment?.result?.measured ?? {}).filter(([, value]) => typeof value === "number");
    return {
      run: name,
      what: kind,
      state,
      began: new Date(began).toISOString(),
      experiment: experiment?.name ?? "",
      form: experiment === undefined ? "" : experiment.form || "full",
      seed: experiment?.seed ?? "",
      ...(training === undefined ? {} : trainingPart(training)),
      ...(epochs === undefined ? {} : { "epochs done": epochs[0] }),
      ...optional("took seconds", secondsOf(run)),
      ...(Object.fromEntries(numbers.map(([figure, value]) => [`figure ${figure}`, value])) as Row),
      ...optional("sha256", experiment?.result?.sha256 ?? training?.sha256),
      ...(training === undefined ? {} : { command: training.config.command }),
    };
  });
}

function trainingPart(training: NonNullable<Run["training"]>): Row {
  const courses = coursesOf(training).flatMap(({ name, best, last }) => [
    [`best ${name}`, best[1]] as const,
    [`last ${name}`, last[1]] as const,
  ]);
  const main = mainCourse(training);
  return {
    ...settingsOf(training.config),
    ...(main === undefined ? {} : { "best epoch": main.best[0] }),
    ...Object.fromEntries(courses),
  };
}

function optional(name: string, value: string | number | undefined): Row {
  return value === undefined ? {} : { [name]: value };
}

/** The heading, and a line for each row: every column that any of them has, in the order in which they first come. */
export function tableOf(rows: readonly Row[]): readonly (readonly (string | number)[])[] {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
}
