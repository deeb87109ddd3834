import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { EnsembleFolder } from "../ensemble/folder.ts";
import { writeExperiment, writeRun } from "../testing/run-folders.ts";
import { temporaryDirectory } from "../testing/small-data.ts";
import { lock } from "../training/lock.ts";
import { bestAndLast, coursesOf, epochsOf, secondsOf } from "./figures.ts";
import { listRuns } from "./list-runs.ts";
import { isRun, readRun } from "./read-run.ts";
import type { Run } from "./run.ts";

let base: string;

beforeEach(() => {
  base = temporaryDirectory();
});

function run(path: string): Run {
  const found = readRun(path);
  if (!isRun(found)) throw new Error(`no run: ${found?.why}`);
  return found;
}

function whyLeftAlone(path: string): string {
  const found = readRun(path);
  return found === undefined || isRun(found) ? "" : found.why;
}

describe("the folder of a training", () => {
  test("tells its epochs, the best and the last, its time and the hash on its card", () => {
    writeRun(join(base, "a"));
    const found = run(join(base, "a"));
    expect([found.state, epochsOf(found), bestAndLast(found), secondsOf(found)]).toEqual([
      "finished",
      [3, 3],
      ["95.00 % (1)", "94.00 %"],
      6,
    ]);
    expect(found.training?.sha256).toBe("0123456789abcdef".repeat(4));
    expect(coursesOf(found.training!).map(({ name, best }) => [name, best])).toEqual([
      ["test accuracy", [1, 0.95]],
      ["test cost", [1, 1 - 0.95]],
    ]);
  });

  test("is interrupted without a network, and running while somebody has it", () => {
    const { path } = writeRun(join(base, "a"), { accuracies: [0.5], finished: false });
    expect([run(path).state, epochsOf(run(path))]).toEqual(["interrupted", [1, 3]]);
    const unlock = lock(path);
    expect(run(path).state).toBe("running");
    unlock();
    expect(run(path).state).toBe("interrupted");
  });

  test("counts lines that a crash or anybody else left half written, and has the rest", () => {
    const folder = writeRun(join(base, "a"));
    appendFileSync(folder.metrics, '{"epoch":3,"evalu');
    expect(run(folder.path).training).toMatchObject({ unreadable: 1, epochs: { length: 3 } });
    for (const line of [
      "null",
      "[]",
      "{}",
      '{"epoch":1.5}',
      '{"epoch":4,"learningRate":1,"seconds":1,"evaluations":{"test":{"cost":"low"}}}',
    ])
      writeFileSync(folder.metrics, `\n${line}`, { flag: "a" });
    expect(run(folder.path).training).toMatchObject({ unreadable: 6, epochs: { length: 3 } });
  });

  test("without any epoch has no figures", () => {
    const { path, metrics } = writeRun(join(base, "a"), { accuracies: [], finished: false });
    expect([bestAndLast(run(path)), secondsOf(run(path)), epochsOf(run(path))]).toEqual([["", ""], undefined, [0, 3]]);
    rmSync(metrics);
    expect(epochsOf(run(path))).toEqual([0, 3]);
  });
});

describe("the folder of an experiment", () => {
  test("has its main figure once it is finished", () => {
    const path = join(base, "a");
    writeExperiment(path, { name: "ch1/average-darkness" });
    expect(run(path)).toMatchObject({ state: "interrupted", experiment: { name: "ch1/average-darkness", seed: 1 } });
    writeExperiment(path, { name: "ch1/average-darkness", measured: { accuracy: 22.25 } });
    expect([run(path).state, bestAndLast(run(path)), secondsOf(run(path))]).toEqual(["finished", ["", "22.25 %"], 7]);
  });

  test("may be a training at the same time, or have some in it", () => {
    const { path } = writeRun(join(base, "a"));
    writeExperiment(path, { name: "ch3/regularized", form: "quick" });
    writeRun(join(path, "trainings", "one"));
    writeRun(join(path, "trainings", "two"));
    expect(run(path)).toMatchObject({ state: "interrupted", training: {}, experiment: { trainings: { length: 2 } } });
  });

  test("that this version does not know has no figure, and is listed", () => {
    writeExperiment(join(base, "a"), { name: "ch9/unknown", measured: { accuracy: 1 } });
    expect(bestAndLast(run(join(base, "a")))).toEqual(["", ""]);
  });
});

