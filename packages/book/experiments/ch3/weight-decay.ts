import type { Network } from "nndl";
import { shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { last, meanBetween } from "./curves.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

const [learningRate, l2, miniBatchSize] = [0.1, 5, 10];
const perEpoch = Math.exp((-learningRate * l2) / miniBatchSize);

export const experiment = experimentOf({
  name: "ch3/weight-decay",
  id: "X3.17",
  title: "How L2 regularization makes large first weights small",
  section: sections.firstWeights,
  about:
    "The network of ch3/first-weights from large first weights, for 150 epochs: the standard deviation of its hidden neurons' weights.",
  claim:
    "at first the decay is all there is, by a factor of exp(−ηλ/m) = 0.951 each epoch; it tails off when the weights are about as " +
    "small as 1/√n",
  note:
    "A heuristic argument in the book, which we measure. 1/√n is taken with the 784 inputs of a hidden neuron, as in the better " +
    "start. The decay alone would go on: after 150 epochs it would have left 0.0006.",
  chance: true,
  quick: { epochs: 4, limit: 10_000 },
  figures: {
    factor: {
      kind: "number",
      title: "factor per epoch, over the first ten",
      unit: "",
      digits: 4,
      book: perEpoch,
      judge: { by: "ratio", within: 1.01 },
    },
    end: {
      kind: "number",
      title: "standard deviation after the last epoch",
      unit: "",
      digits: 4,
      book: 1 / Math.sqrt(784),
      judge: { by: "ratio", within: 3 },
    },
    deviation: {
      kind: "series",
      title: "standard deviation of the hidden neurons' weights",
      x: "epochs done",
      y: "standard deviation",
      log: "y",
    },
    alone: {
      kind: "series",
      title: "what the decay alone would leave",
      x: "epochs done",
      y: "standard deviation",
      log: "y",
    },
    tailsOff: {
      kind: "claim",
      title: "the decay tails off: in the last 30 epochs the weights change by less than a tenth",
      holds: (measured) => {
        const deviation = seriesOf(measured, "deviation");
        return Math.abs(last(deviation) / meanBetween(deviation, deviation.length - 30) - 1) < 0.1;
      },
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { training, images } = shorten(bench, {
      ...chapter3Training,
      epochs: 150,
      miniBatchSize,
      learningRate,
      regularization: { l2 },
    });
    const { watched } = await bench.train("", {
      network: chapter3Network(30),
      training,
      images,
      evaluate: {},
      watch: (network) => ({ deviation: deviationOf(network) }),
    });
    const deviation = watched.map(({ deviation }, epochs): Point => [epochs, deviation]);
    const [start, ten] = [deviation[0][1], Math.min(10, training.epochs)];
    return {
      factor: (deviation[ten][1] / start) ** (1 / ten),
      end: last(deviation),
      deviation,
      alone: deviation.map(([epochs]): Point => [epochs, start * perEpoch ** epochs]),
    };
  },
});

function deviationOf({ parameters }: Network): number {
  const { values } = parameters.get("layers.0.weights")!;
  let [sum, squares] = [0, 0];
  for (const w of values) {
    sum += w;
    squares += w * w;
  }
  return Math.sqrt(squares / values.length - (sum / values.length) ** 2);
}
