import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

const rates = [0.01, 0.1, 1, 3];

/** In the quick form: enough to see the order. */
const quick = { epochs: 2, images: 5000 };

export const experiment = experimentOf({
  name: "ch1/raising-the-learning-rate",
  id: "E1.4",
  title: "A learning rate that is raised by hand",
  section,
  about: "784-100-10, as in ch1/slow-learning, with four learning rates",
  claim: "raising η from 0.01 gives better results, up to about 1; then it may be tuned to 3",
  chance: true,
  figures: {
    best: { kind: "number", title: "test accuracy with η = 3", unit: "%" },
    byRate: {
      kind: "series",
      title: "test accuracy at the best epoch",
      x: "learning rate η",
      y: "%",
      log: "x",
    },
    rising: {
      kind: "claim",
      title: "each larger rate is better, from 0.01 to 1",
      holds: (measured) => {
        const values = seriesOf(measured, "byRate").map(([, y]) => y);
        return values[0] < values[1] && values[1] < values[2];
      },
    },
  },
  note: "The book gives no numbers. Now and then an output neuron starts saturated and costs the run a tenth of the images.",
  async run(bench) {
    const { data } = bench;
    const byRate: Point[] = [];
    for (const rate of rates) {
      const full = chapter1Training(rate);
      const trained = await bench.train(`η ${rate}`, {
        network: chapter1Network(100),
        training: bench.quick ? { ...full, epochs: quick.epochs } : full,
        images: bench.quick ? data.training.take(quick.images) : data.training,
        evaluate: { test: data.test },
      });
      byRate.push([rate, 100 * Math.max(...course(trained, "test", "accuracy").map(([, y]) => y))]);
    }
    return { best: byRate[byRate.length - 1][1], byRate };
  },
});