test("an ensemble is as far as its members are", () => {
  const folder = new EnsembleFolder(join(base, "five"));
  folder.write({ members: 2, seed: 4, options: [] });
  writeRun(join(folder.path, "seed-4"), { accuracies: [0.9, 0.91, 0.92] });
  expect(run(folder.path)).toMatchObject({ state: "interrupted", ensemble: { members: 2, runs: { length: 1 } } });
  expect(epochsOf(run(folder.path))).toEqual([3, 6]);
  writeRun(join(folder.path, "seed-5"), { accuracies: [0.9, 0.91, 0.96] });
  expect([run(folder.path).state, bestAndLast(run(folder.path))]).toEqual(["finished", ["", "92.00 % – 96.00 %"]]);
});

describe("left alone, with the reason", () => {
  test.each([
    ["config.json", "", "damaged, or half written"],
    ["config.json", '{"format":"nndl run 1","cre', "damaged, or half written"],
    ["config.json", "null", "holds null"],
    ["config.json", '{"format":"nndl run 2"}', 'the format "nndl run 2"'],
    ["config.json", '{"format":"nndl run 1"}', "not one that a run wrote"],
    ["experiment.json", "{", "damaged, or half written"],
    ["experiment.json", '{"format":"nndl experiment 7"}', "nndl experiment 7"],
    ["experiment.json", '{"format":"nndl experiment 1","name":3}', "lacks some of its fields"],
    ["ensemble.json", '{"format":"nndl ensemble 2"}', "nndl ensemble 2"],
    ["ensemble.json", '{"format":"nndl ensemble 1","members":"many"}', "ensemble.json"],
    ["metrics.jsonl", "", "no config.json"],
    ["network.safetensors", "", "no config.json"],
  ])("a folder whose %s is %j", (file, content, why) => {
    writeFileSync(join(base, file), content);
    expect(whyLeftAlone(base)).toContain(why);
  });

  test("a result that is damaged, of another version or of another experiment", () => {
    writeExperiment(base, { name: "ch1/average-darkness", measured: { accuracy: 22.25 } });
    writeFileSync(join(base, "result.json"), '{"format":"nndl result 1"');
    expect(whyLeftAlone(base)).toContain("half of it");
    writeFileSync(join(base, "result.json"), '{"format":"nndl result 2"}');
    expect(whyLeftAlone(base)).toContain("nndl result 2");
    writeExperiment(base, { name: "ch1/wider", measured: {} });
    writeExperiment(base, { name: "ch1/average-darkness" });
    expect(whyLeftAlone(base)).toContain("of ch1/wider");
  });

  test("a folder in the place of a file", () => {
    mkdirSync(join(base, "config.json"));
    expect(whyLeftAlone(base)).toContain("cannot be read");
  });
});

test("the list has the newest first, looks into folders of runs, and says what is no run", () => {
  writeRun(join(base, "old"), { created: "2026-01-01T00:00:00Z" });
  writeRun(join(base, "new"), { created: "2026-03-01T00:00:00Z" });
  writeRun(join(base, "results", "inner"), { created: "2026-02-01T00:00:00Z" });
  mkdirSync(join(base, "photos"));
  mkdirSync(join(base, ".data"));
  mkdirSync(join(base, "broken"));
  writeFileSync(join(base, "broken", "config.json"), "{");
  writeFileSync(join(base, "notes.txt"), "");
  symlinkSync(join(base, "nowhere"), join(base, "link"));
  const { runs, leftAlone, others } = listRuns(base);
  expect(runs.map(({ path }) => path.slice(base.length + 1))).toEqual(["new", "results/inner", "old"]);
  expect(leftAlone.map(({ path }) => path.slice(base.length + 1))).toEqual(["broken"]);
  expect(others).toEqual([expect.stringContaining("photos")]);
  expect(listRuns(join(base, "not-there"))).toEqual({ runs: [], leftAlone: [], others: [] });
  expect(existsSync(join(base, "broken", "config.json"))).toBe(true);
});
