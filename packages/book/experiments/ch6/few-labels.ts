import type { Dataset } from "nndl";
import { boltzmann, machineFeatures } from "nndl/generative";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { learnMachine } from "../machines.ts";

/** The first so many images of each class. */
function balanced(data: Dataset, each: number): number[] {
  const places: number[] = [];
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < data.count && places.length < 10 * each; i++) if (counts[data.label(i)]++ < each) places.push(i);
  return places;
}

export const experiment = experimentOf({
  name: "ch6/few-labels",
  id: "S6.12d",
  title: "A hundred labels: what unlabelled images are worth",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "softmax of ten on 100 labelled images, ten of each class: on their pixels, and on the hidden units of a machine of 1,000 that saw 50,000 images without labels",
  claim:
    "deep belief nets can learn without labels, and so serve where these are few; a repository has 81.70 % against 76.02 %",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    features: {
      kind: "number",
      title: "test accuracy with the machine's hidden units",
      unit: "%",
      book: 81.7,
      text: "81.70 % (yell/boltzmann-machines, with a network on them)",
      judge: { by: "range", from: 78 },
    },
    pixels: { kind: "number", title: "test accuracy with pixels", unit: "%", book: 76.02, text: "76.02 %" },
    helps: {
      kind: "claim",
      title: "the machine's hidden units read more",
      holds: (measured) => numberOf(measured, "features") > numberOf(measured, "pixels"),
      onlyInFull: true,
    },
  },
  note: "The hundred images are the first ten of each class; which ones they are matters by a point or two.",
  async run(bench) {
    const { seed, data, quick } = bench;
    const training = quick ? data.training.take(2000) : data.training;
    const test = quick ? data.test.take(1000) : data.test;
    const machine = await learnMachine(
      bench,
      "the machine",
      boltzmann({ visible: 784, hidden: quick ? 60 : 1000, seed }),
      training,
      {
        epochs: quick ? 2 : 40,
        miniBatchSize: 50,
        learningRate: 0.05,
        momentum: 0.5,
        weightDecay: 0.0005,
        examples: "drawn",
      },
    );
    const labelled = data.training.pick(balanced(data.training, 10));
    const read = async (name: string, images: Dataset, tests: Dataset) => {
      const { epochs } = await bench.train(name, {
        network: {
          input: [images.size],
          layers: [{ type: "dense", units: 10, activation: "softmax" }],
          cost: "log-likelihood",
        },
        training: { epochs: quick ? 20 : 200, miniBatchSize: 10, learningRate: 0.05, regularization: { l2: 0.1 } },
        images,
        evaluate: { test: tests },
      });
      return 100 * (epochs.at(-1)?.evaluations.test.accuracy ?? Number.NaN);
    };

    return {
      features: await read(
        "hidden units",
        await machineFeatures(machine, labelled),
        await machineFeatures(machine, test),
      ),
      pixels: await read("pixels", labelled, test),
    };
  },
});
