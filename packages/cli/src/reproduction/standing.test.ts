import { findExperiment, type StoredResult } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { RunFolder } from "../training/run-folder.ts";
import type { OneRun } from "./kept-run.ts";
import { nameOf, Standing } from "./standing.ts";
import { storedOf } from "./stored-results.ts";

const first = findExperiment("ch1/first-network");
const relu = findExperiment("ch6/relu");
const ensemble = findExperiment("ch6/ensemble");

function begun(experiment = first): Standing {
  const run = new Standing({ experiment, seed: 2 }, 10);
  run.begin(1000);
  return run;
}

const epoch = (index: number, test: number, validation = test) => ({
  type: "epoch",
  epoch: index,
  evaluations: { test: { accuracy: test }, validation: { accuracy: validation } },
});

describe("a run's standing", () => {
  test("follows its lines: how far it is, and its figure so far, as the experiment reads it", () => {
    const run = begun();
    run.tell({ type: "start", epoch: 3, epochs: 30, step: 100, steps: 1000 });
    run.tell({ type: "progress", epoch: 4, epochs: 30, step: 150, steps: 1000 });
    expect([run.epochs, run.fraction, run.doing]).toEqual([{ done: 4, all: 30 }, 0.15, ""]);
    expect(run.timing(3000)).toEqual({ state: "running", expected: 10, elapsed: 2, fraction: 0.15, from: 0.1 });
    const figures = [0.9, 0.95, 0.93].map((accuracy, i) => {
      run.tell(epoch(i, accuracy));
      return run.figure;
    });
    expect(figures).toEqual(["90.00 %", "95.00 %", "95.00 %"]);
    // Chapter 6 chooses by the validation images, of equals the last.
    const chosen = begun(relu);
    for (const [i, [validation, test]] of [
      [0.9, 0.5],
      [0.8, 0.6],
      [0.9, 0.7],
    ].entries())
      chosen.tell(epoch(i, test, validation));
    expect(chosen.figure).toBe("70.00 %");
  });

  test("of a program is what it does; its trainings say nothing of the whole", () => {
    const run = begun(ensemble);
    run.tell({ type: "start", training: "ch6/dropout seed 6", epoch: 0, epochs: 40, step: 0, steps: 100 });
    run.tell({ ...epoch(0, 0.9), training: "ch6/dropout seed 6" });
    expect([run.doing, run.epochs, run.fraction, run.figure]).toEqual([
      "ch6/dropout seed 6",
      { done: 0, all: 40 },
      undefined,
      "",
    ]);
    run.tell({ type: "step", step: "counting" });
    expect([run.doing, run.epochs]).toEqual(["counting", undefined]);
    run.tell({ type: "wait", pid: 77 });
    expect([run.state, run.doing]).toEqual(["waiting", "waits for process 77"]);
    run.tell({ type: "say", line: "…" });
    expect(run.state).toBe("running");
  });

  test("when it is over has the figure of its result; one that was kept or failed is no measure of time", () => {
    const result = storedOf(first, 2, "full")?.result as StoredResult;
    const done = (wasKept: boolean): OneRun => ({ result, folder: new RunFolder("/nowhere"), wasKept });
    const run = begun();
    run.end({ kind: "done", run: done(false) }, 4000);
    expect([run.state, run.seconds(9000)]).toEqual(["done", 3]);
    expect(run.figure).toBe(`${Number(result.measured.accuracy).toFixed(2)} %`);
    expect(run.timing(9000)).toMatchObject({ state: "over", expected: 10, elapsed: 3 });
    const kept = new Standing({ experiment: first, seed: 2 }, 10);
    kept.end({ kind: "done", run: done(true) }, 4000);
    expect(kept.timing(9000)).toMatchObject({ state: "over", expected: undefined, elapsed: 0 });
    const failed = begun();
    failed.end({ kind: "failed", error: new Error() }, 4000);
    expect(failed.timing(9000)).toMatchObject({ state: "over", expected: undefined });
  });
});

test("a run is named with its seed where chance has a part", () => {
  expect(nameOf({ experiment: first, seed: 2 })).toBe("ch1/first-network seed 2");
  expect(nameOf({ experiment: findExperiment("ch1/average-darkness"), seed: 1 })).toBe("ch1/average-darkness");
});
