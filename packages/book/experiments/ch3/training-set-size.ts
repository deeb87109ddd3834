import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import { last } from "./curves.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

/** Percent of the validation images that the book's networks read, by the size of the training set. */
export const bookNetworks: readonly Point[] = [
  [100, 69.09],
  [200, 76.37],
  [500, 85.29],
  [1000, 88.85],
  [2000, 91.27],
  [5000, 93.24],
  [10_000, 94.89],
  [20_000, 95.85],
  [50_000, 95.97],
];

/** The same of its support vector machines. */
export const bookMachines: readonly Point[] = [
  [100, 25.07],
  [200, 48.93],
  [500, 75.13],
  [1000, 83.87],
  [2000, 88.49],
  [5000, 91.46],
  [10_000, 92.45],
  [20_000, 93.47],
  [50_000, 94.48],
];

export const experiment = experimentOf({
  name: "ch3/training-set-size",
  id: "E3.13",
  title: "Accuracy by the size of the training set, from 100 images to 50,000",
  section: sections.overfitting,
  about:
    "784-30-10, the cross-entropy, η = 0.5; with n images λ = n/10,000 and 1,500,000/n epochs, so that each network sees as many " +
    "images; first weights of its own for each.",
  claim:
    "from 69.09 % to 95.97 % of the validation images; a support vector machine with 50,000 images (94.48 %) does better than a " +
    "network with 5,000 (93.24 %), and at every size worse than the network with as many",
  note:
    "Read after the last epoch. The book's networks and its support vector machines are compared with ours on its own numbers; " +
    "the support vector machines are an experiment of their own. The book's " +
    "network with 10,000 images is 0.1 points above what seeds explain; the other eight sizes agree.",
  chance: true,
  quick: { epochs: 1, limit: 5000 },
  figures: {
    all: { kind: "number", title: "accuracy with 50,000 images", unit: "%", book: 95.97, judge: { by: "seeds" } },
    tenth: { kind: "number", title: "accuracy with 5,000 images", unit: "%", book: 93.24, judge: { by: "seeds" } },
    accuracy: {
      kind: "series",
      title: "validation accuracy",
      x: "training images",
      y: "% of the validation images",
      log: "x",
      book: bookNetworks,
      judge: { by: "seeds" },
    },
    rising: {
      kind: "claim",
      title: "more images are better, up to the last",
      holds: (measured) => {
        const accuracies = seriesOf(measured, "accuracy").map(([, y]) => y);
        return accuracies.every((accuracy, i) => i === 0 || accuracy > accuracies[i - 1]);
      },
    },
    dataBeatsMethod: {
      kind: "claim",
      title: "with 5,000 images it is worse than the book's support vector machine with 50,000, with 50,000 better",
      holds: (measured) =>
        numberOf(measured, "tenth") < last(bookMachines) && numberOf(measured, "all") > last(bookMachines),
      onlyInFull: true,
    },
    methodBeatsMethod: {
      kind: "claim",
      title: "at every size it is better than the book's support vector machine",
      holds: (measured) =>
        seriesOf(measured, "accuracy").every(([size, y]) => bookMachines.some(([n, svm]) => n === size && y > svm)),
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { training, validation } = bench.data;
    const { epochs = chapter3Training.epochs, limit = training.count } = bench.shortened;
    const sizes = bookNetworks.map(([size]) => size).filter((size, i) => i === 0 || size <= limit);
    const accuracy: Point[] = [];
    for (const size of sizes) {
      const { network } = await bench.train(`${size} images`, {
        network: chapter3Network(30),
        training: {
          ...chapter3Training,
          epochs: Math.ceil((epochs * 50_000) / size),
          regularization: { l2: size / 10_000 },
        },
        images: training.take(Math.min(size, limit)),
        evaluate: {},
      });
      const { correct = 0 } = await network.evaluate(validation);
      accuracy.push([size, (100 * correct) / validation.count]);
    }
    const at = (size: number) => accuracy.find(([n]) => n === size)?.[1] ?? Number.NaN;
    return { accuracy, all: at(50_000), tenth: at(5000) };
  },
});
