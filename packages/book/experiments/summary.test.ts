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
    // 95 ± 4.303 × 0.1 × √(4/3): up to 95.497, from 94.503; moved to either side of the book's 95.42.
    [[94.83, 94.93, 95.03], "agrees"],
    [[94.82, 94.92, 95.02], "ours is lower"],
    [[95.81, 95.91, 96.01], "agrees"],
    [[95.82, 95.92, 96.02], "ours is higher"],
    // More runs know better: ± 2.776 × 0.1581 × √(6/5) = 0.481.
    [[94.74, 94.84, 94.94, 95.04, 95.14], "agrees"],
    [[94.73, 94.83, 94.93, 95.03, 95.13], "ours is lower"],
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
