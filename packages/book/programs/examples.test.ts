import { describe, expect, test } from "vitest";
import {
  argmax,
  asTraining,
  checkExamples,
  checkTraining,
  labelOf,
  miniBatches,
  outputOf,
  tinyDigits,
  vectorizedResult,
} from "./examples.ts";
import { Random } from "./random.ts";

describe("wanted outputs", () => {
  test("argmax takes the first of equals", () => {
    expect(argmax([1, 3, 3])).toBe(1);
    expect(argmax([-2, -1])).toBe(1);
  });

  test("a label and its output are two forms of the same thing", () => {
    expect(vectorizedResult(2, 4)).toEqual([0, 0, 1, 0]);
    for (let label = 0; label < 4; label++) {
      expect(labelOf(outputOf(label, 4))).toBe(label);
      expect(labelOf(label)).toBe(label);
    }
    expect(outputOf([0.5, 0.5], 2)).toEqual([0.5, 0.5]);
  });

  test.each([-1, 4, 1.5, Number.NaN])("%s is no label for four outputs", (label) => {
    expect(() => vectorizedResult(label, 4)).toThrow("whole number from 0 to 3");
  });
});

describe("mini-batches", () => {
  const letters = ["a", "b", "c", "d", "e"];

  test("follow the order, and the last may be short", () => {
    expect(miniBatches(letters, [4, 0, 3, 1, 2], 2)).toEqual([["e", "a"], ["d", "b"], ["c"]]);
    expect(miniBatches(letters, [0, 1, 2, 3, 4], 99)).toEqual([letters]);
  });

  test.each([[[0, 1, 2, 3]], [[0, 1, 2, 3, 3]], [[0, 1, 2, 3, 5]], [[0, 1, 2, 3, 0.5]], [[0, 1, 2, 3, -1]]])(
    "the order %j is refused",
    (order) => {
      expect(() => miniBatches(letters, order, 2)).toThrow("each of the 5 examples once");
    },
  );
});

describe("nonsense is refused before training", () => {
  const good = asTraining(tinyDigits(10, new Random(1)));
  const sizes = [15, 10];

  test.each([
    ["no data", () => checkTraining(sizes, [], 1, 1, 1), "empty"],
    ["epochs 0", () => checkTraining(sizes, good, 0, 1, 1), "epochs must be"],
    ["epochs 1.5", () => checkTraining(sizes, good, 1.5, 1, 1), "received 1.5"],
    ["mini-batch 0", () => checkTraining(sizes, good, 1, 0, 1), "miniBatchSize must be"],
    ["mini-batch NaN", () => checkTraining(sizes, good, 1, Number.NaN, 1), "received NaN"],
    ["eta 0", () => checkTraining(sizes, good, 1, 1, 0), "eta must be"],
    ["eta infinite", () => checkTraining(sizes, good, 1, 1, Number.POSITIVE_INFINITY), "received Infinity"],
    ["other inputs", () => checkTraining([14, 10], good, 1, 1, 1), "training example 0 does not fit"],
    ["other outputs", () => checkTraining([15, 9], good, 1, 1, 1), "15 inputs and 9 outputs"],
    [
      "a label too many",
      () =>
        checkExamples(
          [1, 2],
          [
            [[0], 1],
            [[0], 2],
          ],
          "test",
        ),
      "test example 1 does not fit",
    ],
    ["a short output", () => checkExamples([1, 2], [[[0], [1]]], "test"), "test example 0 does not fit"],
  ])("%s", (_name, run, words) => {
    expect(run).toThrow(words);
  });

  test("and sense is not", () => {
    expect(() => checkTraining(sizes, good, 1, 100, 0.1)).not.toThrow();
  });
});

test("tiny digits are all ten in turn, and without noise all different", () => {
  const digits = tinyDigits(20, new Random(1), 0);
  expect(digits.map(([, label]) => label)).toEqual([...Array(20).keys()].map((i) => i % 10));
  expect(new Set(digits.map(([x]) => x.join(""))).size).toBe(10);
  expect(digits[1][0].join("")).toBe("010110010010111");
});
