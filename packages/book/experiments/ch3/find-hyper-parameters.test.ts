import { describe, expect, test } from "vitest";
import {
  findHyperParameters,
  type HyperParameters,
  isFalling,
  type Laboratory,
  type Problem,
  type Problems,
  workOfEpoch,
} from "./find-hyper-parameters.ts";

const base = { digits: 10, images: 1000, validation: 100, epochs: 6 } as const;
const problems: Problems = {
  signal: { ...base, hidden: 0, digits: 2 },
  roughRate: { ...base, hidden: 0 },
  rate: { ...base, hidden: 30 },
  penalty: { ...base, hidden: 30, images: 2000 },
  miniBatch: { ...base, hidden: 30, images: 3000 },
};

interface Truth {
  readonly threshold: number;
  readonly lambda: number;
  /** Mini-batches beyond this learn less from an image. */
  readonly miniBatch: number;
}

/** A made-up world: what a training shows is a formula. */
function world(truth: Truth) {
  const asked: [Problem, HyperParameters][] = [];
  const said: string[] = [];
  const laboratory: Laboratory = {
    say: (line) => said.push(line),
    async train(problem, settings) {
      asked.push([problem, settings]);
      const { learningRate, lambda, miniBatchSize } = settings;
      if (learningRate > 1e6) return { costs: [], accuracies: [0], validationCosts: [], diverged: true };
      const step = (10 * learningRate) / miniBatchSize;
      const rises = step > truth.threshold;
      const epochs = Array.from({ length: problem.epochs }, (_, epoch) => epoch + 1);
      const decays = Math.abs(Math.log10((lambda + 0.01) / truth.lambda));
      const pace = Math.min(1, truth.miniBatch / miniBatchSize) * Math.min(1, (10 * step) / truth.threshold);
      return {
        costs: epochs.map((epoch) => 2 + (rises ? 1 : -0.2 * Math.min(1, step)) * epoch),
        accuracies: epochs.map((epoch) =>
          lambda > 500 || (rises && problem.digits === 10)
            ? 10
            : 99 - 3 * decays - 50 / (1 + 3 * pace * epoch) - (pace < 0.01 ? 60 : 0),
        ),
        validationCosts: epochs.map((epoch) => decays + 1 / epoch),
        diverged: false,
      };
    },
  };
  return { laboratory, asked, said };
}

describe.each([
  { threshold: 0.5, lambda: 5, miniBatch: 10 },
  { threshold: 0.02, lambda: 0.2, miniBatch: 50 },
])("where the truth is %j", (truth) => {
  test.each([
    [10, 1000],
    [2e-7, 0],
    [3000, 50],
    [0.01, 1e6],
    [1e9, 3],
    [1e-10, 0.001],
  ])("η = %d and λ = %d lead to it", async (learningRate, lambda) => {
    const { laboratory, asked, said } = world(truth);
    const found = await findHyperParameters({ learningRate, lambda, miniBatchSize: 10 }, problems, laboratory);
    expect(found.threshold).toBeLessThanOrEqual(truth.threshold);
    expect(found.threshold).toBeGreaterThan(truth.threshold / 2.6);
    expect(found.learningRate).toBeCloseTo(found.threshold / 2, 12);
    expect(found.settings.lambda / truth.lambda).toBeGreaterThan(0.4);
    expect(found.settings.lambda / truth.lambda).toBeLessThan(2.6);
    expect(found.settings.miniBatchSize).toBe(truth.miniBatch);
    expect(found.settings.learningRate).toBeCloseTo((found.learningRate * truth.miniBatch) / 10, 12);

    const keys = asked.map((each) => JSON.stringify(each));
    expect(new Set(keys).size).toBe(keys.length);
    expect(found.trainings).toBe(keys.length);
    expect(found.work).toBe(
      asked.reduce((sum, [problem, { miniBatchSize }]) => sum + 6 * workOfEpoch(problem, miniBatchSize), 0),
    );
    expect(said[0]).toContain("The start: η = ");
    expect(said[2]).toContain("784-10, 1,000 images of zeros and ones");
    expect(said.at(-1)).toContain(`mini-batches of ${truth.miniBatch}, after ${keys.length} trainings`);
  });
});

test("an η with which the cost falls less far than with a smaller one is beyond the threshold", async () => {
  const { laboratory, said } = world({ threshold: 4, lambda: 5, miniBatch: 10 });
  const lazy: Laboratory = {
    ...laboratory,
    async train(problem, settings) {
      const seen = await laboratory.train(problem, settings);
      // Beyond 0.5 it never rises and gets nowhere.
      return settings.learningRate > 0.5 ? { ...seen, costs: seen.costs.map(() => 2) } : seen;
    },
  };
  const start = { learningRate: 0.01, lambda: 0, miniBatchSize: 10 };
  expect((await findHyperParameters(start, problems, lazy)).threshold).toBe(0.5);
  expect(said.join("\n")).toContain("falls, but less far than with a smaller η");
});

test("where nothing ever learns, it says so", async () => {
  const laboratory: Laboratory = {
    say: () => {},
    train: async () => ({ costs: [2, 2], accuracies: [10, 10], validationCosts: [3, 3], diverged: false }),
  };
  const start = { learningRate: 1, lambda: 0, miniBatchSize: 10 };
  await expect(findHyperParameters(start, problems, laboratory)).rejects.toThrow("no learning rate gives a signal");
});

test.each([
  [[3, 2, 1], false, true],
  [[3, 2, 2.09, 1], false, true],
  [[3, 2, 2.11, 1], false, false],
  [[3, 2, Number.NaN], false, false],
  [[], true, false],
  [[3, 2], true, false],
])("whether %j falls (diverged: %j): %j", (costs, diverged, falls) => {
  expect(isFalling({ costs, diverged })).toBe(falls);
});

test("work is counted for images and for mini-batches", () => {
  // 784-10: two multiply-adds of 7,840 weights for an image, two of each for a mini-batch.
  expect(workOfEpoch({ hidden: 0, images: 100 }, 10)).toBe(100 * 2 * 7840 + 10 * 2 * 7840);
  // With a hidden layer, the second is gone through backwards, too.
  expect(workOfEpoch({ hidden: 30, images: 5 }, 2)).toBe(5 * (2 * 23_520 + 3 * 300) + 3 * 2 * 23_820);
});
