/** Which runs, and in which order. */
import { codeOf } from "@nndl/words/readers";
import { closest } from "../options/closest.ts";
import { quote, UsageError } from "../usage-error.ts";
import { describeRun } from "./describe-run.ts";
import { coursesOf, epochsOf, mainCourse, mainFigure, secondsOf } from "./figures.ts";
import type { Run } from "./run.ts";
import { isSetting, settingNames, settingsOf } from "./settings.ts";

export interface Selection {
  /** Texts, and settings such as "lr=0.5"; a run has to have all of them. */
  readonly filter?: readonly string[] | undefined;
  readonly sort?: string | undefined;
  /** At most so many. */
  readonly n?: number | undefined;
}

/** @throws UsageError "option.filter" for a setting that there is not, "option.sort" for such a figure */
export function selected(runs: readonly Run[], { filter = [], sort, n }: Selection): readonly Run[] {
  const kept = filter.reduce((rest, each) => rest.filter(filterOf(each, runs)), runs);
  const ordered = sort === undefined ? kept : sorted(kept, sort, runs);
  return n === undefined ? ordered : ordered.slice(0, n);
}

/** What can be asked of every run, beside the settings of its training. */
const ownSettings: Readonly<Record<string, (run: Run) => string | undefined>> = {
  experiment: ({ experiment }) => experiment?.name,
  state: ({ state }) => state,
  seed: ({ experiment, training, machines }) =>
    String(experiment?.seed ?? training?.config.seed ?? machines?.config.seed ?? ""),
};

function filterOf(text: string, runs: readonly Run[]): (run: Run) => boolean {
  const equals = text.indexOf("=");
  if (equals < 0) {
    const wanted = text.toLowerCase();
    return (run) => [run.name, ...describeRun(run)].join(" ").toLowerCase().includes(wanted);
  }
  const [name, typed] = [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
  const inRuns = runs.flatMap(({ training }) =>
    training === undefined ? [] : Object.keys(settingsOf(training.config)),
  );
  const known = [...new Set([...Object.keys(ownSettings), ...settingNames, ...inRuns])];
  if (!known.includes(name)) throw unknown("--filter", name, "a setting", known);
  return (run) => {
    const own = Object.hasOwn(ownSettings, name) ? ownSettings[name](run) : undefined;
    const value = own ?? (run.training === undefined ? undefined : settingsOf(run.training.config)[name]);
    return value !== undefined && isSetting(name, value, typed);
  };
}

interface Order {
  readonly of: (run: Run) => number | string | undefined;
  /** Whether the largest comes first. */
  readonly falls: boolean;
}

const ownOrders: Readonly<Record<string, Order>> = {
  best: { of: ({ training }) => signed(training && mainCourse(training), "best"), falls: true },
  last: {
    of: (run) => signed(run.training && mainCourse(run.training), "last") ?? mainFigure(run)?.value,
    falls: true,
  },
  time: { of: secondsOf, falls: false },
  epochs: { of: (run) => epochsOf(run)?.[0], falls: true },
  new: { of: ({ began }) => began, falls: true },
  name: { of: ({ name }) => name, falls: false },
};

/** So that more is better, also of costs. */
function signed(course: ReturnType<typeof mainCourse>, which: "best" | "last"): number | undefined {
  if (course === undefined) return undefined;
  return course.measure === "accuracy" ? course[which][1] : -course[which][1];
}

/** Runs that do not have the figure come last, as they were. */
function sorted(runs: readonly Run[], figure: string, all: readonly Run[]): readonly Run[] {
  const { of, falls } = orderBy(figure.trim(), all);
  const known = runs.filter((run) => of(run) !== undefined);
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
  known.sort((a, b) => (falls ? -1 : 1) * compare(of(a)!, of(b)!));
  return [...known, ...runs.filter((run) => of(run) === undefined)];
}

/** Costs and what the trainings measured by their names, the best of each; what experiments measured by the names of their figures. */
function orderBy(figure: string, runs: readonly Run[]): Order {
  if (Object.hasOwn(ownOrders, figure)) return ownOrders[figure];
  const courses = runs.flatMap(({ training }) => (training === undefined ? [] : coursesOf(training)));
  const course = courses.find(({ name, measure }) => name === figure || measure === figure);
  if (course !== undefined)
    return {
      of: ({ training }) => (training === undefined ? undefined : bestOf(training, figure)),
      falls: course.measure === "accuracy",
    };
  const measured = (run: Run) => run.experiment?.result?.measured[figure];
  if (runs.some((run) => typeof measured(run) === "number"))
    return {
      of: (run) => {
        const value = measured(run);
        return typeof value === "number" ? value : undefined;
      },
      falls: true,
    };
  const ofExperiments = runs.flatMap(({ experiment }) =>
    Object.entries(experiment?.result?.measured ?? {}).flatMap(([name, value]) =>
      typeof value === "number" ? [name] : [],
    ),
  );
  const names = [
    ...Object.keys(ownOrders),
    ...courses.flatMap(({ name, measure }) => [measure, name]),
    ...ofExperiments,
  ];
  throw unknown("--sort", figure, "a figure", [...new Set(names)]);
}

/** "accuracy" is that of the main set; "test accuracy" that of the set. */
function bestOf(training: NonNullable<Run["training"]>, figure: string): number | undefined {
  const courses = coursesOf(training);
  const main = mainCourse(training)?.set;
  const own = courses.find(({ name, set, measure }) => name === figure || (measure === figure && set === main));
  return own?.best[1];
}

function unknown(flag: "--filter" | "--sort", name: string, what: string, known: readonly string[]): UsageError {
  const near = closest(name, known);
  return new UsageError(codeOf(flag), {
    received: quote(name),
    expected: `${flag} must name ${what} of these runs`,
    next: `${near === undefined ? "" : `Did you mean ${near}? `}There are ${known.join(", ")}.`,
  });
}
