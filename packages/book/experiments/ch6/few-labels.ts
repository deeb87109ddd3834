import { type Dataset, network, train, wasmEngine } from "nndl";
import { boltzmann, machineFeatures } from "nndl/generative";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { learnMachine } from "../machines.ts";

/** Ten images of each class, drawn from all of them. */
function hundred(data: Dataset, seed: number, draw: number): Dataset {
  const places: number[] = [];
  const counts = new Array<number>(10).fill(0);
  for (const i of stream(seed, "a hundred labels", draw).permutation(data.count))
    if (counts[data.label(i)]++ < 10) places.push(i);
  return data.pick(places);
}

const draws = 10;

export const experiment = experimentOf({
  name: "ch6/few-labels",
  id: "S6.12d",
  title: "A hundred labels: what unlabelled images are worth",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "softmax of ten on 100 labelled images, ten of each class: on their pixels, and on the hidden units of a machine of 1,000 that saw 50,000 " +
    "images without labels; the mean over ten draws of the hundred",
  claim:
    "deep belief nets can learn without labels, and so serve where these are few; a repository has 81.70 % against 76.02 %",
  chance: true,
  seeds: 3,
  figures: {
    features: {
      kind: "number",
      title: "test accuracy with the machine's hidden units",
      unit: "%",
      book: 81.7,
      text: "81.70 % (yell/boltzmann-machines, with a network on them)",
      judge: { by: "seeds" },
    },
    spread: { kind: "number", title: "its standard deviation from one hundred to another", unit: "%" },
    pixels: {
      kind: "number",
      title: "test accuracy with pixels",
      unit: "%",
      book: 76.02,
      text: "76.02 %",
      judge: { by: "seeds" },
    },
    better: { kind: "number", title: "draws of ten in which the hidden units read more", unit: "", digits: 0 },
    helps: {
      kind: "claim",
      title: "the machine's hidden units read more, whichever hundred it is",
      holds: (measured) => numberOf(measured, "better") === draws,
      onlyInFull: true,
    },
  },
  note:
    "Which images the hundred are matters by a point or more, so ten hundreds are drawn, and a result is their mean; that repository has one. Settings " +
    "were chosen by the validation images.",
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
        epochs: quick ? 2 : 20,
        miniBatchSize: 50,
        learningRate: 0.05,
        momentum: 0.5,
        weightDecay: 0.0005,
        examples: "drawn",
      },
    );
    const seen = await machineFeatures(machine, test);
    const read = async (images: Dataset, tests: Dataset) => {
      const net = network({
        input: [images.size],
        layers: [{ type: "dense", units: 10, activation: "softmax" }],
        cost: "log-likelihood",
        seed,
      });
      const settings = { epochs: 50, miniBatchSize: 10, learningRate: 0.1, regularization: { l2: 3 } };
      for await (const _ of train(net, images, { ...settings, signal: bench.signal }));
      const session = await wasmEngine.open(net);
      const { correct } = session.evaluate(session.load(tests as Dataset<"classes">));
      session.close();
      return (100 * correct) / tests.count;
    };
    const both: { readonly features: number; readonly pixels: number }[] = [];
    for (let draw = 0; draw < draws; draw++)
      both.push(
        await bench.step(`a hundred labels, draw ${draw + 1}`, async () => {
          const images = hundred(data.training, seed, draw);
          return {
            features: await read(await machineFeatures(machine, images), seen),
            pixels: await read(images, test),
          };
        }),
      );
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const features = mean(both.map((each) => each.features));
    return {
      features,
      spread: Math.sqrt(mean(both.map((each) => (each.features - features) ** 2)) * (draws / (draws - 1))),
      pixels: mean(both.map((each) => each.pixels)),
      better: both.filter((each) => each.features > each.pixels).length,
    };
  },
});
