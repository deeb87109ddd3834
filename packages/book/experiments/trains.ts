/** An experiment whose work is one training. */
import { type Dataset, expandByShifts } from "nndl";
import { type Bench, course, shorten, type Trained } from "./bench.ts";
import type { Experiment } from "./experiment.ts";
import type { Claim, Measured, NumberJudge, Point } from "./figure.ts";
import type { TrainingRecipe } from "./training-recipe.ts";

/** What the book has of one training. */
export interface BookResult {
  /** Percent of the images read correctly; absent where the book gives no number. */
  readonly value?: number;
  /** The book's result in our words. */
  readonly text: string;
  /** Correct images after consecutive epochs, as far as the book or its published data give them. */
  readonly counts?: readonly { readonly fromEpoch: number; readonly correct: readonly number[] }[];
  /** How many runs the book's is the best of (chapter 6: chosen by the validation images); its single run when absent. */
  readonly bestOf?: number;
  /** Another way to compare. */
  readonly judge?: NumberJudge;
}

export interface TrainingExperiment
  extends TrainingRecipe,
    Omit<Experiment, "claim" | "figures" | "chance" | "training" | "run"> {
  readonly book: BookResult;
  /** What else the book says of it. */
  readonly claims?: Readonly<Record<string, Claim>>;
}

/** The experiment that trains the network, and reads its accuracy as the recipe says. */
export function trains(experiment: TrainingExperiment): Experiment & { readonly training: TrainingRecipe } {
  const { network, training, expansion, evaluation, reading, book, claims = {}, ...rest } = experiment;
  const recipe = { network, training, evaluation, reading, ...(expansion === undefined ? {} : { expansion }) };
  const points = book.counts?.flatMap(({ fromEpoch, correct }) =>
    correct.map((count, i): Point => [fromEpoch + i, count]),
  );
  return {
    ...rest,
    claim: book.text,
    chance: true,
    training: recipe,
    figures: {
      accuracy: {
        kind: "number",
        title: `${evaluation} accuracy`,
        unit: "%",
        text: book.text,
        ...(book.value === undefined ? {} : { book: book.value, judge: judgeOf(book, reading) }),
      },
      course: {
        kind: "series",
        title: `${evaluation} images read correctly`,
        x: "epoch",
        y: "of 10,000 images",
        // A few epochs of a printed run say little by themselves; a whole curve can be compared.
        ...(points === undefined ? {} : { book: points, ...(points.length < 20 ? {} : { judge: { by: "seeds" } }) }),
      },
      ...(reading === "best validation"
        ? {
            validated: { kind: "number", title: "validation accuracy at that epoch", unit: "%" },
            validation: {
              kind: "series",
              title: "validation images read correctly",
              x: "epoch",
              y: "of 10,000 images",
            },
          }
        : {}),
      ...claims,
    },
    run: async (bench) => measuredBy(await trainRecipe(bench, recipe), recipe),
  };
}

function judgeOf({ bestOf, judge }: BookResult, reading: TrainingRecipe["reading"]): NumberJudge {
  if (judge !== undefined) return judge;
  if (bestOf === undefined) return { by: "seeds" };
  return { by: "best of", runs: bestOf, ...(reading === "best validation" ? { chosenBy: "validated" } : {}) };
}

/** Trains what the recipe says, or less where the bench is told to. */
export function trainRecipe(
  bench: Bench,
  { network, training: full, expansion, evaluation, reading }: TrainingRecipe,
  name = "",
): Promise<Trained> {
  const { training, images } = shorten(bench, full);
  const { data } = bench;
  return bench.train(name, {
    network,
    training,
    images: imagesOf({ ...(expansion === undefined ? {} : { expansion }) }, images, bench.seed),
    evaluate:
      reading === "best validation"
        ? { validation: data.validation, [evaluation]: data[evaluation] }
        : { [evaluation]: data[evaluation] },
  });
}

/** Which epoch of a training is read, and what it measured. */
export function measuredBy(trained: Trained, { evaluation, reading }: TrainingRecipe): Measured {
  const points = course(trained, evaluation, "correct");
  const validation = reading === "best validation" ? course(trained, "validation", "correct") : undefined;
  const read = epochRead(reading, points, validation);
  const { count } = trained.epochs[0].evaluations[evaluation];
  return {
    accuracy: (100 * points[read][1]) / count,
    course: points,
    ...(validation === undefined
      ? {}
      : {
          validation,
          validated: (100 * validation[read][1]) / trained.epochs[0].evaluations.validation.count,
        }),
  };
}

/** The first of the best; of the validation images, as network3 has it, which tests again whenever it is as good as ever, the last. */
export function epochRead(
  reading: TrainingRecipe["reading"],
  points: readonly Point[],
  validation: readonly Point[] = [],
): number {
  const values = points.map(([, y]) => y);
  if (reading === "final epoch") return values.length - 1;
  if (reading === "best epoch") return values.indexOf(Math.max(...values));
  const chosen = validation.map(([, y]) => y);
  return chosen.lastIndexOf(Math.max(...chosen));
}

/** Expanded data are large, and wanted more than once: the last ones stay. */
const last = new WeakMap<Dataset, { readonly seed: number; readonly expanded: Dataset }>();

/**
 * The images that a run trains on, made from those that there are. The expanded ones are shuffled once, by the run's
 * seed; network3 takes them in that order in every epoch.
 */
export function imagesOf({ expansion }: Pick<TrainingRecipe, "expansion">, training: Dataset, seed: number): Dataset {
  if (expansion === undefined) return training;
  const known = last.get(training);
  if (known?.seed === seed) return known.expanded;
  const expanded = expandByShifts(training, { seed });
  last.set(training, { seed, expanded });
  return expanded;
}
