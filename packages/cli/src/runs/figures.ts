/** The numbers that a run is known by. */

import { findExperiment, type NumberFigure, withUnit } from "@nndl/book";
import { count, percent, significant } from "@nndl/words/numbers";
import { NndlError } from "nndl";
import type { EpochLine } from "./metrics.ts";
import type { Run, Training } from "./run.ts";

/** What was measured after each epoch: "test accuracy", "training cost". */
export interface Course {
  readonly name: string;
  readonly set: string;
  readonly measure: "accuracy" | "cost";
  /** One for each epoch in which it was measured. */
  readonly points: readonly (readonly [epoch: number, value: number])[];
  readonly best: readonly [epoch: number, value: number];
  readonly last: readonly [epoch: number, value: number];
}

/** Everything that a training measured: of each set the accuracy, where there is one, and the cost. */
export function coursesOf({ config, epochs }: Training): readonly Course[] {
  const sets = [...new Set([...config.monitor, ...epochs.flatMap(({ evaluations }) => Object.keys(evaluations))])];
  return sets.flatMap((set) => (["accuracy", "cost"] as const).flatMap((measure) => courseOf(epochs, set, measure)));
}

function courseOf(epochs: readonly EpochLine[], set: string, measure: Course["measure"]): readonly Course[] {
  const points = epochs.flatMap(({ epoch, evaluations }) => {
    const value = evaluations[set]?.[measure];
    return value === undefined ? [] : [[epoch, value] as const];
  });
  const last = points.at(-1);
  if (last === undefined) return [];
  // The first of equals, as early stopping has it.
  const better = measure === "accuracy" ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  const best = points.reduce((a, b) => (better(b[1], a[1]) ? b : a));
  return [{ name: `${set} ${measure}`, set, measure, points, best, last }];
}

/** The one that tells how good it is: of the set that is watched, or measured last; the accuracy, where there is one. */
export function mainCourse(training: Training): Course | undefined {
  const { watch } = training.config.training;
  const set = watch?.data ?? training.config.monitor.at(-1);
  const courses = coursesOf(training);
  const own = courses.filter((course) => course.set === set);
  return own.find(({ measure }) => measure === watch?.measure) ?? own[0] ?? courses[0];
}

/** "95.42 %", "0.0812" */
export function courseText({ measure }: Pick<Course, "measure">, value: number): string {
  return measure === "accuracy" ? percent(value) : significant(value);
}

/** The figure that stands for a run of an experiment, once it has come to its end. */
export function mainFigure(run: Run): { readonly figure: NumberFigure; readonly value: number } | undefined {
  const { name, result } = run.experiment ?? {};
  if (name === undefined || result === undefined) return undefined;
  const [key, figure] = Object.entries(figuresOf(name))[0] ?? [];
  const value = key === undefined ? undefined : result.measured[key];
  return figure?.kind === "number" && typeof value === "number" ? { figure, value } : undefined;
}

/** The figures of an experiment, by their names; none of one that this version does not know. */
function figuresOf(name: string) {
  try {
    return findExperiment(name).figures;
  } catch (error) {
    if (error instanceof NndlError) return {};
    throw error;
  }
}

/** What it came to at its best, and at its end, in words: "96.49 % (28)", "96.31 %". */
export function bestAndLast(run: Run): readonly [best: string, last: string] {
  const course = run.training === undefined ? undefined : mainCourse(run.training);
  if (course !== undefined) {
    const text = (value: number) => courseText(course, value);
    return [`${text(course.best[1])} (${course.best[0]})`, text(course.last[1])];
  }
  const main = mainFigure(run);
  if (main !== undefined) return ["", withUnit(main.figure, main.value)];
  const members = run.ensemble?.runs.flatMap(({ training }) => (training && mainCourse(training)) ?? []) ?? [];
  if (members.length === 0) return ["", ""];
  const [worst, best] = [Math.min, Math.max].map((most) => most(...members.map(({ last }) => last[1])));
  return ["", `${courseText(members[0], worst)} – ${courseText(members[0], best)}`];
}

/** Epochs that are done and that there are to be; nothing where it has none. */
export function epochsOf({ training, ensemble, machines }: Run): readonly [done: number, all: number] | undefined {
  // Those of machines that are done: how far the one at hand is, only its checkpoint knows.
  if (machines !== undefined) {
    const { epochs, hidden } = machines.config;
    return [machines.done * epochs, hidden.length * epochs];
  }
  if (training !== undefined) {
    const done = training.epochs.at(-1);
    return [done === undefined ? 0 : done.epoch + 1, training.config.training.epochs];
  }
  const members = ensemble?.runs.flatMap((run) => (run.training === undefined ? [] : [epochsOf(run)!])) ?? [];
  const [first] = members;
  if (first === undefined) return undefined;
  return [members.reduce((sum, [done]) => sum + done, 0), first[1] * ensemble!.members];
}

/** "30 of 30" */
export function epochsText(run: Run): string {
  const epochs = epochsOf(run);
  return epochs === undefined ? "" : `${count(epochs[0])} of ${count(epochs[1])}`;
}

/** Seconds that it took so far, as far as that was written down. */
export function secondsOf({ training, experiment, ensemble }: Run): number | undefined {
  if (experiment?.result !== undefined) return experiment.result.seconds;
  if (training !== undefined) {
    const spent = training.epochs.reduce((sum, { seconds }) => sum + seconds, 0);
    return training.epochs.length === 0 ? undefined : (training.epochs.at(-1)?.elapsed ?? spent);
  }
  const members = ensemble?.runs.flatMap((run) => secondsOf(run) ?? []) ?? [];
  return members.length === 0 ? undefined : members.reduce((sum, seconds) => sum + seconds, 0);
}
