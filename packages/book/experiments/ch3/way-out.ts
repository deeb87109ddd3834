import { type Bench, course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { last } from "./curves.ts";
import {
  type Found,
  findHyperParameters,
  type HyperParameters,
  type Laboratory,
  type Problems,
  workOfEpoch,
} from "./find-hyper-parameters.ts";
import { type Progress, written } from "./hyper-parameter-steps.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";
import { tryOut } from "./try-out.ts";

const book = { learningRate: 0.5, lambda: 5, miniBatchSize: 10 };

/** The book's hopeless start; then η far too small, η far too large, and a λ that undoes whatever is learned. */
const starts: readonly HyperParameters[] = [
  { learningRate: 10, lambda: 1000 },
  { learningRate: 2e-7, lambda: 0 },
  { learningRate: 3000, lambda: 50 },
  { learningRate: 0.01, lambda: 1e6 },
].map((start) => ({ ...start, miniBatchSize: book.miniBatchSize }));

const fast = { hidden: 0, images: 1000, validation: 100 };
const problems: Problems = {
  signal: { ...fast, digits: 2, epochs: 3 },
  roughRate: { ...fast, digits: 10, epochs: 10 },
  rate: { digits: 10, hidden: 30, images: 5000, validation: 100, epochs: 10 },
  penalty: { digits: 10, hidden: 30, images: 10_000, validation: 10_000, epochs: 30 },
  miniBatch: { digits: 10, hidden: 30, images: 10_000, validation: 10_000, epochs: 10 },
};
const quickProblems: Problems = {
  signal: problems.signal,
  roughRate: { ...problems.roughRate, epochs: 5 },
  rate: { ...problems.rate, images: 2000, epochs: 5 },
  penalty: { ...problems.penalty, images: 2000, validation: 1000, epochs: 6 },
  miniBatch: { ...problems.miniBatch, images: 2000, validation: 1000, epochs: 3 },
};

const shown = [1, 10, 100] as const;

export const experiment = experimentOf({
  name: "ch3/way-out",
  id: "A3.19",
  rows: ["A3.20", "A3.22", "A3.23"],
  title: "The way out of hopeless hyper-parameters",
  section: sections.hyperParameters,
  about:
    "From η = 10 and λ = 1,000, and from three starts that are no better, a program looks for η, λ and the size of the mini-batch of a " +
    "784-30-10 network, and says what it does; then it trains with them on all images.",
  claim:
    "begin with zeros and ones, no hidden layer, 1,000 images and 100 validation images; find η without λ, by orders of magnitude, then " +
    "to the threshold (0.5) and take half of it; λ from 1 by tens, then finer; η again; the mini-batch by accuracy against time",
  note:
    "The book gives the moves, and its own choice η = 0.5, λ = 5, m = 10. When a cost falls it leaves to the eye: here, when in the first ten " +
    "epochs on 5,000 images it never rises by more than a twentieth, and ends no higher than with a smaller η. " +
    "The accuracy hardly depends on λ between 0 and 10 with these first weights (by an image or two of 10,000), so that the cost of the " +
    "validation images decides. Time is counted in multiply-adds, so that no clock decides: seconds stand beside them. Test images are " +
    "looked at once, after all.",
  chance: true,
  figures: {
    learningRate: {
      kind: "number",
      title: "η for mini-batches of 10, from the book's start",
      unit: "",
      book: 0.25,
      text: "half of the threshold; the book mostly trains with 0.5",
      judge: { by: "ratio", within: 3 },
    },
    threshold: {
      kind: "number",
      title: "threshold of η",
      unit: "",
      book: 0.5,
      judge: { by: "ratio", within: 3 },
    },
    lambda: { kind: "number", title: "λ", unit: "", book: book.lambda, judge: { by: "ratio", within: 3 } },
    miniBatch: {
      kind: "number",
      title: "size of the mini-batch",
      unit: "images",
      digits: 0,
      book: book.miniBatchSize,
    },
    trainings: { kind: "number", title: "trainings that the search took", unit: "trainings", digits: 0 },
    work: { kind: "number", title: "its multiply-adds, as a multiple of those of the last training", unit: "×" },
    validation: { kind: "number", title: "validation accuracy with what was found, all images", unit: "%" },
    test: { kind: "number", title: "test accuracy, looked at once", unit: "%" },
    worst: { kind: "number", title: "validation accuracy from the start that ends worst", unit: "%" },
    learningRates: byStart("η for mini-batches of 10", "y"),
    lambdas: byStart("λ", "y"),
    miniBatches: byStart("size of the mini-batch"),
    accuracies: byStart("validation accuracy in %"),
    ...Object.fromEntries(
      shown.map((size): [string, SeriesFigure] => [
        courseOf(size),
        {
          kind: "series",
          title: `validation accuracy against work, mini-batches of ${size}`,
          x: "billions of multiply-adds",
          y: "%",
        },
      ]),
    ),
    seconds: {
      kind: "series",
      title: "seconds of an epoch, by the size of the mini-batch",
      x: "images in a mini-batch",
      y: "seconds",
      log: "both",
      machine: true,
    },
    nearRate: {
      kind: "claim",
      title: "from every start η ends within a factor of 5 of the book's 0.5",
      holds: (measured) => seriesOf(measured, "learningRates").every(([, y]) => isNear(y, book.learningRate, 5)),
    },
    nearLambda: {
      kind: "claim",
      title: "from every start λ ends within a factor of 3 of the book's 5",
      holds: (measured) => seriesOf(measured, "lambdas").every(([, y]) => isNear(y, book.lambda, 3)),
      onlyInFull: true,
    },
    learns: {
      kind: "claim",
      title: "from every start more than 95 % of the validation images are read in the end",
      holds: (measured) => numberOf(measured, "worst") > 95,
      onlyInFull: true,
    },
  },
  async run(bench) {
    const ends: { readonly found: Found; readonly trained: Ending }[] = [];
    const laboratory = laboratoryOf(bench);
    for (const [i, start] of starts.slice(0, bench.quick ? 1 : undefined).entries()) {
      const found = await findHyperParameters(start, problemsOf(bench), laboratory);
      ends.push({ found, trained: await train30(bench, `start ${i + 1}`, found.settings) });
    }
    const [{ found, trained }] = ends;
    const series = (of: (end: (typeof ends)[number]) => number) => ends.map((end, i): Point => [i + 1, of(end)]);
    const accuracies = series((end) => end.trained.validation);
    const test = await trained.test();
    bench.say(`The test images, for the first time: ${test.toFixed(2)} %.`);
    return {
      learningRate: found.learningRate,
      threshold: found.threshold,
      lambda: found.settings.lambda,
      miniBatch: found.settings.miniBatchSize,
      trainings: found.trainings,
      work: found.work / trained.work,
      validation: trained.validation,
      test,
      worst: Math.min(...accuracies.map(([, y]) => y)),
      learningRates: series((end) => end.found.learningRate),
      lambdas: series((end) => end.found.settings.lambda),
      miniBatches: series((end) => end.found.settings.miniBatchSize),
      accuracies,
      ...Object.fromEntries(shown.map((size) => [courseOf(size), pointsOf(found.courses.get(size))])),
      seconds: laboratory.seconds(),
    };
  },
});

function byStart(what: string, log?: "y"): SeriesFigure {
  return { kind: "series", title: `${what}, by the start`, x: "start", y: what, ...(log && { log }) };
}

function courseOf(miniBatchSize: number): string {
  return `course${miniBatchSize}`;
}

function pointsOf(progress: readonly Progress[] = []): Point[] {
  return progress.map(({ spent, accuracy }) => [spent / 1e9, accuracy]);
}

function isNear(value: number, wanted: number, factor: number): boolean {
  return value <= factor * wanted && value * factor >= wanted;
}

interface Ending {
  readonly validation: number;
  readonly work: number;
  readonly test: () => Promise<number>;
}

/** What was found, on all images; the test images are not looked at before somebody asks. */
async function train30(bench: Bench, name: string, settings: HyperParameters): Promise<Ending> {
  const { training, validation, test } = bench.data;
  const { learningRate, lambda, miniBatchSize } = settings;
  const [images, epochs] = bench.quick ? [training.take(5000), 2] : [training, chapter3Training.epochs];
  const trained = await bench.train(name, {
    network: betterStart(30),
    training: {
      epochs,
      learningRate,
      miniBatchSize,
      regularization: { l2: (lambda * images.count) / training.count },
    },
    images,
    evaluate: { validation },
  });
  const accuracy = 100 * last(course(trained, "validation", "accuracy"));
  bench.say(
    `With these on ${written(images.count)} images, ${epochs} epochs: ${accuracy.toFixed(2)} % of the validation images.`,
  );
  return {
    validation: accuracy,
    work: epochs * workOfEpoch({ hidden: 30, images: images.count }, miniBatchSize),
    test: async () => {
      const { correct = 0, count } = await trained.network.evaluate(test);
      return (100 * correct) / count;
    },
  };
}

/** Trains what the search asks for, each once for all starts; beside it the seconds of the epochs, which decide nothing. */
function laboratoryOf(bench: Bench): Laboratory & { readonly seconds: () => Point[] } {
  const seconds = new Map<number, number>();
  return {
    say: bench.say,
    async train(problem, settings) {
      const tried = await tryOut(bench, problem, settings);
      if (problem === problemsOf(bench).miniBatch) seconds.set(settings.miniBatchSize, tried.seconds / problem.epochs);
      return tried;
    },
    seconds: () => [...seconds].sort(([a], [b]) => a - b),
  };
}

function problemsOf({ quick }: Pick<Bench, "quick">): Problems {
  return quick ? quickProblems : problems;
}
