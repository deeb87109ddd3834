import type { Experiment, RunOptions } from "@nndl/book";
import { count, percent } from "@nndl/words/numbers";
import type { EpochEvent, TrainingRun } from "nndl";
import type { Context } from "../context.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { tickEvery } from "../training/drive.ts";
import { type Cell, epochSentence } from "../training/epoch-lines.ts";
import { ProgressClock, progressParts } from "../training/progress.ts";
import type { RunFolder } from "../training/run-folder.ts";
import { type TrainingView, viewFor } from "../training/view.ts";
import { isJob } from "./job.ts";
import type { OneRun } from "./kept-run.ts";

/** Milliseconds between two lines that say how far a run is. */
const tellEvery = 300;

/** What one sees of a run that has the screen for itself. */
export interface RunShow extends Required<Pick<RunOptions, "onStart" | "onEpoch" | "onStep" | "onSay">> {
  readonly onFolder: (folder: RunFolder) => void;
  readonly onWait: (folder: RunFolder, pid: number) => void;
  /** Ends what is drawn; may be called again. */
  readonly close: () => void;
  readonly end: (run: OneRun) => void;
}

export function showRun(context: Context, experiment: Experiment, seed: number): RunShow {
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
    onWait({ path, name }, pid) {
      close();
      context.emit({ type: "wait", experiment: experiment.name, seed, pid, run: path });
      context.print(context.out.style.dim(`Process ${pid} has ${name}: waits until it is done.`));
    },
    onStart(run, name) {
      close();
      const { epoch, step, steps } = run.progress;
      const where = { experiment: experiment.name, seed, ...(name === "" ? {} : { training: name }) };
      context.emit({
        type: "start",
        ...where,
        epoch,
        epochs: run.settings.epochs,
        step,
        steps,
        ...(folder === undefined ? {} : { run: folder.path }),
      });
      if (name === "" && folder !== undefined) sayWhereItGoesOn(context, run, folder);
      view = viewOf(context, experiment, run, name, seed);
      drawing = setInterval(() => view?.tick(run.progress), tickEvery);
    },
    onEpoch: (event) => view?.epoch(event),
    onStep(name) {
      close();
      context.emit({ type: "step", experiment: experiment.name, seed, step: name });
      live.show([name]);
    },
    onSay(line) {
      close();
      context.emit({ type: "say", experiment: experiment.name, seed, line });
      context.print(line);
    },
    close,
    end(run) {
      emitRun(context, run);
      if (run.wasKept) sayKept(context, run);
    },
  };
}

/** Tells a program of a run that is over. */
export function emitRun(context: Context, { result, folder, wasKept }: OneRun): void {
  context.emit({ type: "run", ...result, run: folder.path, wasKept });
}

/** Nobody should take a result for a new one. */
function sayKept({ print, out }: Context, { folder }: OneRun): void {
  print(out.style.dim(`Kept from before: ${folder.name} (--again runs it again)`));
}

/** Nobody should wonder where the first epochs are. */
function sayWhereItGoesOn({ print, out }: Context, { progress, settings }: TrainingRun, folder: RunFolder): void {
  const { epoch, step, steps } = progress;
  if (step > 0 && step < steps)
    print(out.style.dim(`Goes on in epoch ${epoch + 1} of ${settings.epochs}: ${folder.name}`));
}

function viewOf(context: Context, experiment: Experiment, run: TrainingRun, name: string, seed: number): TrainingView {
  if (context.json) return linesOf(context, experiment, run, name, seed);
  const recipe = name === "" ? experiment.training : undefined;
  if (recipe === undefined) return context.out.isTerminal ? oneLine(context, run, name) : lastEpoch(context, name);
  const { epochs, miniBatchSize: batch } = run.settings;
  const main = recipe.reading === "best validation" ? "validation" : recipe.evaluation;
  return viewFor(context, { cells: cellsOf(experiment), main, epochs, batch, from: run.progress });
}

/** For a program: whose epochs they are, and to the process that started this one how far it is. */
function linesOf(
  context: Context,
  { name: experiment }: Experiment,
  { settings: { epochs } }: TrainingRun,
  name: string,
  seed: number,
): TrainingView {
  const whose = { experiment, seed, ...(name === "" ? {} : { training: name }) };
  let last = Number.NEGATIVE_INFINITY;
  return {
    tick({ epoch, step, steps }) {
      if (!isJob(context) || performance.now() - last < tellEvery) return;
      last = performance.now();
      context.emit({ type: "progress", ...whose, epoch, epochs, step, steps });
    },
    epoch: ({ index, ...event }) => context.emit({ ...event, epoch: index, ...whose }),
    close() {},
  };
}

/** One of several trainings: a line that is drawn over. */
function oneLine({ out }: Context, run: TrainingRun, name: string): TrainingView {
  const { epochs, miniBatchSize: batch } = run.settings;
  const live = new LiveLine(out);
  const clock = new ProgressClock(run.progress, batch);
  let accuracy = "";
  return {
    tick: (at) => {
      const [bar, ...rest] = progressParts(at, epochs, clock, undefined, out.style);
      live.show([bar, name, ...rest, accuracy].filter((part) => part !== ""));
    },
    epoch: ({ evaluations }) => {
      const measured = Object.values(evaluations).at(-1);
      accuracy = measured?.accuracy === undefined ? "" : percent(measured.accuracy);
    },
    close: () => live.clear(),
  };
}

/** The same for a file: a line when it is over. */
function lastEpoch(context: Context, name: string): TrainingView {
  let last: EpochEvent | undefined;
  return {
    tick() {},
    epoch: (event) => {
      last = event;
    },
    close: () => {
      if (last !== undefined) context.print([name, epochSentence(last)].filter((part) => part !== "").join(": "));
    },
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
