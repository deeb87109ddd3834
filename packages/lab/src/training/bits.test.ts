import { dense, mnist, NndlError } from "nndl";
import { describe, expect, it } from "vitest";
import { checkRecipe, type Recipe } from "./recipe.ts";
import { Workbench } from "./workbench.ts";

const recipe: Recipe = {
  network: { input: [784], layers: [dense(8), dense(4)], cost: "quadratic", initializer: "gaussian", seed: 1 },
  data: { kind: "mnist", training: 300, test: 200, targets: "bits" },
  training: { epochs: 2, miniBatchSize: 10, learningRate: 3 },
};

describe("digits whose targets are binary", () => {
  it("are in the recipe only where they are wanted", () => {
    expect(checkRecipe(recipe).data).toEqual({
      kind: "mnist",
      training: 300,
      validation: 0,
      test: 200,
      targets: "bits",
    });
    expect(() => checkRecipe({ ...recipe, data: { kind: "mnist", targets: "bytes" } })).toThrow(NndlError);
    // What has no classes has no accuracy to be watched.
    const training = { ...recipe.training, earlyStopping: { patience: 3 } };
    expect(checkRecipe({ ...recipe, training }).training.watch).toEqual({ data: "test", measure: "cost" });
  });

  it("train four outputs, whose answers for a whole set can be had at once", async () => {
    const workbench = await Workbench.open(recipe, { digits: () => mnist() });
    const { labels } = (await mnist()).test.take(200).targets as { labels: ArrayLike<number> };
    const examples = await workbench.ask({ about: "examples", set: "test", limit: 200 });
    for (let i = 0; i < 200; i++) {
      const [ones, twos, fours, eights] = examples.values.subarray(4 * i, 4 * i + 4);
      expect(ones! + 2 * twos! + 4 * fours! + 8 * eights!).toBe(labels[i]);
    }
    const before = await workbench.ask({ about: "outputs", set: "test" });
    await workbench.train();
    const after = await workbench.ask({ about: "outputs", set: "test" });
    expect([after.count, after.size, after.step]).toEqual([200, 4, 60]);
    expect(after.outputs).not.toEqual(before.outputs);
    const inputs = Float32Array.from(examples.features, (byte) => byte * examples.scale);
    const asked = await workbench.ask({ about: "outputs", inputs });
    expect(asked.outputs).toEqual(after.outputs);
    // An answer is a copy: the next one is whole.
    after.outputs.fill(0);
    expect((await workbench.ask({ about: "outputs", set: "test" })).outputs).toEqual(asked.outputs);
    await workbench.close();
  });
});
