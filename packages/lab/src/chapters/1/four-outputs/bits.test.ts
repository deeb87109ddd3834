import { mnist } from "nndl";
import { describe, expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { Workbench } from "../../../training/workbench.ts";
import { correctAmong, numberOf, ownInk, partedBy, recipeWith } from "./bits.ts";
import { fourBits, tenOutputs } from "./recorded.built.ts";

describe("reading outputs", () => {
  it("takes four of them as binary digits, ones first", () => {
    expect(numberOf([0.9, 0.1, 0.2, 0])).toBe(1);
    expect(numberOf([0.1, 0.6, 0.7, 0.5])).toBe(6);
    expect(numberOf([1, 1, 1, 1])).toBe(15);
  });

  it("counts what is right, by the largest of ten or by four bits", () => {
    const ten = Float32Array.from({ length: 20 }, (_, i) => (i === 3 || i === 17 ? 1 : 0));
    expect(correctAmong(ten, 10, [3, 7])).toBe(2);
    expect(correctAmong(ten, 10, [3, 8])).toBe(1);
    expect(correctAmong(Float32Array.of(1, 1, 0, 0, 1, 1, 1, 1), 4, [3, 9])).toBe(1);
  });

  it("compares networks that differ in their outputs only", () => {
    const [four, ten] = [checkRecipe(recipeWith(4, 5)), checkRecipe(recipeWith(10, 5))];
    expect(four.network.layers[0]).toEqual(ten.network.layers[0]);
    expect(four.training).toEqual(ten.training);
  });
});

describe("digits by their bits", () => {
  it("are parted as numbers are written in binary", () => {
    expect(partedBy(3)).toEqual([
      [8, 9],
      [0, 1, 2, 3, 4, 5, 6, 7],
    ]);
    expect(partedBy(0)[0]).toEqual([1, 3, 5, 7, 9]);
  });
  it("have the ink of their own that all of them have, and none of the others", () => {
    const [one, two] = [Float32Array.of(1, 0.5, 0, 1), Float32Array.of(0.5, 0.5, 0.5, 1)];
    const { own, part } = ownInk([one, two], [Float32Array.of(0, 0.25, 0, 0), Float32Array.of(0.25, 0, 0, 1)]);
    expect([...own]).toEqual([0.25, 0.25, 0, 0]);
    expect(part).toBeCloseTo(0.5 / 2.5, 12);
    // One digit by itself has some: a shape for its own neuron to look for.
    expect(ownInk([one], [two]).part).toBeGreaterThan(0);
  });
});

describe("what is recorded of both", () => {
  it("is what the text says: the best of 30 epochs", () => {
    const best = (counts: readonly number[]) => (Math.max(...counts) / 100).toFixed(1);
    expect(fourBits.map(best)).toEqual(["92.7", "92.7", "92.6"]);
    expect(best(tenOutputs)).toBe("95.2");
  });
  it("comes out again: the first epoch with four outputs", async () => {
    const digits = await mnist();
    const workbench = await Workbench.open(recipeWith(4, 30), { digits: async () => digits });
    await workbench.step(5000);
    const { outputs } = await workbench.ask({ about: "outputs", set: "test" });
    const { labels } = digits.test.targets as { labels: ArrayLike<number> };
    expect(correctAmong(outputs, 4, labels)).toBe(fourBits[0][0]);
    await workbench.close();
  });
});
