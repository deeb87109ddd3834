import { experiment as four } from "@nndl/book/experiments/ch5/four-hidden-layers";
import { experiment as one } from "@nndl/book/experiments/ch5/one-hidden-layer";
import { experiment as three } from "@nndl/book/experiments/ch5/three-hidden-layers";
import { experiment as two } from "@nndl/book/experiments/ch5/two-hidden-layers";
import { mnist, network, train } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { type Deep, ofTheBook } from "../deep/network.ts";
import { recordedRace } from "./recorded.ts";
import { bookPercent, contestant, measuredSteps } from "./settings.ts";

const deep = (depth: number): Deep => ({ ...ofTheBook, depth, seed: 1 });

it("on all images is the book's E5.1 to E5.4", () => {
  for (const [depth, experiment] of [
    [1, one],
    [2, two],
    [3, three],
    [4, four],
  ] as const) {
    const ours = checkRecipe(contestant(deep(depth), "all"));
    const theirs = checkRecipe({
      ...ours,
      network: { ...experiment.training.network, seed: 1 },
      training: experiment.training.training,
    });
    expect(ours).toEqual(theirs);
    const { accuracy } = experiment.figures;
    expect(accuracy?.kind === "number" && accuracy.book).toBe(bookPercent[depth]);
  }
  expect(measuredSteps("all").at(-1)).toBe(150_000);
});

it("begins as it was recorded", async () => {
  const { training, test } = await mnist();
  for (const depth of [1, 4]) {
    const { network: input, training: settings } = checkRecipe(contestant(deep(depth), "few"));
    const net = network(input);
    const speed = async () => {
      const { layers } = await gradientFlow(net, training.take(1000), { threads: 1 });
      return Number(layers[0]!.speed.toPrecision(3));
    };
    const first = await speed();
    expect(first).toBe(recordedRace[depth]![0]![1]);
    const run = train(net, training.take(10_000), {
      ...settings,
      epochs: 1,
      evaluate: { test: test.take(2000) },
      threads: 1,
    });
    for await (const { evaluations } of run)
      expect([evaluations.test!.correct, await speed()]).toEqual(recordedRace[depth]![1]);
    expect(recordedRace[depth]).toHaveLength(31);
  }
});
