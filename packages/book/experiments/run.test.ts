import { mnist, NndlError, type TrainingRun } from "nndl";
import { beforeAll, describe, expect, test } from "vitest";
import { experiments, findExperiment, type RunOptions, runExperiment } from "./index.ts";

let data: RunOptions["data"];
/** The real images, with few of them to evaluate on: enough to see a run work. */
let small: RunOptions["data"];

beforeAll(async () => {
  data = await mnist();
  small = { training: data.training, validation: data.validation.take(100), test: data.test.take(200) };
});

describe("running an experiment", () => {
  test.each(experiments.filter(({ kind }) => kind === "training"))("$name runs", async (experiment) => {
    const result = await runExperiment(experiment, { seed: 1, data: small, epochs: 2, limit: 30, threads: 1 });
    expect(result).toMatchObject({ name: experiment.name, seed: 1, asInBook: false, threads: 1 });
    expect(result.correct).toHaveLength(2);
    expect(result.count).toBe(experiment.evaluation === "test" ? 200 : 100);
    expect(result.sha256).toBe(result.network?.sha256());
  });

  test("gives the same bits for the same seed, others for another", async () => {
    const run = (seed: number) =>
      runExperiment(findExperiment("ch1/first-network"), { seed, data: small, epochs: 1, limit: 100 });
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(again.sha256).toBe(one.sha256);
    expect(again.correct).toEqual(one.correct);
    expect(other.sha256).not.toBe(one.sha256);
  });

  test("reads the best epoch or the last one, as the experiment says", async () => {
    const best = await runExperiment(findExperiment("E1.1"), { seed: 1, data: small, epochs: 6, limit: 300 });
    expect(best.value).toBe(Math.max(...best.correct) / 2);
    expect(best.correct[best.bestEpoch]).toBe(Math.max(...best.correct));
    const last = await runExperiment(findExperiment("E1.5"), { seed: 1, data: small, epochs: 6, limit: 300 });
    expect(last.value).toBe(last.correct[5] / 2);
  });

  test("learns: a fifth of the images and two epochs take the first network far beyond chance", async () => {
    const { value } = await runExperiment(findExperiment("E1.1"), { seed: 1, data, epochs: 2, limit: 10_000 });
    expect(value).toBeGreaterThan(75);
  });

  test("reports epochs and progress, which change nothing", async () => {
    const epochs: number[] = [];
    const costs: number[] = [];
    const starts: TrainingRun[] = [];
    const options = { seed: 3, data: small, epochs: 2, limit: 1000 };
    const watched = await runExperiment(findExperiment("E3.10"), {
      ...options,
      onStart: (run) => starts.push(run),
      onEpoch: ({ index, evaluations }) => epochs.push(index, evaluations.test.correct ?? -1),
      onProgress: ({ cost }) => costs.push(cost),
    });
    expect(epochs).toEqual([0, watched.correct[0], 1, watched.correct[1]]);
    expect(costs.length).toBeGreaterThan(50);
    expect(starts.map((run) => run.progress)).toEqual([{ epoch: 2, step: 200, steps: 200 }]);
    expect(costs.every((cost) => cost > 0)).toBe(true);
    expect((await runExperiment(findExperiment("E3.10"), options)).sha256).toBe(watched.sha256);
  });

  test("rejects with the signal's reason when it is aborted", async () => {
    const control = new AbortController();
    const reason = new Error("enough");
    const run = runExperiment(findExperiment("E1.1"), {
      seed: 1,
      data: small,
      epochs: 1000,
      signal: control.signal,
      onEpoch: () => control.abort(reason),
    });
    await expect(run).rejects.toBe(reason);
    await expect(runExperiment(findExperiment("E1.8"), { seed: 1, data: small, signal: control.signal })).rejects.toBe(
      reason,
    );
  });

  test.each([
    { seed: -1 },
    { seed: 1.5 },
    { epochs: 0 },
    { epochs: Number.NaN },
    { limit: 0 },
    { limit: 50_001 },
    { threads: 0 },
  ])("refuses %j", async (wrong) => {
    const run = runExperiment(findExperiment("E1.1"), { seed: 1, data: small, epochs: 1, limit: 10, ...wrong });
    await expect(run).rejects.toBeInstanceOf(NndlError);
  });
});

test("average darkness reads exactly the book's 2,225 images", async () => {
  const result = await runExperiment(findExperiment("ch1/average-darkness"), { seed: 1, data });
  expect(result).toMatchObject({ correct: [2225], value: 22.25, count: 10_000, asInBook: true });
  expect(result.sha256).toBeUndefined();
});
