import { dense, dropout, type LayerInput } from "nndl";
import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { imagesFor, trainingFor } from "./others.ts";
import { sections } from "./settings.ts";

const epochs = 30;

/** Two hidden layers of 800; between them, and before the outputs, whatever is put there. */
function layers(...between: readonly LayerInput[]): readonly LayerInput[] {
  return [dense(800, "relu"), ...between, dense(800, "relu"), ...between, dense(10, "softmax")];
}

const networks = { plain: layers(), dropped: layers(dropout(0.5)) };

export const experiment = experimentOf({
  name: "ch3/dropout",
  id: "E3.26",
  title: "Dropout in a fully connected network, as Hinton and others had it",
  section: sections.techniques,
  about:
    `784-800-800-10 with and without dropout of half the hidden neurons: ${epochs} epochs of all 60,000 images that are not for the ` +
    "test, mini-batches of 100, Adam with η = 0.001 that falls along half a cosine; test accuracy after the last epoch",
  claim: "dropout, with a modified L2 regularization, brought a fully connected network from 98.4 to 98.7 %",
  chance: true,
  seeds: 3,
  figures: {
    dropped: {
      kind: "number",
      title: "test accuracy with dropout",
      unit: "%",
      book: 98.7,
      judge: { by: "seeds" },
    },
    plain: { kind: "number", title: "test accuracy without", unit: "%", book: 98.4, judge: { by: "seeds" } },
    course: { kind: "series", title: "with dropout", x: "epoch", y: "test accuracy in %" },
    plainCourse: { kind: "series", title: "without dropout", x: "epoch", y: "test accuracy in %" },
    helps: {
      kind: "claim",
      title: "dropout helps",
      holds: (measured) => numberOf(measured, "dropped") > numberOf(measured, "plain"),
      onlyInFull: true,
    },
  },
  note:
    `It is shortened: theirs took 3,000 epochs with sigmoids and a learning rate of 10 that fell to nothing, and kept the weights of each ` +
    `neuron below a length, which is the modified L2. Ours has rectified linear neurons, to come as far in ${epochs} epochs, and no ` +
    "bound. Without dropout it already reads more than the book's 98.4 %: what has come since the sigmoids, rectified neurons, Adam and a rate that " +
    "falls to nothing, does a part of what dropout did for theirs. Nothing is chosen by the test images: they are read after the last epoch.",
  async run(bench) {
    const { all, test } = imagesFor(bench);
    const curves: Record<string, Point[]> = {};
    for (const [name, own] of Object.entries(networks)) {
      const trained = await bench.train(name, {
        network: { input: [784], layers: own, cost: "log-likelihood", initializer: "he" },
        training: trainingFor(bench, epochs),
        images: all,
        evaluate: { test },
      });
      curves[name] = course(trained, "test", "accuracy").map(([epoch, share]) => [epoch, 100 * share]);
    }
    const { plain, dropped } = curves;
    return {
      dropped: dropped[dropped.length - 1][1],
      plain: plain[plain.length - 1][1],
      course: dropped,
      plainCourse: plain,
    };
  },
});
