import { mnist, network, train } from "nndl";
import { describe, expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { droppedAt, firstWeights, hidden, learnedIn, miniBatch, names, recipeOf } from "./dropping.ts";

const settings = { rate: 0.5, seed: 3 };

describe("the neurons that are left out", () => {
  it("are those whose weights the library's mini-batches leave as they are", async () => {
    const { network: spec, training } = checkRecipe(recipeOf(settings));
    const net = network(spec);
    const images = (await mnist()).training.take(miniBatch);
    let before = firstWeights(settings);
    // One mini-batch is all of these images, so that each epoch is a step.
    for await (const { index } of train(net, images, { ...training, epochs: 3 })) {
      const [now, output] = [net.parameters.get(names.hidden)!.values, net.parameters.get(names.output)!.values];
      for (let unit = 0; unit < hidden; unit++) {
        const row = (values: Float32Array) => [...values.subarray(784 * unit, 784 * (unit + 1))];
        const same = row(now).every((weight, i) => weight === row(before.hidden)[i]);
        expect(same).toBe(droppedAt(settings, index).has(unit));
      }
      before = { hidden: Float32Array.from(now), output: Float32Array.from(output) };
    }
  });

  it("are so many, other ones each time, and the same again for the same seed", () => {
    for (const [rate, count] of [
      [0, 0],
      [0.25, 3],
      [0.5, 6],
    ] as const)
      expect(droppedAt({ rate, seed: 1 }, 7).size).toBe(count);
    expect(droppedAt(settings, 1)).not.toEqual(droppedAt(settings, 2));
    expect(droppedAt(settings, 1)).toEqual(droppedAt(settings, 1));
  });

  it("are counted: in the long run each learns as often as any other", () => {
    const counts = learnedIn(settings, 400);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400 * (hidden / 2));
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(45);
  });
});
