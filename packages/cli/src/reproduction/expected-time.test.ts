import { findExperiment, type StoredResult } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { expectedSeconds, secondsLeft, type Timing } from "./expected-time.ts";
import { storedOf } from "./stored-results.ts";

const queued = (expected?: number): Timing => ({ state: "queued", expected, elapsed: 0 });
const over = (expected: number | undefined, elapsed: number, from = 0): Timing => ({
  state: "over",
  expected,
  elapsed,
  from,
});

describe("the time that is left", () => {
  test("is what was stored, shared among those that work at a time", () => {
    expect(secondsLeft([queued(10), queued(20), queued(5)], 1)).toBe(35);
    expect(secondsLeft([queued(10), queued(20), queued(5)], 2)).toBe(20);
    expect(secondsLeft([queued(10), queued(20), queued(5)], 8)).toBe(20);
    expect(secondsLeft([over(3, 3)], 2)).toBe(0);
  });

  test("is scaled by what this machine has needed so far", () => {
    expect(secondsLeft([over(10, 30), queued(20)], 1)).toBe(60);
    // The half of a run was trained before an interrupt.
    expect(secondsLeft([over(10, 15, 0.5), queued(20)], 1)).toBe(60);
    const running: Timing = { state: "running", expected: 100, elapsed: 50, fraction: 0.5, from: 0.25 };
    expect(secondsLeft([running, queued(10)], 2)).toBe(100);
    expect(secondsLeft([running, queued(200)], 2)).toBe(400);
  });

  test("takes the mean for what nobody has stored, and is unknown where nothing is known", () => {
    expect(secondsLeft([queued(10), queued(30), queued()], 1)).toBe(60);
    expect(secondsLeft([queued()], 1)).toBeUndefined();
    expect(secondsLeft([{ state: "running", expected: undefined, elapsed: 3 }], 1)).toBeUndefined();
    expect(secondsLeft([{ state: "running", expected: undefined, elapsed: 3, fraction: 0.5 }], 1)).toBe(3);
  });

  test("is never none while something works, and never without number", () => {
    expect(secondsLeft([{ state: "running", expected: 10, elapsed: 500 }], 1)).toBe(0.5);
    expect(secondsLeft([{ state: "running", expected: 10, elapsed: 0, fraction: 0 }], 1)).toBe(10);
    expect(secondsLeft([], 1)).toBe(0);
  });
});

test("a look takes the share of the stored run that it learns", () => {
  const experiment = findExperiment("ch3/tuned");
  const { seconds } = (storedOf(experiment, 1, "full")?.result ?? expect.fail()) as StoredResult;
  expect(expectedSeconds(experiment, {})).toBe(seconds);
  expect(expectedSeconds(experiment, { epochs: 6, limit: 5000 })).toBeCloseTo(seconds / 100);
  const darkness = findExperiment("ch1/average-darkness");
  expect(expectedSeconds(darkness, {})).toBeGreaterThan(0);
  expect(expectedSeconds({ ...darkness, name: "ch1/nothing" }, {})).toBeUndefined();
});
