/**
 * The book's way out of hyper-parameters that teach nothing: first a smaller problem, which answers sooner; then η, λ, η again, and the size
 * of the mini-batch, each by what was seen so far. It decides, and trains nothing itself: that is the laboratory's business.
 */
import { findBest, findThreshold, type Progress, type Say, spentTo, times, written } from "./hyper-parameter-steps.ts";

export interface HyperParameters {
  readonly learningRate: number;
  /** As for all the training images: where there are fewer, it is as much less, so that λ/n stays what it is. */
  readonly lambda: number;
  readonly miniBatchSize: number;
}

/** What hyper-parameters are tried on. */
export interface Problem {
  /** The digits that there are: only zeros and ones, or all ten. */
  readonly digits: 2 | 10;
  /** Hidden neurons; 0 for no hidden layer. */
  readonly hidden: number;
  /** Training images in an epoch, after each of which there is news; and validation images. */
  readonly images: number;
  readonly validation: number;
  readonly epochs: number;
}

/** From the smallest problem to the largest: what each question is asked of. */
export interface Problems {
  readonly signal: Problem;
  readonly roughRate: Problem;
  readonly rate: Problem;
  readonly penalty: Problem;
  readonly miniBatch: Problem;
}

/** What a training shows. */
export interface Seen {
  /** The mean cost of the training images after each epoch. */
  readonly costs: readonly number[];
  /** Percent of the validation images, after each epoch. */
  readonly accuracies: readonly number[];
  /** The mean cost of the validation images after each epoch, without the regularization. */
  readonly validationCosts: readonly number[];
  /** Whether the cost ended as no number at all, after fewer epochs than were wanted. */
  readonly diverged: boolean;
}

export interface Laboratory {
  readonly train: (problem: Problem, settings: HyperParameters) => Promise<Seen>;
  readonly say: Say;
}

export interface Found {
  readonly settings: HyperParameters;
  /** The same for mini-batches as they were at the start. */
  readonly learningRate: number;
  /** Of the last search for η. */
  readonly threshold: number;
  /** How many trainings it took. */
  readonly trainings: number;
  /** Multiply-adds of all of them, by the count. */
  readonly work: number;
  /** By the size of the mini-batch: accuracy against multiply-adds. */
  readonly courses: ReadonlyMap<number, readonly Progress[]>;
}

/** Zeros and ones: half of them are guessed. */
const signal = 75;

/** How much a cost may rise from one epoch to the next and still be said to fall: what an eye would not see in a curve. */
const unseen = 0.05;

const miniBatchSizes = [1, 2, 5, 10, 20, 50, 100];

/** From any start to hyper-parameters that teach, with a word on each move. */
export async function findHyperParameters(
  start: HyperParameters,
  problems: Problems,
  laboratory: Laboratory,
): Promise<Found> {
  const { say } = laboratory;
  const { train, done } = counted(laboratory);
  say(`The start: η = ${written(start.learningRate)}, λ = ${written(start.lambda)}.`);
  say("λ is that of all images: wherever there are fewer, it is as much less, so that λ/n stays.");
  say(`Something small first. ${described(problems.signal)}.`);

  let settings = await anySignal(start, problems.signal, train, say);
  const rateBy = async (problem: Problem) => {
    const fallen: { readonly learningRate: number; readonly cost: number }[] = [];
    const falls = async (learningRate: number) => {
      const seen = await train(problem, { ...settings, learningRate });
      const cost = seen.costs.at(-1) ?? Number.POSITIVE_INFINITY;
      const falling = isFalling(seen);
      // Where it falls less far than with a smaller η, it is by luck that it never rises.
      const further = fallen.every((other) => other.learningRate > learningRate || other.cost >= cost);
      const verdict = falling ? (further ? "falls" : "falls, but less far than with a smaller η") : "does not fall";
      say(`η = ${written(learningRate)}: the cost ${verdict}, ${ends(seen)}.`);
      if (falling) fallen.push({ learningRate, cost });
      return falling && further;
    };
    const threshold = await findThreshold(settings.learningRate, falls, say);
    settings = { ...settings, learningRate: times(threshold, 0.5) };
    say(`Half of it: η = ${written(settings.learningRate)}.`);
    return threshold;
  };

  say(`All the digits now. ${described(problems.roughRate)}: the order of magnitude of η.`);
  await rateBy(problems.roughRate);
  say(`${described(problems.rate)}: η for the network that is wanted.`);
  await rateBy(problems.rate);

  say(`${described(problems.penalty)}: λ by the cost of the validation images, from 1 by tens, then finer.`);
  const lambda = await findBest(1, async (value) => {
    const { accuracies, validationCosts } = await train(problems.penalty, { ...settings, lambda: value });
    const cost = late(validationCosts);
    say(`λ = ${written(value)}: ${late(accuracies).toFixed(2)} % with a cost of ${cost.toFixed(4)}.`);
    return -cost;
  });
  settings = { ...settings, lambda };
  say(`λ = ${written(lambda)}. ${described(problems.rate)}: η again, now with it.`);
  const threshold = await rateBy(problems.rate);

  const { miniBatchSize, courses } = await fastestMiniBatch(settings, problems.miniBatch, train, say);
  const { learningRate } = settings;
  settings = scaled(settings, miniBatchSize);
  say(
    `The end: η = ${written(settings.learningRate)}, λ = ${written(lambda)}, mini-batches of ${miniBatchSize}, after ${done.trainings} trainings.`,
  );
  return { settings, learningRate, threshold, courses, ...done };
}

