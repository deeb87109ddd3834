import { expect, it } from "vitest";
import { readResults } from "../../../../../book/scripts/results.mjs";
import { bySize, constant, halving, rates, stoppedAfter } from "./recorded.ts";

const stored = (name: string) => readResults().find((run) => run.name === name && run.seed === 1)!.measured;

it("is what is published of the halving schedule", () => {
  const { validation, constantValidation, rate, stoppedEpochs } = stored("ch3/halving-schedule");
  const counts = (series: unknown) => (series as [number, number][]).map(([, count]) => count);
  expect([halving, constant]).toEqual([counts(validation), counts(constantValidation)]);
  expect(stoppedAfter).toBe(stoppedEpochs);
  const at = (epoch: number) => rates.findLast(([from]) => from <= epoch)![1];
  for (const [epoch, wanted] of rate as [number, number][]) expect(at(epoch)).toBe(wanted);
});

it("is what is published of mini-batches", () => {
  const measured = stored("ch3/way-out");
  for (const size of [1, 10, 100] as const) {
    const course = measured[`course${size}`] as [number, number][];
    expect(bySize[size]).toEqual(
      course.map(([work, percent]) => [expect.closeTo(work, 4), expect.closeTo(percent, 2)]),
    );
  }
});
