import { beforeAll, describe, expect, it } from "vitest";
import { type Dataset, mnist } from "../../data/index.ts";
import { dense } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { gradientFlow } from "./gradient-flow.ts";

let images: Dataset;
beforeAll(async () => {
  images = (await mnist()).training.take(1000);
});

/** One unseeded run each, on the first 1,000 training images (fig/norms_during_training_*.json of the book's code). */
const book: readonly (readonly [speeds: readonly number[], ratio: number])[] = [
  [[0.06574, 0.30922], 4.7],
  [[0.01184, 0.05997, 0.28314], 23.9],
  [[0.00298, 0.01708, 0.06954, 0.28514], 95.8],
];

describe("the speeds of the hidden layers at the start", () => {
  it.each(book)("are the book's: %j", async (speeds, ratio) => {
    const flows = await Promise.all(
      [1, 2, 3, 4].map((seed) => {
        const layers = [...speeds.map(() => dense(30)), dense(10)];
        return gradientFlow(network({ input: [784], layers, seed }), images, { threads: 1 });
      }),
    );
    const within = (values: readonly number[], wanted: number) => {
      expect(wanted).toBeGreaterThan(Math.min(...values) / 1.3);
      expect(wanted).toBeLessThan(Math.max(...values) * 1.3);
    };
    for (const [l, speed] of speeds.entries())
      within(
        flows.map(({ layers }) => layers[l].speed),
        speed,
      );
    within(
      flows.map((flow) => flow.ratio!),
      ratio,
    );
    // Each layer learns more slowly than the next.
    for (const { layers } of flows)
      for (let l = 1; l < speeds.length; l++) expect(layers[l - 1].speed).toBeLessThan(layers[l].speed / 2);
  });
});
