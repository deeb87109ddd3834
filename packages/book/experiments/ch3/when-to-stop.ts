import type { NetworkInput } from "nndl";
import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Figure, type Measured, numberOf } from "../figure.ts";
import type { ExperimentTraining } from "../training-recipe.ts";
import { betterStart, chapter3Network, chapter3Training, firstImages, sections } from "./settings.ts";
import { averageOf, noImprovementIn, noImprovementInHalf, stoppedBy } from "./stopping-rules.ts";

const rules = {
  Ten: { title: "no improvement in 10", stops: noImprovementIn(10) },
  Half: { title: "no improvement in 5 and half as many as to the best", stops: noImprovementInHalf(5) },
  Average: { title: "mean of 5 epochs no better than of the 5 before", stops: averageOf(5) },
};

interface Work {
  readonly title: string;
  readonly network: Omit<NetworkInput, "seed">;
  readonly images: number;
  readonly training: ExperimentTraining;
}

const works: Readonly<Record<string, Work>> = {
  narrow: {
    title: "30 hidden neurons, η = 0.1",
    network: betterStart(30),
    images: 50_000,
    training: { ...chapter3Training, epochs: 120, learningRate: 0.1, regularization: { l2: 5 } },
  },
  wide: {
    title: "100 hidden neurons, η = 0.5",
    network: betterStart(100),
    images: 50_000,
    training: { ...chapter3Training, epochs: 60, regularization: { l2: 5 } },
  },
  few: {
    title: "1,000 images from large first weights",
    network: chapter3Network(30),
    images: 1000,
    training: { ...chapter3Training, epochs: 400, regularization: { l2: 0.1 } },
  },
};

export const experiment = experimentOf({
  name: "ch3/when-to-stop",
  id: "X3.21",
  rows: ["A3.10", "X3.20"],
  title: "Three rules to stop by, in three experiments",
  section: sections.hyperParameters,
  about:
    "Each network is trained for long, and each rule is asked where it would have ended that training: test accuracy at the best " +
    "epoch by the validation images till then, and how many epochs it took.",
  claim:
    "a problem: find a rule that stops well and sooner, and compare it with no improvement in 10 in three experiments",
  note:
    "The book gives no result. A rule sees the validation accuracies up to the epoch at hand; the test images, on which nothing is " +
    "chosen, say what its choice is worth. Trainings end after 120, 60 and 400 epochs, whatever a rule would have done.",
  chance: true,
  quick: { epochs: 30, limit: 1000 },
  figures: {
    ...Object.fromEntries(Object.entries(works).flatMap(([key, { title }]) => figuresOf(key, title))),
    sooner: {
      kind: "claim",
      title: "the averages stop sooner than no improvement in 10, all three experiments together",
      holds: (measured) => sum(measured, "Average", "Epochs") < sum(measured, "Ten", "Epochs"),
      onlyInFull: true,
    },
    later: {
      kind: "claim",
      title:
        "the patience that grows loses nothing: on the mean of the three no less accurate than no improvement in 10",
      holds: (measured) => sum(measured, "Half", "Accuracy") >= sum(measured, "Ten", "Accuracy"),
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { validation, test } = bench.data;
    const measured: Record<string, number> = {};
    for (const [key, { network, images, training }] of Object.entries(works)) {
      const trained = await bench.train(key, {
        network,
        training: { ...training, epochs: Math.min(training.epochs, bench.shortened.epochs ?? training.epochs) },
        images: firstImages(bench, images),
        evaluate: { validation, test },
      });
      const accuracies = course(trained, "validation", "correct").map(([, y]) => y);
      for (const [name, { stops }] of Object.entries(rules)) {
        const { epochs, best } = stoppedBy(stops, accuracies);
        measured[`${key}${name}Accuracy`] = (100 * course(trained, "test", "correct")[best][1]) / test.count;
        measured[`${key}${name}Epochs`] = epochs;
      }
    }
    return measured;
  },
});

function figuresOf(key: string, work: string): [string, Figure][] {
  return Object.entries(rules).flatMap(([name, { title }]): [string, Figure][] => [
    [`${key}${name}Accuracy`, { kind: "number", title: `test accuracy, ${work}: ${title}`, unit: "%" }],
    [`${key}${name}Epochs`, { kind: "number", title: `epochs, ${work}: ${title}`, unit: "epochs", digits: 0 }],
  ]);
}

/** Over the three experiments. */
function sum(measured: Measured, rule: keyof typeof rules, what: "Accuracy" | "Epochs"): number {
  return Object.keys(works).reduce((total, key) => total + numberOf(measured, `${key}${rule}${what}`), 0);
}
