/** How fast the layers of chapter 5's networks learn: experiments that differ in their depth and in nothing else. */
import { network } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { type Experiment, experimentOf } from "../experiment.ts";
import { type Figure, numberOf, type Point, seriesOf } from "../figure.ts";
import { middle } from "../judging/interval.ts";
import { deep } from "./settings.ts";

/** The book's figures are of the first thousand training images. */
const images = 1000;

type About = Pick<Experiment, "name" | "id" | "title" | "rows">;

const layerNames = ["first", "second", "third", "fourth"];

/** At the start: one speed for each hidden layer, and how many times as fast the last is. */
export function speedsAtStart(about: About, book: readonly number[]): Experiment {
  const layers = book.length;
  const key = (layer: number) => `layer${layer + 1}`;
  return experimentOf({
    ...about,
    section: "Chapter 5, The vanishing gradient problem",
    about: `784-${"30-".repeat(layers)}10 before any training: ‖∂C/∂b‖ of each hidden layer, over the first ${images} images`,
    claim: `${book.join(", ")}, from the first hidden layer to the last`,
    chance: true,
    seeds: 10,
    quick: "same",
    figures: {
      ratio: {
        kind: "number",
        title: "times as fast as the first hidden layer the last one learns",
        unit: "×",
        digits: 1,
        book: book[layers - 1] / book[0],
        judge: { by: "seeds" },
      },
      ...Object.fromEntries(
        book.map((speed, layer): [string, Figure] => [
          key(layer),
          {
            kind: "number",
            title: `speed of the ${layerNames[layer]} hidden layer`,
            unit: "",
            digits: 4,
            book: speed,
            judge: { by: "seeds" },
          },
        ]),
      ),
      rising: {
        kind: "claim",
        title: "each hidden layer learns faster than the one before it",
        holds: (measured) =>
          book.every((_, layer) => layer === 0 || numberOf(measured, key(layer)) > numberOf(measured, key(layer - 1))),
      },
    },
    note: "The book's numbers are of one run without a seed, so that orders of magnitude and ratios count, and no digits.",
    async run({ data, seed }) {
      const net = network({ ...deep(layers).network, seed });
      const flow = await gradientFlow(net, data.training.take(images));
      const speeds = flow.layers.slice(0, layers).map(({ speed }) => speed);
      return { ratio: flow.ratio ?? Number.NaN, ...Object.fromEntries(speeds.map((speed, i) => [key(i), speed])) };
    },
  });
}

/** What the book's data have of one epoch: the speeds of the hidden layers before it. */
export type BookSpeeds = readonly (readonly [epoch: number, ...speeds: number[]])[];

/** While the network learns from a thousand images, all of them in each step. */
export function speedsInTraining(about: About, book: BookSpeeds, medianRatio: number): Experiment {
  const layers = book[0].length - 1;
  const epochs = 500;
  const key = (layer: number) => `layer${layer + 1}`;
  const { network: spec } = deep(layers);
  return experimentOf({
    ...about,
    section: "Chapter 5, The vanishing gradient problem",
    about: `784-${"30-".repeat(layers)}10 learns from the first ${images} images, all at once, for ${epochs} epochs; η 0.1, λ 5`,
    claim: "the first hidden layer learns much more slowly than the last, at the start and all the time",
    chance: true,
    figures: {
      ratio: {
        kind: "number",
        title: "times as fast as the first hidden layer the last one learns, median over the epochs",
        unit: "×",
        digits: 1,
        book: medianRatio,
        judge: { by: "ratio", within: 2 },
      },
      ...Object.fromEntries(
        Array.from({ length: layers }, (_, layer): [string, Figure] => [
          key(layer),
          {
            kind: "series",
            title: `speed of the ${layerNames[layer]} hidden layer`,
            x: "epoch",
            y: "‖∂C/∂b‖",
            log: "y",
            book: book.map((row) => [row[0], row[layer + 1]]),
            judge: { by: "ratio", within: 4 },
          },
        ]),
      ),
      always: {
        kind: "claim",
        title: "the first hidden layer is the slowest in nearly every epoch",
        holds: (measured) => {
          const first = seriesOf(measured, key(0));
          const last = seriesOf(measured, key(layers - 1));
          return first.filter(([, speed], i) => speed < last[i][1]).length >= 0.95 * first.length;
        },
      },
    },
    note:
      "The speeds are taken before each epoch. The book's are of one run without a seed: orders of magnitude and ratios count. Its " +
      "points are some of the 500 that the author published.",
    async run(bench) {
      const thousand = bench.data.training.take(images);
      const trained = await bench.train("all at once", {
        network: spec,
        training: {
          epochs: bench.quick ? 50 : epochs,
          miniBatchSize: images,
          learningRate: 0.1,
          regularization: { l2: 5 },
        },
        images: thousand,
        evaluate: {},
        watch: async (net) => {
          const flow = await gradientFlow(net, thousand);
          return Object.fromEntries(flow.layers.slice(0, layers).map(({ speed }, i) => [key(i), speed]));
        },
      });
      // The one after the last epoch is before none.
      const speeds = trained.watched.slice(0, -1);
      const series = Array.from({ length: layers }, (_, layer): [string, readonly Point[]] => [
        key(layer),
        thinned(speeds.map((each, epoch): Point => [epoch, each[key(layer)]])),
      ]);
      const ratios = speeds.map((each) => each[key(layers - 1)] / each[key(0)]);
      return { ratio: middle(ratios), ...Object.fromEntries(series) };
    },
  });
}

/** Every epoch of the first hundred, then every tenth, and the last. */
function thinned(points: readonly Point[]): readonly Point[] {
  return points.filter(([epoch]) => epoch < 100 || epoch % 10 === 0 || epoch === points.length - 1);
}
