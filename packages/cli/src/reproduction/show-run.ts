import { type Experiment, numberOf, type RunOptions, withUnit } from "@nndl/book";
import { count, duration, percent } from "@nndl/words/numbers";
import type { EpochEvent, TrainingRun } from "nndl";
import type { Context } from "../context.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { tickEvery } from "../training/drive.ts";
import type { Cell } from "../training/epoch-lines.ts";
import { ProgressClock, progressParts } from "../training/progress.ts";
import type { RunFolder } from "../training/run-folder.ts";
import { type TrainingView, viewFor } from "../training/view.ts";
import type { OneRun } from "./run-one.ts";

export interface ShowOptions {
  readonly seed: number;
  /** Whether each epoch gets a line, or only each seed. */
  readonly everyEpoch: boolean;
}

/** What one sees of one seed's run. */
export interface RunShow extends Required<Pick<RunOptions, "onStart" | "onEpoch" | "onStep" | "onSay">> {
  readonly onFolder: (folder: RunFolder) => void;
  /** Ends what is drawn; may be called again. */
  readonly close: () => void;
  readonly end: (run: OneRun) => void;
}

export function showRun(context: Context, experiment: Experiment, options: ShowOptions): RunShow {
  const { seed } = options;
  let view: TrainingView | undefined;
  let drawing: NodeJS.Timeout | undefined;
  let folder: RunFolder | undefined;
  const live = new LiveLine(context.out);
  const close = () => {
    clearInterval(drawing);
    view?.close();
    view = undefined;
    live.clear();
  };
  return {
    onFolder: (opened) => {
      folder = opened;
    },
    onStart(run, name) {
      close();
      const { epoch, step, steps } = run.progress;
      const where = { experiment: experiment.name, seed, ...(name === "" ? {} : { training: name }) };
      context.emit({
        type: "start",
        ...where,
        epoch,
        step,
        steps,
        ...(folder === undefined ? {} : { run: folder.path }),
      });
      if (name === "" && folder !== undefined) sayWhereItGoesOn(context, run, folder);
      view = viewOf(context, experiment, run, name, options);
      drawing = setInterval(() => view?.tick(run.progress), tickEvery);
    },
    onEpoch: (event) => view?.epoch(event),
    onStep(name) {
      close();
      context.emit({ type: "step", experiment: experiment.name, seed, step: name });
      live.show([`seed ${seed}`, name]);
    },
    onSay(line) {
      close();
      context.emit({ type: "say", experiment: experiment.name, seed, line });
      if (options.everyEpoch) context.print(line);
    },
    close,
    end(run) {
      const { networks: _, ...result } = run.result;
      context.emit({ type: "run", ...result, run: run.folder.path, wasKept: run.wasKept });
      if (!options.everyEpoch) context.print(seedLine(experiment, run));
    },
  };
}

/** Nobody should take a result for a new one, or wonder where the first epochs are. */
function sayWhereItGoesOn({ print, out }: Context, { progress, settings }: TrainingRun, folder: RunFolder): void {
  const { epoch, step, steps } = progress;
  if (step === 0) return;
  const where =
    step < steps
      ? `Goes on in epoch ${epoch + 1} of ${settings.epochs}: ${folder.name}`
      : `Kept from before: ${folder.name} (--again trains it again)`;
  print(out.style.dim(where));
}

function viewOf(
  context: Context,
  experiment: Experiment,
  run: TrainingRun,
  name: string,
  { seed, everyEpoch }: ShowOptions,
): TrainingView {
  const { epochs, miniBatchSize: batch } = run.settings;
  const recipe = name === "" ? experiment.training : undefined;
  if (context.json || (everyEpoch && recipe !== undefined)) {
    const main = recipe?.reading === "best validation" ? "validation" : recipe?.evaluation;
    const view = viewFor(context, { cells: cellsOf(experiment), main, epochs, batch, from: run.progress });
    // A program that reads the lines of several seeds has to be told whose they are.
    const whose = { seed, ...(name === "" ? {} : { training: name }) };
    return context.json
      ? { ...view, epoch: ({ index, ...event }) => context.emit({ ...event, epoch: index, ...whose }) }
      : view;
  }
  const live = new LiveLine(context.out);
  const clock = new ProgressClock(run.progress, batch);
  let accuracy = "";
  return {
    tick: (at) => {
      const [bar, ...rest] = progressParts(at, epochs, clock, undefined, context.out.style);
      live.show([bar, `seed ${seed}`, name, ...rest, accuracy].filter((part) => part !== ""));
    },
    epoch: ({ evaluations }) => {
      const measured = Object.values(evaluations).at(-1);
      accuracy = measured?.accuracy === undefined ? "" : percent(measured.accuracy);
    },
    close: () => live.clear(),
  };
}

/** Ours and, where the book tells, the book's. */
function cellsOf({ training, figures }: Experiment): Cell[] {
  if (training === undefined) return [];
  const { evaluation, reading } = training;
  const of = (event: EpochEvent) => event.evaluations[evaluation];
  const validation = (event: EpochEvent) => percent(event.evaluations.validation.accuracy ?? 0);
  const { course } = figures;
  const points = new Map(course?.kind === "series" ? course.book : []);
  const theirs = ({ index }: EpochEvent) => points.get(index);
  return [
    ...(reading === "best validation" ? [{ title: "validation", width: 8, text: validation }] : []),
    { title: `${evaluation} accuracy`, width: 8, text: (event: EpochEvent) => percent(of(event).accuracy ?? 0) },
    { title: "correct", width: 7, text: (event: EpochEvent) => count(of(event).correct ?? 0) },
    ...(points.size === 0
      ? []
      : [
          {
            title: "the book",
            width: 8,
            text: (event: EpochEvent) => (theirs(event) === undefined ? "" : count(theirs(event) ?? 0)),
          },
        ]),
  ];
}

/** "seed 2  95.24 %  3.4 s  sha256 099d17f67bf9…" */
function seedLine({ figures }: Experiment, { result: { measured, seconds, seed, sha256 } }: OneRun): string {
  const [key, figure] = Object.entries(figures)[0];
  const parts = [
    `seed ${seed}`,
    ...(figure.kind === "number" ? [withUnit(figure, numberOf(measured, key))] : []),
    duration(seconds),
    ...(sha256 === undefined ? [] : [`sha256 ${sha256.slice(0, 12)}…`]),
  ];
  return `  ${parts.join("  ")}`;
}
