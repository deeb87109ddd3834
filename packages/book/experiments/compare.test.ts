import { describe, expect, test } from "vitest";
import { readResults } from "../scripts/results.mjs";
import { compareResults, foreseeDifferences } from "./compare.ts";
import { type Experiment, findExperiment, type Point, type StoredResult, seriesOf } from "./index.ts";

const experiment = findExperiment("ch1/first-network");
const stored = readResults().find(({ name, seed }) => name === experiment.name && seed === 1) as StoredResult;
const [training] = stored.trainings;
const course = seriesOf(stored.measured, "course");

function differences(changes: Partial<StoredResult>, of: Pick<Experiment, "figures"> = experiment) {
  return compareResults(of, { ...stored, ...changes }, stored);
}

describe("two results", () => {
  test("are the same whatever the time, the machine, the threads and what a file does to numbers", () => {
    const trainings = [{ ...training, seconds: 1e6, trainingSeconds: 1e6, threads: 7 }];
    const versions = { ...stored.versions, node: "99.0.0" };
    expect(differences({ trainings, versions, seconds: 1e6, machine: "another" })).toEqual([]);
    const zero = { ...stored, measured: { ...stored.measured, accuracy: 0 } };
    const minus = { ...stored, measured: { ...stored.measured, accuracy: -0 } };
    expect(compareResults(experiment, minus, zero)).toEqual([]);
    const nan = (value: number) => ({ ...stored, measured: { ...stored.measured, accuracy: value } });
    expect(compareResults(experiment, nan(Number.NaN), nan(Number.POSITIVE_INFINITY))).toEqual([]);
    expect(compareResults(experiment, nan(Number.NaN), stored)).toHaveLength(1);
  });

  test("differ in a number", () => {
    const measured = { ...stored.measured, accuracy: 12 };
    const theirs = stored.measured.accuracy;
    expect(differences({ measured })).toEqual([{ kind: "number", figure: "accuracy", ours: 12, theirs }]);
    const figures = { ...experiment.figures, accuracy: { ...experiment.figures.accuracy, machine: true } };
    expect(differences({ measured }, { figures })).toEqual([]);
  });

  test("differ first in one point of a series, or in its length", () => {
    const other = course.map(([x, y]): Point => [x, x === 4 || x === 9 ? y + 1 : y]);
    expect(differences({ measured: { ...stored.measured, course: other } })).toEqual([
      { kind: "series", figure: "course", place: 4, ours: [4, course[4][1] + 1], theirs: course[4] },
    ]);
    expect(differences({ measured: { ...stored.measured, course: course.slice(0, 12) } })).toEqual([
      { kind: "series", figure: "course", place: 12, ours: undefined, theirs: course[12] },
    ]);
  });

  test("differ in a figure that only one of them has", () => {
    const { accuracy, ...less } = stored.measured;
    expect(differences({ measured: less })).toEqual([
      { kind: "number", figure: "accuracy", ours: undefined, theirs: accuracy },
    ]);
  });

  test("differ in the weights of a training, or in what explains them", () => {
    const ofTraining = (change: Partial<typeof training>) => differences({ trainings: [{ ...training, ...change }] });
    const about = { kind: "training", training: "" };
    expect(ofTraining({ sha256: "00" })).toEqual([{ ...about, what: "sha256", ours: "00", theirs: training.sha256 }]);
    const settings = { ...training.settings, regularization: { l1: 0, l2: 5 } };
    expect(ofTraining({ settings, sha256: "00" })).toEqual([
      { ...about, what: "training.regularization.l2", ours: 5, theirs: 0 },
    ]);
    expect(differences({ trainings: [] })).toEqual([{ ...about, what: "", ours: undefined, theirs: "" }]);
  });

  test("differ before anything is computed: form, version, data", () => {
    const data = { ...stored.data, test: "00" };
    const now = {
      form: "look",
      shortened: { epochs: 2, limit: 10 },
      data,
      versions: { nndl: "9.9.9", node: "" },
    } as const;
    expect(foreseeDifferences(now, stored)).toEqual([
      { kind: "form", ours: "look, 2 epochs, 10 images", theirs: "full" },
      { kind: "version", ours: "9.9.9", theirs: stored.versions.nndl },
      { kind: "data", set: "test", ours: "00", theirs: stored.data.test },
    ]);
    expect(foreseeDifferences({ form: "full", versions: stored.versions }, stored)).toEqual([]);
  });
});
