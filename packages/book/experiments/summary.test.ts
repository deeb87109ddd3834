import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { experimentOf } from "./experiment.ts";
import { type Figure, findExperiment, type Measured, summarize } from "./index.ts";
import { bestsOf } from "./judging/number.ts";
import type { Summarized } from "./summary.ts";

const base = findExperiment("ch1/average-darkness");

/** The judgement of one figure, over runs with these values. */
function judged(figure: Figure, values: readonly Measured[string][], changes: Partial<Summarized> = {}) {
  const experiment = experimentOf({ ...base, figures: { it: figure } });
  const runs = values.map(
    (value, i): Summarized => ({ name: base.name, seed: i + 1, form: "full", measured: { it: value }, ...changes }),
  );
  return summarize(experiment, runs).figures.it;
}

const percent = { kind: "number", title: "accuracy", unit: "%", book: 95.42, judge: { by: "seeds" } } as const;

describe("a number, by seeds", () => {
  test("has its least, median and largest", () => {
    expect(judged(percent, [95.5, 95.1, 95.3])).toMatchObject({ min: 95.1, median: 95.3, max: 95.5, book: 95.42 });
    expect(judged(percent, [95, 96, 97, 98]).median).toBe(96.5);
    expect(judged(percent, [95]).median).toBe(95);
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
    const { explanation, ...judgement } = judged(percent, values);
    expect(judgement.verdict).toBe(verdict);
    expect(explanation).toContain("95.42 %");
  });

  test("is not judged by few runs, by shorter ones, by an interval that says nothing, or without the book's", () => {
    const unjudged = (figure: Figure, values: number[], changes: Partial<Summarized> = {}) =>
      expect(judged(figure, values, changes)).toMatchObject({ verdict: "not judged" });
    unjudged(percent, [95.42, 95.42]);
    unjudged(percent, [95.1, 95.3, 95.5], { form: "look" });
    unjudged(percent, [95.1, 95.3, 95.5], { form: "quick" });
    unjudged(percent, [86, 95, 96]);
    unjudged({ kind: "number", title: "", unit: "%" }, [91, 91.5, 92]);
    unjudged(percent, [95.1, 95.3, Number.NaN]);
  });
});

describe("a number, by the best of three", () => {
  const best = { ...percent, judge: { by: "best of", runs: 3 } } as const;

  test("compares bests with the book's best, so that a run that gets stuck widens nothing", () => {
    const values = [86.1, 95.2, 95.3, 95.4, 95.1, 86.3, 95.5, 95.2, 95.1];
    expect(bestsOf(values, 3)).toEqual([95.3, 95.4, 95.5]);
    expect(judged(best, values)).toMatchObject({ verdict: "agrees" });
    expect(judged({ ...best, book: 96.59 }, values)).toMatchObject({ verdict: "ours is lower" });
    expect(judged(best, values.slice(0, 8))).toMatchObject({ verdict: "not judged" });
    expect(judged(best, values.slice(0, 8)).explanation).toContain("9 seeds");
  });

  test("takes the one that another figure chooses", () => {
    const experiment = experimentOf({
      ...base,
      figures: {
        it: { ...percent, judge: { by: "best of", runs: 3, chosenBy: "other" } },
        other: { kind: "number", title: "", unit: "%" },
      },
    });
    const run = (seed: number, it: number, other: number): Summarized => ({
      name: base.name,
      seed,
      form: "full",
      measured: { it, other },
    });
    expect(bestsOf([1, 2, 3, 4, 5, 6], 3, [0, 9, 1, 9, 0, 1])).toEqual([2, 4]);
    const few = summarize(experiment, [run(1, 95.3, 1), run(2, 95.4, 2), run(3, 95.5, 0)]);
    expect(few.figures.it).toMatchObject({ verdict: "agrees", explanation: expect.stringContaining("ours are few") });
  });
});

