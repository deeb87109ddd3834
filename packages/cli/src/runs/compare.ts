/** What runs differ in, and their curves beside one another. */
import { UsageError } from "../usage-error.ts";
import { type Course, coursesOf, mainCourse } from "./figures.ts";
import type { Run } from "./run.ts";
import { type Settings, settingsOf } from "./settings.ts";

export interface Comparison {
  readonly runs: readonly Compared[];
  /** The settings that are not the same in all of them, in the order of the help. */
  readonly differing: readonly string[];
  /** Those that are. */
  readonly shared: Settings;
  /** What is drawn: "test accuracy", or of each its own where they have none in common. */
  readonly figure: string;
}

export interface Compared {
  readonly run: Run;
  readonly settings: Settings;
  readonly course?: Course;
}

/**
 * @param figure "cost", "validation accuracy"; that of the first run when absent
 * @throws UsageError "runs.compare" for fewer than two; "option.figure" for one that none of them has
 */
export function compare(runs: readonly Run[], figure: string | undefined): Comparison {
  if (runs.length < 2)
    throw new UsageError("runs.compare", {
      problem: `nndl runs compare was given ${runs.length === 0 ? "no runs" : "one run alone"}`,
      next: 'Name two or more: nndl runs compare A B. "nndl runs" lists them.',
    });
  const courses = runs.map((run) => courseFor(run, figure));
  if (figure !== undefined && courses.every((course) => course === undefined)) throw unknownFigure(runs, figure);
  const compared = runs.map((run, i): Compared => {
    const settings = {
      ...experimentSettings(run),
      ...(run.training === undefined ? {} : settingsOf(run.training.config)),
    };
    return { run, settings, ...(courses[i] === undefined ? {} : { course: courses[i] }) };
  });
  const names = [...new Set(compared.flatMap(({ settings }) => Object.keys(settings)))];
  // What is no training has none of the settings of one, which is no difference between the others.
  const alike = (name: string) => (own.includes(name) ? compared : compared.filter(({ run }) => run.training));
  const differing = names.filter((name) => new Set(alike(name).map(({ settings }) => settings[name])).size > 1);
  const shared = names.filter((name) => !differing.includes(name)).map((name) => [name, alike(name)[0].settings[name]]);
  const drawn = new Set(courses.flatMap((course) => (course === undefined ? [] : [course.name])));
  return {
    runs: compared,
    differing,
    shared: Object.fromEntries(shared),
    figure: drawn.size === 1 ? [...drawn][0] : (figure ?? courses.find(Boolean)?.measure ?? "accuracy"),
  };
}

/** Settings that an experiment has, whether it is a training or not. */
const own: readonly string[] = ["experiment", "form", "seed"];

function experimentSettings({ experiment, training }: Run): Settings {
  if (experiment === undefined) return {};
  const seed = training === undefined ? { seed: String(experiment.seed) } : {};
  return { experiment: experiment.name, ...(experiment.form === "" ? {} : { form: experiment.form }), ...seed };
}

/** Where nobody says which, all are drawn by the same measure as far as they have it. */
function courseFor(run: Run, figure: string | undefined): Course | undefined {
  if (run.training === undefined) return undefined;
  const main = mainCourse(run.training);
  if (figure === undefined) return main;
  const courses = coursesOf(run.training);
  return (
    courses.find(({ name }) => name === figure) ??
    courses.find(({ measure, set }) => measure === figure && set === main?.set)
  );
}

function unknownFigure(runs: readonly Run[], figure: string): UsageError {
  const known = new Set(
    runs.flatMap(({ training }) => (training === undefined ? [] : coursesOf(training))).map(({ name }) => name),
  );
  return new UsageError("option.figure", {
    received: JSON.stringify(figure),
    expected: "--figure must be what these runs measured after each epoch",
    next: known.size === 0 ? "They measured nothing." : `They have ${[...known].join(", ")}.`,
  });
}
