import type { EpochEvent, MiniBatchEvent } from "nndl";
import { expect, it } from "vitest";
import { Teller } from "./progress.ts";

const standing = { step: 0, steps: 100, stepsPerEpoch: 10, epoch: 0, epochs: 10, threads: 1 };
const batch = (step: number, cost = 1): MiniBatchEvent => ({
  type: "mini-batch",
  epoch: 0,
  epochs: 10,
  step,
  steps: 100,
  cost,
  learningRate: 0.5,
});
const epoch = (index: number): EpochEvent => ({
  type: "epoch",
  index,
  epochs: 10,
  step: 10 * (index + 1),
  steps: 100,
  learningRate: 0.5,
  seconds: 1,
  examplesPerSecond: 1,
  evaluations: {},
});

it("tells at most thirty times a second, and everything once", () => {
  const teller = new Teller(10, 0);
  expect(teller.isDue(0)).toBe(true);
  teller.hear(batch(5, 3), 0);
  teller.hear(batch(10, 2), 0);
  teller.hear(epoch(0), 1);
  const first = teller.tell(standing, 1000);
  expect(first.costs).toEqual([
    { step: 5, cost: 3, count: 5 },
    { step: 10, cost: 2, count: 5 },
  ]);
  expect(first.records).toEqual([{ index: 0, learningRate: 0.5, evaluations: {} }]);
  expect([teller.isDue(1030), teller.isDue(1034)]).toEqual([false, true]);
  const second = teller.tell(standing, 1034);
  expect([second.costs, second.records]).toEqual([[], []]);
});

it("measures training, not measuring; and epochs that say nothing else", () => {
  const teller = new Teller(10, 0);
  teller.hear(batch(5), 100);
  teller.hear(batch(10), 100);
  teller.hear(epoch(0), 5000);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(500);
  const short = new Teller(10, 0);
  for (let i = 0; i < 5; i++) short.hear(epoch(i), 100);
  expect(short.tell(standing, 0).imagesPerSecond).toBe(1000);
  // What began with waiting for the engine says nothing about speed.
  const fresh = new Teller(10, 0);
  fresh.hear(batch(5), 0);
  expect(fresh.tell(standing, 0)).not.toHaveProperty("imagesPerSecond");
});
