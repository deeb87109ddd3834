import type { TestPair, TrainingPair } from "../../programs/examples.ts";
import { Network } from "../../programs/network2.ts";
import { Random } from "../../programs/random.ts";
import { type Bench, course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { greatest, meanBetween } from "./curves.ts";
import { pairsOf } from "./reading-room.ts";
import { betterStart, chapter3Training, firstImages, sections } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch3/fast-feedback",
  id: "E3.18",
  rows: ["E3.19", "E3.20", "E3.21"],
  title: "Away from the hopeless start, on 1,000 images without a hidden layer",
  section: sections.hyperParameters,
  about: "784-10, the first 1,000 training images, the first 100 validation images, for four choices of η and λ.",
  claim:
    "10 of 100 with η = 10 and λ = 1,000; 12, 14, 25 and 18 with λ = 20, which is the same λ/n as with all images; 10 again with " +
    "η = 100; 62, 42, 43 and 61 with η = 1",
  note:
    "The book prints the first epochs of each run. With λ = 1,000 every step multiplies the weights by 1 − ηλ/n = −9, which " +
    "single precision stands for less than an epoch and double precision for three: that run is made with the reading room's " +
    "network2, which computes in double precision as the book's does. Of 100 images each is a percent, so that seeds explain much.",
  chance: true,
  quick: { epochs: 10, limit: 1000 },
  figures: {
    signal: {
      kind: "number",
      title: "mean of the first four epochs, η = 1, λ = 20",
      unit: "%",
      book: 52,
      judge: { by: "seeds" },
    },
    signalBefore: {
      kind: "number",
      title: "mean of the first four epochs, η = 10, λ = 20",
      unit: "%",
      book: 17.25,
      judge: { by: "seeds" },
    },
    hopeless: counts("η = 10, λ = 1,000", [10, 10, 10]),
    scaled: counts("η = 10, λ = 20", [12, 14, 25, 18]),
    larger: counts("η = 100, λ = 20", [10, 10, 10, 10]),
    smaller: counts("η = 1, λ = 20", [62, 42, 43, 61]),
    chance: {
      kind: "claim",
      title: "with η = 10 and λ = 1,000 it is no better than guessing, nor with η = 100 and λ = 20",
      holds: (measured) =>
        greatest(seriesOf(measured, "hopeless")) <= 20 && meanBetween(seriesOf(measured, "larger"), 0) <= 20,
    },
    better: {
      kind: "claim",
      title: "η = 1 reads far more images than η = 10, both with λ = 20",
      holds: (measured) =>
        meanBetween(seriesOf(measured, "smaller"), 0) > 1.5 * meanBetween(seriesOf(measured, "scaled"), 0),
    },
  },
  async run(bench) {
    const run = async (learningRate: number, l2: number) =>
      course(
        await bench.train(`eta ${learningRate} lambda ${l2}`, {
          network: betterStart(),
          training: {
            ...chapter3Training,
            epochs: bench.shortened.epochs ?? 30,
            learningRate,
            regularization: { l2 },
          },
          images: firstImages(bench, 1000),
          evaluate: { validation: bench.data.validation.take(100) },
        }),
        "validation",
        "correct",
      );
    const curves = {
      hopeless: await bench.step("eta 10 lambda 1000", () => hopelessRun(bench)),
      scaled: await run(10, 20),
      larger: await run(100, 20),
      smaller: await run(1, 20),
    };
    return { signal: meanBetween(curves.smaller, 0, 4), signalBefore: meanBetween(curves.scaled, 0, 4), ...curves };
  },
});

function counts(how: string, correct: readonly number[]): SeriesFigure {
  return {
    kind: "series",
    title: `validation images read correctly, ${how}`,
    x: "epoch",
    y: "of 100 images",
    book: correct.map((count, epoch) => [epoch, count]),
  };
}

/** Three epochs, as the book prints them; after these the weights are no numbers any more. */
function hopelessRun(bench: Bench): Point[] {
  const images = firstImages(bench, 1000);
  const validation = bench.data.validation.take(100);
  const learned: TrainingPair[] = pairsOf(images, (i) => [...images.target(i)]);
  const unseen: TestPair[] = pairsOf(validation, (i) => validation.label(i));
  const { evaluationAccuracy } = new Network([784, 10], new Random(bench.seed)).sgd(learned, 3, 10, 10, {
    lambda: 1000,
    evaluationData: unseen,
    monitorEvaluationAccuracy: true,
  });
  return evaluationAccuracy.map((correct, epoch) => [epoch, correct]);
}
