import type { Experiment } from "@nndl/book";
import { count, duration, percent } from "@nndl/words/numbers";
import type { EpochEvent, TrainingRun } from "nndl";
import type { Context } from "../context.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { tickEvery } from "../training/drive.ts";
import type { Cell } from "../training/epoch-lines.ts";
import { ProgressClock, progressParts } from "../training/progress.ts";
import type { RunFolder } from "../training/run-folder.ts";
import { type TrainingView, viewFor } from "../training/view.ts";
import { bookCount } from "./book-counts.ts";
import type { OneRun } from "./run-one.ts";

export interface ShowOptions {
  readonly seed: number;
  /** Whether each epoch gets a line, or only each seed. */
  readonly everyEpoch: boolean;
}

/** What one sees of one seed's run. */
export interface RunShow {
  readonly start: (run: TrainingRun, folder: RunFolder) => void;
  readonly epoch: (event: EpochEvent) => void;
  /** Ends what is drawn; may be called again. */
  readonly close: () => void;
  readonly end: (run: OneRun) => void;
}

export function showRun(context: Context, experiment: Experiment, options: ShowOptions): RunShow {
  let view: TrainingView | undefined;
  let drawing: NodeJS.Timeout | undefined;
  const { seed } = options;
  return {
    start(run, folder) {
      const { epoch, step, steps } = run.progress;
      context.emit({ type: "start", experiment: experiment.name, seed, epoch, step, steps, run: folder.path });
      sayWhereItGoesOn(context, run, folder);
      view = viewOf(context, experiment, run, options);
      drawing = setInterval(() => view?.tick(run.progress), tickEvery);
    },
    epoch: (event) => view?.epoch(event),
    close() {
      clearInterval(drawing);
      view?.close();
    },
    end(run) {
      const { network: _, ...result } = run.result;
      context.emit({
        type: "run",
        ...result,
        ...(run.folder === undefined ? {} : { run: run.folder.path, wasKept: run.wasKept }),
      });
      if (!options.everyEpoch) context.print(seedLine(run));
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
  { seed, everyEpoch }: ShowOptions,
): TrainingView {
  const { epochs, miniBatchSize: batch } = run.settings;
  const set = experiment.evaluation;
  const isChosenBy = experiment.kind === "training" && experiment.reading === "best validation" ? "validation" : set;
  if (everyEpoch || context.json) {
    const view = viewFor(context, { cells: cellsOf(experiment), main: isChosenBy, epochs, batch, from: run.progress });
    // A program that reads the lines of several seeds has to be told whose they are.
    return context.json
      ? { ...view, epoch: ({ index, ...event }) => context.emit({ ...event, epoch: index, seed }) }
      : view;
  }
  const live = new LiveLine(context.out);
  const clock = new ProgressClock(run.progress, batch);
  let accuracy = "";
  return {
    tick: (at) => {
      const [bar, ...rest] = progressParts(at, epochs, clock, undefined, context.out.style);
      live.show([bar, `seed ${seed}`, ...rest, accuracy].filter((part) => part !== ""));
    },
    epoch: (event) => {
      accuracy = percent(event.evaluations[set].accuracy ?? 0);
    },
    close: () => live.clear(),
  };
}

/** Ours and, where the book tells, the book's. */
function cellsOf(experiment: Experiment): Cell[] {
  const of = (event: EpochEvent) => event.evaluations[experiment.evaluation];
  const chooses = experiment.kind === "training" && experiment.reading === "best validation";
  const validation = (event: EpochEvent) => percent(event.evaluations.validation.accuracy ?? 0);
  const ours: Cell[] = [
    ...(chooses ? [{ title: "validation", width: 8, text: validation }] : []),
    { title: `${experiment.evaluation} accuracy`, width: 8, text: (event) => percent(of(event).accuracy ?? 0) },
    { title: "correct", width: 7, text: (event) => count(of(event).correct ?? 0) },
  ];
  if (experiment.book.counts === undefined) return ours;
  const theirs = (event: EpochEvent) => bookCount(experiment, event.index);
  return [
    ...ours,
    { title: "the book", width: 8, text: (event) => (theirs(event) === undefined ? "" : count(theirs(event) ?? 0)) },
  ];
}

/** "seed 2  95.24 %  best epoch 28  3.4 s  sha256 099d17f67bf9…" */
function seedLine({ result: { value, bestEpoch, seconds, seed, sha256, imagesPerSecond } }: OneRun): string {
  if (sha256 === undefined) return `  ${percent(value / 100)}`;
  const hash = `sha256 ${sha256.slice(0, 12)}…`;
  if (imagesPerSecond === undefined) return `  seed ${seed}  ${percent(value / 100)}  ${duration(seconds)}  ${hash}`;
  return `  seed ${seed}  ${percent(value / 100)}  best epoch ${bestEpoch}  ${duration(seconds)}  ${hash}`;
}