/** Any sign of learning: the start as it is, then without λ, and η by tens to where something is learned. */
async function anySignal(
  start: HyperParameters,
  problem: Problem,
  train: Laboratory["train"],
  say: Say,
): Promise<HyperParameters> {
  const learns = async (settings: HyperParameters) => {
    const seen = await train(problem, settings);
    const accuracy = seen.accuracies.at(-1) ?? 0;
    const { learningRate, lambda } = settings;
    const verdict = accuracy >= signal ? "a signal" : "no better than guessing";
    say(`η = ${written(learningRate)}, λ = ${written(lambda)}: ${accuracy.toFixed(0)} %, ${verdict}.`);
    return { found: accuracy >= signal, tooLarge: !isFalling(seen) };
  };
  if (start.lambda > 0) {
    await learns(start);
    say("λ = 0 for now: first of all an η.");
  }
  let settings = { ...start, lambda: 0 };
  let { found, tooLarge } = await learns(settings);
  // Downhill but nowhere: too small. Which of the two it is is asked once, so that the search does not turn back.
  const factor = tooLarge ? 0.1 : 10;
  while (!found) {
    settings = { ...settings, learningRate: times(settings.learningRate, factor) };
    if (!(settings.learningRate > 1e-12 && settings.learningRate < 1e12))
      throw new RangeError("no learning rate gives a signal");
    ({ found, tooLarge } = await learns(settings));
  }
  return settings;
}

/** The size of the mini-batch with which an accuracy is reached for the least work. */
async function fastestMiniBatch(
  settings: HyperParameters,
  problem: Problem,
  train: Laboratory["train"],
  say: Say,
): Promise<{ readonly miniBatchSize: number; readonly courses: ReadonlyMap<number, readonly Progress[]> }> {
  say(`${described(problem)}: the size of the mini-batch by accuracy against work, η growing with it.`);
  const courses = new Map<number, readonly Progress[]>();
  for (const size of miniBatchSizes) {
    const { accuracies } = await train(problem, scaled(settings, size));
    const each = workOfEpoch(problem, size);
    courses.set(
      size,
      accuracies.map((accuracy, epoch) => ({ spent: (epoch + 1) * each, accuracy })),
    );
  }
  const known = courses.get(settings.miniBatchSize) ?? [...courses.values()][0];
  const goal = Math.max(...known.map(({ accuracy }) => accuracy)) - goalBelow;
  const spent = [...courses].map(([size, course]) => ({ size, work: spentTo(goal, course) }));
  for (const { size, work } of spent)
    say(
      `Mini-batches of ${size}: ${Number.isFinite(work) ? `${written(work / 1e9)} billion multiply-adds` : "not at all"} to ${goal.toFixed(2)} %.`,
    );
  const best = spent.reduce((least, each) => (each.work < least.work ? each : least));
  return { miniBatchSize: best.size, courses };
}

/** Percentage points: what is to be reached soon is less than what is reached at last. */
const goalBelow = 1;

/** The step for each example stays as it is: η/m (equations 100 to 102). */
function scaled(settings: HyperParameters, miniBatchSize: number): HyperParameters {
  return {
    ...settings,
    miniBatchSize,
    learningRate: times(settings.learningRate, miniBatchSize / settings.miniBatchSize),
  };
}

/**
 * Multiply-adds of an epoch, counted and not timed, so that no clock decides: for each image one of each weight on the way there,
 * one for its slope, and those of the layers behind the first on the way back; for each mini-batch two of each weight, its decay and its step.
 */
export function workOfEpoch({ hidden, images }: Pick<Problem, "hidden" | "images">, miniBatchSize: number): number {
  const [first, behind] = hidden === 0 ? [7840, 0] : [784 * hidden, 10 * hidden];
  return images * (2 * first + 3 * behind) + Math.ceil(images / miniBatchSize) * 2 * (first + behind);
}

/** Whether no epoch's cost is seen to be above that before. */
export function isFalling({ costs, diverged }: Pick<Seen, "costs" | "diverged">): boolean {
  return !diverged && costs.every((cost, i) => i === 0 || cost <= (1 + unseen) * costs[i - 1]);
}

/** The mean of the last third: single epochs go up and down. Infinite of none. */
function late(values: readonly number[]): number {
  const last = values.slice(-Math.ceil(values.length / 3));
  return last.length === 0 ? Number.POSITIVE_INFINITY : last.reduce((sum, value) => sum + value, 0) / last.length;
}

/** Asks for nothing twice, and counts. */
function counted({ train }: Laboratory) {
  const seen = new Map<string, Promise<Seen>>();
  const done = { trainings: 0, work: 0 };
  return {
    done,
    train(problem: Problem, settings: HyperParameters): Promise<Seen> {
      const key = JSON.stringify([problem, settings]);
      const known = seen.get(key);
      if (known !== undefined) return known;
      const now = train(problem, settings);
      seen.set(key, now);
      done.trainings++;
      done.work += problem.epochs * workOfEpoch(problem, settings.miniBatchSize);
      return now;
    },
  };
}

function ends({ costs, diverged }: Seen): string {
  return diverged ? "it diverges" : costs.map((cost) => cost.toPrecision(3)).join(" ");
}

/** "784-30-10, 5,000 images, 10 epochs, 100 validation images". */
export function described({ digits, hidden, images, validation, epochs }: Problem): string {
  const count = (n: number) => n.toLocaleString("en");
  return `${hidden === 0 ? "784-10" : `784-${hidden}-10`}, ${count(images)} images${digits === 2 ? " of zeros and ones" : ""}, ${epochs} epochs, ${count(validation)} validation images`;
}
