import { findExperiment, type Point, type StoredResult, seriesOf } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { differenceLines } from "./difference-lines.ts";
import { type Recorded, recordedOf } from "./recorded.ts";
import { storedOf } from "./stored-results.ts";

const experiment = findExperiment("ch1/first-network");
const stored = storedOf(experiment, 1, "full");
const theirs = stored?.result as StoredResult;
const [training] = theirs.trainings;
const course = seriesOf(theirs.measured, "course");

function lines(changes: Partial<StoredResult>): string[] {
  const result = { ...theirs, ...changes };
  const recorded = recordedOf(experiment, { result }, stored) as Recorded;
  return differenceLines(experiment, result, recorded);
}

const ofTraining = (change: Partial<typeof training>) => lines({ trainings: [{ ...training, ...change }] })[0];
const ofMeasured = (change: StoredResult["measured"]) => lines({ measured: { ...theirs.measured, ...change } })[0];

describe("what differs is told", () => {
  test("of figures: both values, with all digits where they would look the same", () => {
    expect(ofMeasured({ accuracy: 12 })).toBe(
      `test accuracy: 12.00 %, recorded ${Number(theirs.measured.accuracy).toFixed(2)} %`,
    );
    const near = Number(theirs.measured.accuracy) + 1e-5;
    expect(ofMeasured({ accuracy: near })).toContain(`test accuracy: ${near}, recorded `);
  });

  test("of series: where they part", () => {
    const [x, y] = course[7];
    const other = course.map(([at, value]): Point => [at, at >= 7 ? value - 1000 : value]);
    const count = (value: number) => value.toLocaleString("en");
    expect(ofMeasured({ course: other })).toBe(
      `test images read correctly: first at epoch ${x}: ${count(y - 1000)}, recorded ${count(y)}`,
    );
    expect(ofMeasured({ course: course.slice(0, 3) })).toBe(
      "test images read correctly: ends before epoch 3, where the recorded one goes on",
    );
    expect(ofMeasured({ course: [...course, [30, 5]] })).toBe(
      "test images read correctly: goes on at epoch 30, where the recorded one has ended",
    );
    expect(ofMeasured({ course: [] })).toBe("test images read correctly: only recorded");
    expect(ofMeasured({ course: [[0.5, 1]] })).toMatch(/first at point 1: 1 at epoch 0.5, recorded [\d,]+ at epoch 0$/);
  });

  test("of trainings: their weights, or the first setting that explains it", () => {
    expect(ofTraining({ sha256: "0".repeat(64) })).toMatch(
      /^the training: the final weights: 0{16}…, recorded [0-9a-f]{16}…$/,
    );
    const settings = { ...training.settings, learningRate: 0.5 };
    expect(ofTraining({ settings, sha256: "00" })).toBe("the training: training.learningRate: 0.5, recorded 3");
    expect(lines({ trainings: [] })[0]).toBe("the training: only recorded, not here");
    expect(lines({ trainings: [training, { ...training, name: "two" }] })[0]).toBe(
      'the training "two": only here, not recorded',
    );
  });

  test("and on what both were made: versions, processor, data", () => {
    const told = lines({ versions: { nndl: "9.0.0", node: "99.1.0" }, machine: "Abacus", form: "quick" });
    expect(told.slice(0, 2)).toEqual([
      "the form: quick, recorded full",
      `the version of nndl: 9.0.0, recorded ${theirs.versions.nndl}`,
    ]);
    expect(told.at(-2)).toBe(
      `here: nndl 9.0.0, Node 99.1.0, Abacus, training images ${theirs.data.training.slice(0, 16)}…`,
    );
    expect(told.at(-1)).toContain(`recorded: nndl ${theirs.versions.nndl}, Node ${theirs.versions.node}, `);
  });

  test("but not without end", () => {
    const trainings = Array.from({ length: 99 }, (_, i) => ({ ...training, name: `n${i}` }));
    expect(lines({ trainings })).toHaveLength(12 + 3);
  });
});

test("another version alone leaves a result the same", () => {
  const result = { ...theirs, versions: { ...theirs.versions, nndl: "9.0.0" } };
  expect(recordedOf(experiment, { result }, stored)).toMatchObject({
    isSame: true,
    differences: [{ kind: "version" }],
  });
});
