import { describe, expect, test } from "vitest";
import { demo, trainWithPatience } from "./early-stopping.ts";
import { asTraining, type TestPair, tinyDigits } from "./examples.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

const digits = tinyDigits(10, new Random(1));

/** A network that does not learn, but reports the accuracies it was given. */
class Scripted extends Network {
  readonly rates: number[] = [];
  #script: number[];
  constructor(script: number[]) {
    super([15, 10], new Random(1));
    this.#script = script;
  }
  override sgd(...[, , , eta]: Parameters<Network["sgd"]>): ReturnType<Network["sgd"]> {
    this.rates.push(eta);
    return { evaluationCost: [], evaluationAccuracy: [], trainingCost: [], trainingAccuracy: [] };
  }
  override accuracy(): number {
    return this.#script[this.rates.length - 1] ?? 0;
  }
}

function run(script: number[], n: number, times: number) {
  const evaluation: TestPair[] = digits;
  return trainWithPatience(new Scripted(script), asTraining(digits), evaluation, 10, 8, { n, times });
}

describe("patience", () => {
  test("runs out after n epochs without improvement; equal is no improvement", () => {
    expect(run([5, 6, 6, 5, 7, 7, 7, 7], 3, 1)).toEqual({
      accuracies: [5, 6, 6, 5, 7, 7, 7, 7],
      etas: [8, 8, 8, 8, 8, 8, 8, 8],
      bestEpoch: 4,
    });
  });

  test("then halves the learning rate, and begins again", () => {
    const { etas, bestEpoch } = run([5, 5, 5, 6, 6, 6], 2, 3);
    expect(etas).toEqual([8, 8, 8, 4, 4, 4, 2, 2]);
    expect(bestEpoch).toBe(3);
  });

  test("seven times stops when the learning rate has fallen to 1/128", () => {
    const { etas } = run([5], 1, 7);
    expect(etas.at(-1)! / 2).toBe(8 / 128);
  });

  test("a network that never gets one right stops as well", () => {
    expect(run([], 4, 1).accuracies).toEqual([0, 0, 0, 0, 0]);
  });

  test("bad input is refused", () => {
    expect(() => run([], 0, 1)).toThrow("n must be a whole number of epochs");
    expect(() => run([], 1, 0)).toThrow("times must be");
    expect(() => trainWithPatience(new Scripted([]), asTraining(digits), [], 10, 1, { n: 1, times: 1 })).toThrow(
      "needs evaluation data",
    );
  });
});

test("the demonstration runs longer when it may slow down", () => {
  const [stopping, slowing] = demo().map((line) => Number(line.match(/: (\d+) epochs/)![1]));
  expect(slowing).toBeGreaterThan(stopping);
});
