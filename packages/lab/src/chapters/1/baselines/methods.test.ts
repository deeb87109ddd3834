import { experiments } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { readResults } from "../../../../../book/scripts/results.mjs";
import { commandOf, errors, methods, placeOf, sentenceOf } from "./methods.ts";

const recorded = readResults();
/** What nobody has had the hours for yet has no bar of ours. */
const isRun = (experiment: string | undefined) =>
  experiments.some(({ name, status }) => name === experiment && status !== "not run yet");

describe("methods", () => {
  test("have our results from the record, and none of their own", () => {
    const all = methods(recorded);
    const darkness = all.find(({ experiment }) => experiment === "ch1/average-darkness")!;
    expect(darkness.ours).toContain(22.25);
    for (const { experiment, ours } of all) expect(ours.length > 0, experiment).toBe(isRun(experiment));
    expect(methods([]).every(({ ours }) => ours.length === 0)).toBe(true);
    const one = [{ name: "ch1/wider", measured: { accuracy: 12 } }];
    expect(methods(one).find(({ experiment }) => experiment === "ch1/wider")!.ours).toEqual([12]);
  });
});

test("the stretched scale gives every tenth of the errors equal room", () => {
  expect(placeOf(0, true)).toBeCloseTo(0, 12);
  expect([90, 99, 99.9].map((percent) => placeOf(percent, true))).toEqual(
    [1 / 3, 2 / 3, 1].map((place) => expect.closeTo(place, 9)),
  );
  expect(placeOf(100, true)).toBe(1);
  expect(placeOf(25, false)).toBe(0.25);
});

test("errors are counted in 10,000 images", () => {
  expect(errors(95)).toBe(500);
  expect(errors(99.79)).toBe(21);
});

test("a method's command is of an experiment that there is, with as many seeds as it shows", () => {
  const names = new Set(experiments.map(({ name }) => name));
  for (const method of methods(recorded)) {
    const [, name, seeds] = /^npx nndl reproduce (\S+)(?: --seeds (\d+))?$/.exec(commandOf(method) ?? "") ?? [];
    expect(name === undefined || names.has(name), method.name).toBe(true);
    if (name !== undefined) expect(Number(seeds ?? 1)).toBe(Math.max(1, method.ours.length));
    expect(sentenceOf(method)).not.toMatch(/undefined|NaN| {2}/);
  }
  const first = methods(recorded).find(({ experiment }) => experiment === "ch1/first-network")!;
  const several = { ...first, ours: [95.2, 95.6, 94.9] };
  expect(sentenceOf(several).replaceAll("\u00a0", " ")).toContain(
    "95.42 % in the book, 458 errors in 10,000; here 95.60 %, 95.20 %, 94.90 % with 3 seeds, each at its best epoch.",
  );
  // More than one reads: the bars show them.
  const many = sentenceOf({ ...first, ours: [95, 96, 90, 94, 93, 92] }).replaceAll("\u00a0", " ");
  expect(many).toContain("here 96.00 % at best, 90.00 % at worst, and half of them above 93.00 %, with 6 seeds");
});
