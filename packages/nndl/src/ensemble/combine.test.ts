import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { averageOutputs, firstLargest, majorityVote } from "./combine.ts";

describe("the vote", () => {
  it.each([
    [[3], 3],
    [[4, 9, 9, 4, 7], 4],
    [[9, 4, 4, 9, 7], 9],
    [[7, 4, 9, 4, 9], 4],
    [[0, 1, 2, 3, 4], 0],
    [[5, 3, 3, 5, 3], 3],
  ])("of %j is %d", (predictions, winner) => {
    expect(majorityVote(predictions)).toBe(winner);
  });

  it("goes to a class that nobody outnumbers, and to the first met of these", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 9 }), (predictions) => {
        const votes = (value: number) => predictions.filter((other) => other === value).length;
        const most = Math.max(...predictions.map(votes));
        expect(majorityVote(predictions)).toBe(predictions.find((value) => votes(value) === most));
      }),
    );
  });

  it("of nobody is refused", () => {
    expect(refused(() => majorityVote([])).code).toBe("ensemble.members");
  });
});

describe("the average", () => {
  it("of distributions is a distribution", () => {
    expect(averageOutputs([Float32Array.of(1, 0, 0), Float32Array.of(0, 0.5, 0.5)])).toEqual(
      Float32Array.of(0.5, 0.25, 0.25),
    );
  });

  it("of one member is that member's", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, noNaN: true, noDefaultInfinity: true }), (outputs) => {
        expect(averageOutputs([outputs]).map((value) => value + 0)).toEqual(outputs.map((value) => value + 0));
      }),
    );
  });

  it("refuses nobody, and members with different questions", () => {
    expect(refused(() => averageOutputs([])).code).toBe("ensemble.members");
    expect(refused(() => averageOutputs([new Float32Array(2), new Float32Array(3)])).code).toBe("ensemble.members");
  });
});

it("the first of the largest", () => {
  expect([[1], [1, 3, 3], [2, 1, 2], [-5, -4]].map(firstLargest)).toEqual([0, 1, 0, 1]);
});
