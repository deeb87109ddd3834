import type { EpochRecord } from "nndl";
import { type Bench, course, shorten, type Trained } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";
import { noImprovementIn, stoppedBy } from "./stopping-rules.ts";

export const experiment = experimentOf({
  name: "ch3/halving-schedule",
  id: "X3.22",
  rows: ["A3.21"],
  title: "η halved on no improvement in 10 epochs, down to 1/128",
  section: sections.hyperParameters,
  about:
    "784-30-10, the cross-entropy, λ = 5, η = 0.5; beside it early stopping on no improvement in 10, and η = 0.5 for as many epochs.",
  claim:
    "an exercise: write the schedule that halves η when the validation accuracy has not improved in 10 epochs, and stops at 1/128",
  note:
    "The book gives no result. Up to the first halving it is early stopping with the same weights, so that one training tells of both. " +
    "Accuracies are those of the test images at the best epoch by the validation images.",
  chance: true,
  quick: { epochs: 60, limit: 1000 },
  figures: {
    accuracy: { kind: "number", title: "test accuracy, halving", unit: "%" },
    stopped: { kind: "number", title: "test accuracy, stopped at the first plateau", unit: "%" },
    constant: { kind: "number", title: "test accuracy, η = 0.5 for as many epochs", unit: "%" },
    epochs: { kind: "number", title: "epochs, halving", unit: "epochs", digits: 0 },
    stoppedEpochs: { kind: "number", title: "epochs, stopped at the first plateau", unit: "epochs", digits: 0 },
    validation: counts("halving"),
    constantValidation: counts("η = 0.5 throughout"),
    rate: { kind: "series", title: "learning rate", x: "epoch", y: "η", log: "y" },
    better: {
      kind: "claim",
      title: "halving reads more test images than early stopping, and than η = 0.5 for as many epochs",
      holds: (measured) =>
        numberOf(measured, "accuracy") > numberOf(measured, "stopped") &&
        numberOf(measured, "accuracy") > numberOf(measured, "constant"),
      onlyInFull: true,
    },
    ends: {
      kind: "claim",
      title: "it ends by itself, with 1/64 of the first rate as the last that it trains with",
      holds: (measured) => {
        const rate = seriesOf(measured, "rate");
        return rate.at(-1)![1] === rate[0][1] / 64 && rate.length < mostEpochs;
      },
      onlyInFull: true,
    },
  },
  async run(bench) {
    const halving = await trainWith(bench, "halving", { type: "halving", patience: 10, divisor: 2, until: 1 / 128 });
    const epochs = halving.epochs.length;
    const constant = await trainWith(bench, "constant", { type: "constant" }, epochs);
    const validation = course(halving, "validation", "correct");
    const accuracies = validation.map(([, y]) => y);
    const atPlateau = stoppedBy(noImprovementIn(10), accuracies);
    const tested = ({ evaluations: { test } }: EpochRecord) => 100 * (test.accuracy ?? Number.NaN);
    const best = (points: readonly Point[]) => points.map(([, y]) => y).indexOf(Math.max(...points.map(([, y]) => y)));
    const constantValidation = course(constant, "validation", "correct");
    return {
      accuracy: tested(halving.epochs[best(validation)]),
      stopped: tested(halving.epochs[atPlateau.best]),
      constant: tested(constant.epochs[best(constantValidation)]),
      epochs,
      stoppedEpochs: atPlateau.epochs,
      validation,
      constantValidation,
      rate: halving.epochs.map(({ index, learningRate }): Point => [index, learningRate]),
    };
  },
});

/** Far more than it takes. */
const mostEpochs = 400;

function trainWith(
  bench: Bench,
  name: string,
  schedule: NonNullable<Parameters<Bench["train"]>[1]["training"]["schedule"]>,
  epochs = mostEpochs,
): Promise<Trained> {
  const { training, images } = shorten(bench, { ...chapter3Training, epochs, regularization: { l2: 5 } });
  const { validation, test } = bench.data;
  return bench.train(name, {
    network: betterStart(30),
    training: { ...training, schedule },
    images,
    evaluate: { validation, test },
  });
}

function counts(how: string) {
  return {
    kind: "series",
    title: `validation images read correctly, ${how}`,
    x: "epoch",
    y: "of 10,000 images",
  } as const;
}
