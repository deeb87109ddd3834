import { describe, expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { correctAmong, numberOf, recipeWith } from "./bits.ts";

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