describe("a number, otherwise", () => {
  test("by equality, after one run", () => {
    const exact = { ...percent, book: 22.25, judge: { by: "equality" } } as const;
    expect(judged(exact, [22.25]).verdict).toBe("agrees");
    expect(judged(exact, [22.26])).toMatchObject({
      verdict: "ours is higher",
      explanation: expect.stringContaining("22.26"),
    });
  });

  test("by a range, where the book has words", () => {
    const above = { kind: "number", title: "", unit: "%", judge: { by: "range", from: 98.5 } } as const;
    expect([98.4, 98.5, 98.6].map((value) => judged(above, [value]).verdict)).toEqual([
      "ours is lower",
      "agrees",
      "agrees",
    ]);
    expect(judged({ ...above, judge: { by: "range", to: 12 } }, [13]).verdict).toBe("ours is higher");
  });

  test("by a factor", () => {
    const ratio = { kind: "number", title: "", unit: "×", book: 100, judge: { by: "ratio", within: 2 } } as const;
    expect([49, 50, 200, 201].map((value) => judged(ratio, [value]).verdict)).toEqual([
      "ours is lower",
      "agrees",
      "agrees",
      "ours is higher",
    ]);
  });
});

describe("a series", () => {
  const curve = {
    kind: "series",
    title: "",
    x: "epoch",
    y: "cost",
    book: Array.from({ length: 10 }, (_, x) => [x, 10] as const),
    judge: { by: "seeds" },
  } as const;
  const flat = (y: number, points = 10) => Array.from({ length: points }, (_, x) => [x, y] as const);

  test("agrees where nine of ten points lie in what seeds explain", () => {
    expect(judged(curve, [flat(9), flat(10), flat(11)])).toMatchObject({ verdict: "agrees" });
    expect(judged(curve, [flat(1), flat(1.1), flat(1.2)])).toMatchObject({ verdict: "differs" });
    expect(judged(curve, [flat(9), flat(10)])).toMatchObject({ verdict: "not judged" });
    expect(judged(curve, [flat(9, 5), flat(10, 5), flat(11, 5)]).explanation).toContain("5 points");
    expect(judged(curve, [flat(9, 0), flat(10, 0), flat(11, 0)])).toMatchObject({ verdict: "not judged" });
  });

  test("or to a factor of the median", () => {
    const ratio = { ...curve, judge: { by: "ratio", within: 2 } } as const;
    expect(judged(ratio, [flat(6)])).toMatchObject({ verdict: "agrees" });
    expect(judged(ratio, [flat(4)])).toMatchObject({ verdict: "differs" });
  });
});

describe("a claim", () => {
  const claim: Figure = { kind: "claim", title: "is large", holds: ({ it }) => typeof it === "number" && it > 3 };

  test("agrees where it holds in most runs, and says in how many", () => {
    expect(judged(claim, [4, 5, 1])).toMatchObject({ verdict: "agrees", explanation: "It holds for 2 of 3 seeds." });
    expect(judged(claim, [4, 1])).toMatchObject({ verdict: "differs" });
    expect(judged(claim, [4])).toMatchObject({ verdict: "agrees", explanation: "It holds." });
  });

  test("is judged in the quick form, unless it is about the whole", () => {
    expect(judged(claim, [4], { form: "quick" }).verdict).toBe("agrees");
    expect(judged({ ...claim, onlyInFull: true }, [4], { form: "quick" }).verdict).toBe("not judged");
    expect(judged(claim, [4], { form: "look" }).verdict).toBe("not judged");
  });
});

test("a summary's verdict is the worst of its figures'", () => {
  const run: Summarized = { name: base.name, seed: 1, form: "full", measured: { accuracy: 22.25, b: 1 } };
  const b = (book: number): Figure => ({ kind: "number", title: "", unit: "", book, judge: { by: "equality" } });
  const verdict = (more: Record<string, Figure>) =>
    summarize(experimentOf({ ...base, figures: { ...base.figures, ...more } }), [run]).verdict;
  expect([verdict({}), verdict({ b: b(1) }), verdict({ b: b(2) })]).toEqual(["agrees", "agrees", "ours is lower"]);
});

test("refuses no results and those of another experiment", () => {
  const first = findExperiment("ch1/first-network");
  expect(() => summarize(first, [])).toThrow(NndlError);
  const other: Summarized = { name: "ch3/tuned", seed: 1, form: "full", measured: {} };
  expect(() => summarize(first, [other])).toThrow("a result of ch3/tuned");
});
