import { Dataset, type Network } from "nndl";
import { forAndAgainst, onlyFor, worstError } from "../../programs/four-outputs.ts";
import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

/** In the quick form: enough to see the order. */
const quick = { epochs: 2, images: 10_000 };

export const experiment = experimentOf({
  name: "ch1/four-outputs",
  id: "E1.13",
  rows: ["X1.3"],
  title: "Four outputs, the digit in binary, against ten",
  section: "Chapter 1, A simple network to classify handwritten digits",
  about: "784-30-4 and 784-30-10 with the settings of ch1/first-network, both from the same seed",
  claim: "with ten outputs the network learns better than with four",
  chance: true,
  figures: {
    ten: { kind: "number", title: "test accuracy with ten outputs, at the best epoch", unit: "%" },
    four: { kind: "number", title: "test accuracy with four outputs, at the best epoch", unit: "%" },
    tenByEpoch: { kind: "series", title: "ten outputs", x: "epoch", y: "test accuracy in %" },
    fourByEpoch: { kind: "series", title: "four outputs", x: "epoch", y: "test accuracy in %" },
    better: {
      kind: "claim",
      title: "ten outputs are better than four",
      holds: (measured) => numberOf(measured, "ten") > numberOf(measured, "four"),
    },
    worstForAndAgainst: {
      kind: "number",
      title: "worst error of the bits by thought-out weights +10 and −10, bias 0",
      unit: "",
      book: 1.1e-4,
      judge: { by: "ratio", within: 1.05 },
    },
    worstOnlyFor: {
      kind: "number",
      title: "the same by weights +10 and 0, bias −5",
      unit: "",
      book: 0.011,
      judge: { by: "ratio", within: 1.05 },
    },
  },
  note:
    "The book argues and gives no numbers. Four outputs are read as bits: 1 above a half; the exercise's weights are right as " +
    `long as the old outputs are above 0.99 or below 0.01. ${section.replace("Chapter 1, ", "Settings: ")}.`,
  async run(bench) {
    const { data } = bench;
    const full = chapter1Training(3);
    const training = bench.quick ? { ...full, epochs: quick.epochs } : full;
    const images = bench.quick ? data.training.take(quick.images) : data.training;
    const ten = await bench.train("ten outputs", {
      network: chapter1Network(30),
      training,
      images,
      evaluate: { test: data.test },
    });
    const tenByEpoch = course(ten, "test", "accuracy").map(([x, y]): Point => [x, 100 * y]);
    const { layers, ...rest } = chapter1Network(30);
    const four = await bench.train("four outputs", {
      network: { ...rest, layers: [layers[0], { type: "dense", units: 4, activation: "sigmoid" }] },
      training,
      images: inBits(images),
      evaluate: {},
      watch: async (network) => ({ accuracy: 100 * (await readAsBits(network, data.test)) }),
    });
    const fourByEpoch = four.watched.slice(1).map(({ accuracy }, epoch): Point => [epoch, accuracy]);
    const best = (points: readonly Point[]) => Math.max(...points.map(([, y]) => y));
    return {
      ten: best(tenByEpoch),
      four: best(fourByEpoch),
      tenByEpoch,
      fourByEpoch,
      worstForAndAgainst: worstError(forAndAgainst),
      worstOnlyFor: worstError(onlyFor),
    };
  },
});

/** The same images, to learn the four binary digits of their labels, ones first. */
function inBits(images: Dataset): Dataset<"values"> {
  const values = new Float32Array(4 * images.count);
  for (let i = 0; i < images.count; i++) for (let j = 0; j < 4; j++) values[4 * i + j] = (images.label(i) >> j) & 1;
  const { name, shape, features, scale } = images;
  return new Dataset({ name, shape, features, scale, targets: { kind: "values", values, size: 4 } });
}

/** The share of images whose outputs, each 1 above a half, are the label in binary. */
async function readAsBits(network: Network, images: Dataset): Promise<number> {
  const inputs = Array.from({ length: images.count }, (_, i) => images.input(i));
  const answers = await network.predict(inputs);
  const correct = answers.filter((outputs, i) => {
    const number = outputs.reduce((sum, output, j) => sum + (output > 0.5 ? 2 ** j : 0), 0);
    return number === images.label(i);
  });
  return correct.length / images.count;
}
