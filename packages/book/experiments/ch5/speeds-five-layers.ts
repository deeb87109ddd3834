import { gradientFlow } from "nndl/analysis";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { deep } from "./settings.ts";

const batch = 100;
/** The book's repository prints what the mini-batch with this number, from 0, asks for. */
const number = 7;

export const experiment = experimentOf({
  name: "ch5/speeds-five-layers",
  id: "E5.11",
  title: "Gradients of the weights in five hidden layers",
  section: "Chapter 5 (only in the repository of its programs)",
  about: `784-30-30-30-30-30-10 after ${number} mini-batches of ${batch}; η 0.01, λ 0.05: ‖∂C/∂w‖ of each layer for the next one`,
  claim: "from 0.0886 in the first hidden layer to 20.18 in the output layer, as sums over the mini-batch",
  chance: true,
  quick: "same",
  seeds: 10,
  figures: {
    ratio: {
      kind: "number",
      title: "times as long as in the first hidden layer the weights' gradient is in the output layer",
      unit: "×",
      digits: 0,
      book: 20.18 / 0.0886,
      judge: { by: "ratio", within: 5 },
    },
    byLayer: {
      kind: "series",
      title: "‖∂C/∂w‖, summed over the mini-batch",
      x: "layer",
      y: "‖∂C/∂w‖",
      log: "y",
      book: [0.0886, 0.129, 0.424, 1.615, 7.545, 20.18].map((norm, layer) => [layer + 1, norm]),
      judge: { by: "ratio", within: 5 },
    },
    rising: {
      kind: "claim",
      title: "the further from the input, the longer the gradient",
      holds: (measured) => seriesOf(measured, "byLayer").every(([, norm], i, all) => i === 0 || norm > all[i - 1][1]),
    },
  },
  note: "Left over in the repository, without a seed and without a place in the book: orders of magnitude count.",
  async run(bench) {
    const { training } = bench.data;
    const trained = await bench.train("seven mini-batches", {
      network: deep(5).network,
      training: { epochs: 1, miniBatchSize: batch, learningRate: 0.01, regularization: { l2: 0.05 }, shuffle: false },
      images: training.take(number * batch),
      evaluate: {},
    });
    const next = training.slice(number * batch, (number + 1) * batch);
    const { layers } = await gradientFlow(trained.network, next);
    const norms = layers.map(
      ({ parameters }) => batch * (parameters.find(({ name }) => name === "weights")?.norm ?? 0),
    );
    return {
      ratio: norms[norms.length - 1] / norms[0],
      byLayer: norms.map((norm, i): Point => [i + 1, norm]),
    };
  },
});
