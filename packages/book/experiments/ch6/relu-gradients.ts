import { network } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";

const depths = [1, 2, 4, 8, 16, 30];
const images = 1000;

/** Both start with biases of 0 (He) or of N(0, 1) (the book's). */
const starts = { plain: "scaled-gaussian", he: "he" } as const;

export const experiment = experimentOf({
  name: "ch6/relu-gradients",
  id: "X6.12",
  title: "Unstable gradients in networks of rectified linear neurons",
  section: "Chapter 6, Convolutional neural networks in practice, problem",
  about:
    "784-30-…-30-10 with 1 to 30 hidden layers of rectified linear neurons at the start: first weights N(0, 1/n) or He's N(0, 2/n)",
  claim: "a problem: are gradients unstable with rectified linear neurons too, and what would be a good fix?",
  chance: true,
  quick: "same",
  figures: {
    plainAtThirty: {
      kind: "number",
      title: "gradient of the first weights over that of the last, 30 layers, N(0, 1/n)",
      unit: "×",
      digits: 6,
    },
    heAtThirty: { kind: "number", title: "the same with He's start", unit: "×", digits: 6 },
    plain: { kind: "series", title: "N(0, 1/n): first over last", x: "hidden layers", y: "ratio", log: "both" },
    he: { kind: "series", title: "He: first over last", x: "hidden layers", y: "ratio", log: "both" },
    unstable: {
      kind: "claim",
      title: "with N(0, 1/n) the gradient vanishes towards the first layer, by more than a thousand at 30 layers",
      holds: (measured) => (seriesOf(measured, "plain").at(-1)?.[1] ?? 1) < 1e-3,
    },
    fixed: {
      kind: "claim",
      title: "He's start, which makes up for the half that is cut off, keeps it at least a thousand times as large",
      holds: (measured) =>
        (seriesOf(measured, "he").at(-1)?.[1] ?? 0) > 1000 * (seriesOf(measured, "plain").at(-1)?.[1] ?? 1),
    },
  },
  note:
    "The book calls it a research problem and gives no number. The slope of a rectified linear neuron is 0 or 1, so that on the mean " +
    "half of the gradient's square is lost in each layer; He's start doubles the variance for that. Batch normalization and " +
    "residual connections are compared in ch5/depth.",
  async run({ seed, data }) {
    const thousand = data.training.take(images);
    const series: Record<keyof typeof starts, Point[]> = { plain: [], he: [] };
    for (const [name, initializer] of Object.entries(starts) as [
      keyof typeof starts,
      (typeof starts)["he" | "plain"],
    ][])
      for (const depth of depths) {
        const net = network({
          input: [784],
          layers: [
            ...Array.from({ length: depth }, () => ({ type: "dense", units: 30, activation: "relu" }) as const),
            { type: "dense", units: 10, activation: "softmax" },
          ],
          cost: "log-likelihood",
          initializer,
          seed,
        });
        const { layers } = await gradientFlow(net, thousand);
        const norms = layers.map(({ norm }) => norm);
        series[name].push([depth, norms[0] / norms[norms.length - 1]]);
      }
    const last = (points: readonly Point[]) => points[points.length - 1][1];
    return { plainAtThirty: last(series.plain), heAtThirty: last(series.he), ...series };
  },
});
