import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { type ExperimentResult, findExperiment, summarize } from "./index.ts";

const first = findExperiment("ch1/first-network");

function results(values: number[], changes: Partial<ExperimentResult> = {}): ExperimentResult[] {
  return values.map((value, i) => ({
    name: first.name,
    seed: i + 1,
    value,
    count: 10_000,
    correct: [Math.round(value * 100)],
    bestEpoch: 0,
    asInBook: true,
    seconds: 1,
    ...changes,
  }));
}

describe("a summary", () => {
  test("orders the runs: min, median, max", () => {
    expect(summarize(first, results([95.5, 95.1, 95.3]))).toMatchObject({
      name: "ch1/first-network",
      seeds: [1, 2, 3],
      min: 95.1,
      median: 95.3,
      max: 95.5,
      book: 95.42,
    });
    expect(summarize(first, results([95, 96, 97, 98])).median).toBe(96.5);
    expect(summarize(first, results([95])).median).toBe(95);
  });

  test.each([
    [[95.1, 95.3, 95.5], "agrees"],
    // The book's 95.42 is exactly three times as far from the median as the farthest run.
    [[95.1, 95.3, 95.34], "agrees"],
    [[95.1, 95.3, 95.33], "ours is lower"],
    [[95.51, 95.54, 96], "ours is higher"],
    [[95.5, 95.54, 96], "agrees"],
    // A stuck run explains low figures and no high ones.
    [[86, 95.2, 95.26], "ours is lower"],
    [[86, 96, 96.1], "agrees"],
    [[95.42, 95.42, 95.42], "agrees"],
    [[95.41, 95.41, 95.41], "ours is lower"],
  ])("runs of %j: %s", (values, verdict) => {
    const summary = summarize(first, results(values));
    expect(summary.verdict).toBe(verdict);
    expect(summary.explanation).toContain("95.42 %");
  });

  test("judges nothing where there is nothing to judge by", () => {
    expect(summarize(first, results([95.42, 95.42]))).toMatchObject({ verdict: "not judged" });
    expect(summarize(first, results([95.1, 95.3, 95.5], { seed: 1 }))).toMatchObject({ verdict: "not judged" });
    expect(summarize(first, results([95.1, 95.3, 95.5], { asInBook: false }))).toMatchObject({ verdict: "not judged" });
    const noFigure = findExperiment("ch1/no-hidden-layer");
    const summary = summarize(noFigure, results([91, 91.5, 92], { name: noFigure.name }));
    expect(summary).toMatchObject({ verdict: "not judged", explanation: "The book gives no figure." });
    expect(summary.book).toBeUndefined();
  });

  test("holds a result without chance to the very figure, after one run", () => {
    const darkness = findExperiment("ch1/average-darkness");
    const of = (value: number) => summarize(darkness, results([value], { name: darkness.name })).verdict;
    expect(of(22.25)).toBe("agrees");
    expect(of(22.26)).toBe("ours is higher");
  });

  test("refuses no results and those of another experiment", () => {
    expect(() => summarize(first, [])).toThrow(NndlError);
    expect(() => summarize(first, results([95], { name: "ch3/tuned" }))).toThrow("a result of ch3/tuned");
  });
});
