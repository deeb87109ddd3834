/** All that is known of a run without opening its network, for programs. Plain JSON. */
import { describeRun } from "./describe-run.ts";
import { coursesOf, epochsOf, mainCourse, secondsOf } from "./figures.ts";
import type { Run } from "./run.ts";
import { settingsOf } from "./settings.ts";

export function runFacts(run: Run): object {
  const { path, name, state, began, training, experiment, ensemble, machines } = run;
  const [kind, network] = describeRun(run);
  const epochs = epochsOf(run);
  const seconds = secondsOf(run);
  const sha256 = experiment?.result?.sha256 ?? training?.sha256;
  return {
    name,
    path,
    kind,
    state,
    began: new Date(began).toISOString(),
    ...(network === "" ? {} : { network }),
    ...(epochs === undefined ? {} : { epochs: epochs[0], epochsAsked: epochs[1] }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(training === undefined ? {} : trainingFacts(training)),
    ...(experiment === undefined ? {} : { experiment: experimentFacts(experiment) }),
    ...(ensemble === undefined ? {} : { members: ensemble.runs.map(runFacts) }),
    ...(machines === undefined
      ? {}
      : { machines: machines.config.hidden.length, done: machines.done, settings: machines.config }),
  };
}

function trainingFacts(training: NonNullable<Run["training"]>) {
  const main = mainCourse(training);
  const courses = coursesOf(training).map(({ name, best, last }) => [
    name,
    { best: best[1], bestEpoch: best[0], last: last[1] },
  ]);
  const { config, unreadable } = training;
  return {
    ...(main === undefined ? {} : { main: main.name }),
    figures: Object.fromEntries(courses) as Readonly<Record<string, unknown>>,
    settings: settingsOf(config),
    command: config.command,
    ...(unreadable === 0 ? {} : { unreadableLines: unreadable }),
  };
}

function experimentFacts({ name, seed, form, result, trainings, steps }: NonNullable<Run["experiment"]>) {
  const measured = result === undefined ? {} : { measured: result.measured };
  return { name, seed, form: form === "" ? "full" : form, trainings: trainings.length, steps, ...measured };
}
