import { mnist, network, parameterName, train } from "nndl";
import { beforeAll, describe, expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { alone, countsOf, firstWeights, followed, recipeOf, type Settings, summaryOf } from "./weights.ts";

const settings = (price: Settings["price"], lambda = 1): Settings => ({ price, lambda, start: "gaussian", seed: 1 });

let images: Awaited<ReturnType<typeof mnist>>["training"];
beforeAll(async () => {
  images = (await mnist()).training.take(1000);
});

describe.each(["none", "l2", "l1"] as const)("with the price %s", (price) => {
  it("a weight on a pixel without ink does what the price alone would do", async () => {
    const { network: spec, training } = checkRecipe(recipeOf(settings(price)));
    const net = network(spec);
    const first = firstWeights(settings(price));
    expect(first).toEqual(net.parameters.get(parameterName(0, "weights"))!.values);
    for await (const _ of train(net, images, { ...training, epochs: 3 }));
    const weights = net.parameters.get(parameterName(0, "weights"))!.values;
    for (const { index, sees } of followed) {
      const foretold = alone(settings(price), first[index]!, 3);
      if (!sees) expect(weights[index]).toBeCloseTo(foretold, 3);
      else if (price === "none") expect(Math.abs(weights[index]! - foretold)).toBeGreaterThan(1e-4);
    }
  });
});

it("sums up weights and counts them", () => {
  const weights = Float32Array.of(-5, -1, 0, 0.01, 1, 5);
  expect(summaryOf(weights)).toEqual({
    deviation: expect.closeTo(Math.sqrt(52.0001 / 6), 3),
    nearZero: 2 / 6,
    largest: 5,
  });
  expect(countsOf(weights, [-2, 2], 4)).toEqual([1, 1, 2, 2]);
});
