import { mnist, NndlError, type TrainingRun, type TrainingSnapshot } from "nndl";
import { judgeEnsemble } from "nndl/ensemble";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type EnsembleExperiment,
  type ExperimentResult,
  experiments,
  findExperiment,
  type RunOptions,
  runExperiment,
  type TrainingExperiment,
} from "./index.ts";

let data: RunOptions["data"];
/** The real images, with few of them to evaluate on: enough to see a run work. */
let small: RunOptions["data"];

beforeAll(async () => {
  data = await mnist();
  small = { training: data.training, validation: data.validation.take(100), test: data.test.take(200) };
});

const trained = experiments.filter((experiment) => experiment.kind === "training");

describe("running an experiment", () => {
  test.each(trained)("$name runs", async (experiment) => {
    const options = { data: small, limit: 30, epochs: 2 };
    const result = await runExperiment(experiment, { ...options, seed: 1, threads: 1 });
    expect(result).toMatchObject({ name: experiment.name, seed: 1, asInBook: false, threads: 1 });
    expect(result.correct).toHaveLength(options.epochs);
    expect(result.count).toBe(options.data[experiment.evaluation].count);
    expect(result.sha256).toBe(result.network?.sha256());
    const images = experiment.expansion === "shifts" ? 5 * options.limit : options.limit;
    expect((result.secondsPerEpoch ?? 0) * (result.imagesPerSecond ?? 0)).toBeCloseTo(images, 6);
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

  test("reads the test images where most validation images are read correctly, the last of equals", async () => {
    const options = { seed: 1, data: small, epochs: 8, limit: 300 };
    const { correct, validation = [], bestEpoch, value } = await runExperiment(findExperiment("E6.1"), options);
    expect(validation).toHaveLength(8);
    expect(bestEpoch).toBe(validation.lastIndexOf(Math.max(...validation)));
    expect(value).toBe(correct[bestEpoch] / 2);
    expect(validation).not.toEqual(correct);
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

describe("an interrupted run", () => {
  const options = { seed: 4, epochs: 3, limit: 200 };

  test("goes on to the same bits and counts; seconds add up", async () => {
    const experiment = findExperiment("E6.1");
    const straight = await runExperiment(experiment, { ...options, data: small });
    const control = new AbortController();
    let run: TrainingRun | undefined;
    const interrupted = runExperiment(experiment, {
      ...options,
      data: small,
      signal: control.signal,
      onStart: (started) => {
        run = started;
      },
      onEpoch: ({ index }) => {
        if (index === 1) control.abort(new Error("enough"));
      },
    });
    await expect(interrupted).rejects.toThrow("enough");
    const snapshot = run?.snapshot() as TrainingSnapshot;
    expect(snapshot.cursor.epoch).toBe(2);
    const resume = { snapshot, seconds: 100, trainingSeconds: 60 };
    const resumed = await runExperiment(experiment, { ...options, data: small, resume });
    expect(resumed.sha256).toBe(straight.sha256);
    expect(resumed).toMatchObject({
      correct: straight.correct,
      validation: straight.validation,
      value: straight.value,
    });
    expect(resumed.seconds).toBeGreaterThan(100);
    expect(resumed.secondsPerEpoch).toBeGreaterThan(20);
  });

  test("that had come to its end gives its result again, and trains nothing", async () => {
    const experiment = findExperiment("E1.1");
    let run: TrainingRun | undefined;
    const first = await runExperiment(experiment, {
      ...options,
      data: small,
      onStart: (started) => {
        run = started;
      },
    });
    const epochs: number[] = [];
    const again = await runExperiment(experiment, {
      ...options,
      data: small,
      resume: { snapshot: run?.snapshot() as TrainingSnapshot, seconds: 7, trainingSeconds: 6 },
      onEpoch: ({ index }) => epochs.push(index),
    });
    expect(epochs).toEqual([]);
    expect(again).toMatchObject({ correct: first.correct, sha256: first.sha256, seconds: 7, secondsPerEpoch: 2 });
  });

  test("of other images or settings is refused", async () => {
    let run: TrainingRun | undefined;
    const onStart = (started: TrainingRun) => {
      run = started;
    };
    await runExperiment(findExperiment("E1.1"), { ...options, data: small, onStart });
    const resume = { snapshot: run?.snapshot() as TrainingSnapshot, seconds: 1, trainingSeconds: 1 };
    for (const other of [{ limit: 100 }, { seed: 5 }, { epochs: 2 }])
      await expect(
        runExperiment(findExperiment("E1.1"), { ...options, data: small, resume, ...other }),
      ).rejects.toBeInstanceOf(NndlError);
  });
});

describe("an ensemble", () => {
  /** A small one of fully connected networks. */
  const ensemble = {
    ...(findExperiment("E6.14") as EnsembleExperiment),
    members: 3,
    member: findExperiment("E6.1") as TrainingExperiment,
  };
  const options = { epochs: 1, limit: 300, threads: 1 as const };

  test("is the vote of runs with seeds of their own", async () => {
    const result = await runExperiment(ensemble, { ...options, data: small, seed: 2 });
    const runs: ExperimentResult[] = [];
    for (const seed of [4, 5, 6]) runs.push(await runExperiment(ensemble.member, { ...options, data: small, seed }));
    expect(result.members).toEqual(runs.map(({ seed, correct, sha256 }) => ({ seed, correct: correct[0], sha256 })));
    const networks = runs.flatMap(({ network }) => (network === undefined ? [] : [network]));
    const { vote } = await judgeEnsemble(networks, small.test);
    expect(result).toMatchObject({
      name: "ch6/ensemble",
      seed: 2,
      correct: [vote.correct],
      asInBook: false,
      count: 200,
    });
    expect(result.value).toBe(vote.correct / 2);
    expect(result.mistakes).toHaveLength(200 - vote.correct);
    expect(result.mistakes?.every(({ index, label }) => small.test.label(index) === label)).toBe(true);
    expect(result.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("takes members that were run before, and can have fewer", async () => {
    const asked: number[] = [];
    const result = await runExperiment(ensemble, {
      ...options,
      data: small,
      seed: 1,
      members: 2,
      runMember: (member, given) => {
        asked.push(given.seed);
        return runExperiment(member, given);
      },
    });
    expect(asked).toEqual([1, 2]);
    expect([result.members?.length, result.asInBook]).toEqual([2, false]);
  });

  test("stops between members when it is aborted", async () => {
    const control = new AbortController();
    const run = runExperiment(ensemble, {
      ...options,
      data: small,
      seed: 1,
      signal: control.signal,
      onEpoch: () => control.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
  });
});

test("average darkness reads exactly the book's 2,225 images", async () => {
  const result = await runExperiment(findExperiment("ch1/average-darkness"), { seed: 1, data });
  expect(result).toMatchObject({ correct: [2225], value: 22.25, count: 10_000, asInBook: true });
  expect(result.sha256).toBeUndefined();
});
