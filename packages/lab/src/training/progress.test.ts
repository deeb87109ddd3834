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
  const teller = new Teller({ images: 100, steps: 10 }, 0);
  expect(teller.isDue(0)).toBe(true);
  teller.hear(batch(5, 3), undefined);
  teller.measured({ step: 7, set: "test", count: 1000, dataCost: 0.5, accuracy: 0.25 });
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
  expect(first.early).toEqual([{ step: 7, set: "test", count: 1000, dataCost: 0.5, accuracy: 0.25 }]);
  expect([second.costs, second.records, second.early]).toEqual([[], [], []]);
  teller.hear({ ...epoch(1), clipped: 0.25 }, 1);
  expect(teller.tell(standing, 2000).records[0]?.clipped).toBe(0.25);
});

it("measures training since the run began: not measuring, and what waiting for the engine took", () => {
  const teller = new Teller({ images: 100, steps: 10 }, 0);
  teller.hear(batch(1), undefined);
  teller.hear(batch(5), 100);
  // Too short to be told from nothing by a coarse clock.
  expect(teller.tell(standing, 0)).not.toHaveProperty("imagesPerSecond");
  teller.hear(batch(9), 100);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(400);
  // The run itself says how long a whole epoch took, whatever was waited for its event.
  teller.hear(epoch(0), 5000);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(100);
  teller.hear(batch(15), 500);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(100);
  // An average: one slow moment does not make it jump.
  teller.hear(batch(16), 600);
  expect(teller.tell(standing, 0).imagesPerSecond).toBeCloseTo(160 / 2.1, 9);
});

it("measures an epoch that it did not see begin by what it saw of it", () => {
  const teller = new Teller({ images: 95, steps: 10 }, 4);
  teller.hear(batch(5), undefined);
  teller.hear(batch(9), 200);
  teller.hear(epoch(0), 5000);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(190);
});

it("counts how slowly one wants to go, and begins anew at another pace", () => {
  const teller = new Teller({ images: 100, steps: 10 }, 0);
  teller.hear(batch(1), undefined);
  for (let step = 2; step <= 6; step++) {
    teller.waited(990);
    teller.hear(batch(step), 10);
  }
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(10);
  teller.startClock();
  expect(teller.tell(standing, 0)).not.toHaveProperty("imagesPerSecond");
  teller.hear(batch(8), 200);
  expect(teller.tell(standing, 0).imagesPerSecond).toBe(100);
});
