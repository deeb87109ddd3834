import { describe, expect, test, vi } from "vitest";
import { findBest, findThreshold, spentTo, times, written } from "./hyper-parameter-steps.ts";

describe("the threshold of η", () => {
  const upTo = (threshold: number) => vi.fn(async (learningRate: number) => learningRate <= threshold);

  test.each([
    [0.01, 0.5, 0.5],
    [0.01, 0.3, 0.2],
    [10, 0.25, 0.2],
    [1000, 0.0099, 0.005],
    [1e-6, 1, 1],
    [3e-7, 1, 0.6],
    [0.3, 2, 1.5],
  ])("from %d, where it is %d, it comes to %d", async (start, threshold, found) => {
    const falls = upTo(threshold);
    const said: string[] = [];
    expect(await findThreshold(start, falls, (line) => said.push(line))).toBe(found);
    const asked = falls.mock.calls.map(([learningRate]) => learningRate);
    expect(new Set(asked).size).toBe(asked.length);
    expect(said.join()).toContain(`η = ${found}`);
  });

  test.each([
    ["every η does", true],
    ["none does", false],
  ])("where %s, it says so instead of going on for ever", async (_, answer) => {
    await expect(
      findThreshold(
        1,
        async () => answer,
        () => {},
      ),
    ).rejects.toThrow(RangeError);
  });
});

describe("the best value", () => {
  const peakAt = (peak: number) => vi.fn(async (value: number) => -Math.abs(Math.log(value / peak)));

  test.each([
    [1, 5, 5],
    [1, 1, 1],
    [1, 0.002, 0.002],
    [1, 2000, 2000],
    [1, 30, 20],
    [3, 30, 30],
  ])("from %d, where it is %d, it comes to %d", async (start, peak, found) => {
    const score = peakAt(peak);
    expect(await findBest(start, score)).toBe(found);
    const asked = score.mock.calls.map(([value]) => value);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("where all are equal, it is the first", async () => {
    expect(await findBest(1, async () => 0)).toBe(1);
  });

  test("where it gets better without end, it says so", async () => {
    await expect(findBest(1, async (value) => value)).rejects.toThrow(RangeError);
  });
});

describe("what an accuracy takes", () => {
  const course = [
    { spent: 10, accuracy: 50 },
    { spent: 20, accuracy: 80 },
    { spent: 30, accuracy: 70 },
    { spent: 40, accuracy: 90 },
  ];

  test.each([
    [25, 5],
    [50, 10],
    [65, 15],
    [75, 18 + 1 / 3],
    [80, 20],
    [85, 37.5],
    [91, Number.POSITIVE_INFINITY],
  ])("%d % %s", (goal, spent) => expect(spentTo(goal, course)).toBeCloseTo(spent, 12));

  test("nothing reaches nothing", () => expect(spentTo(1, [])).toBe(Number.POSITIVE_INFINITY));
});

test("steps by ten, two and five keep their few digits", () => {
  let value = 1e-7;
  for (let i = 0; i < 9; i++) value = times(value, 10);
  expect(value).toBe(100);
  expect([0.25, 1000, 3.7e-7, 0].map(written)).toEqual(["0.25", "1,000", "3.7 · 10^-7", "0"]);
});
