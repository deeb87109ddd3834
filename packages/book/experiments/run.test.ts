import { mnist, NndlError, type TrainingRun, type TrainingSnapshot } from "nndl";
import { judgeEnsemble } from "nndl/ensemble";
import { beforeAll, describe, expect, test } from "vitest";
import { experimentOf } from "./experiment.ts";
import {
  type Experiment,
  experiments,
  findExperiment,
  inMemory,
  type Keeper,
  numberOf,
  type Resumption,
  type RunOptions,
  runExperiment,
  seriesOf,
} from "./index.ts";
import { votes } from "./votes.ts";

let data: RunOptions["data"];
/** The real images, with few of them to evaluate on: enough to see a run work. */
let small: RunOptions["data"];

beforeAll(async () => {
  data = await mnist();
  small = { training: data.training, validation: data.validation.take(100), test: data.test.take(200) };
});

const trained = experiments.filter(({ training }) => training !== undefined);
const counts = (result: { readonly measured: Parameters<typeof seriesOf>[0] }, name = "course") =>
  seriesOf(result.measured, name).map(([, y]) => y);

describe("running a training", () => {
  test.each(trained)("$name runs", async (experiment) => {
    const options = { data: small, limit: 30, epochs: 2 };
    const result = await runExperiment(experiment, { ...options, seed: 1, threads: 1 });
    expect(result).toMatchObject({ name: experiment.name, seed: 1, form: "look" });
    expect(counts(result)).toHaveLength(options.epochs);
    const images = experiment.training?.expansion === "shifts" ? 5 * options.limit : options.limit;
    expect(result.trainings).toMatchObject([{ name: "", images, epochs: 2, threads: 1, sha256: result.sha256 }]);
    expect(result.networks[0].sha256()).toBe(result.sha256);
    const { networks: _, ...plain } = result;
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });

  test("gives the same bits for the same seed, others for another", async () => {
    const run = (seed: number) =>
      runExperiment(findExperiment("ch1/first-network"), { seed, data: small, epochs: 1, limit: 100 });
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(again.sha256).toBe(one.sha256);
    expect(again.measured).toEqual(one.measured);
    expect(other.sha256).not.toBe(one.sha256);
  });

  test("reads the best epoch or the last one, as the experiment says", async () => {
    const best = await runExperiment(findExperiment("E1.1"), { seed: 1, data: small, epochs: 6, limit: 300 });
    expect(best.measured.accuracy).toBe(Math.max(...counts(best)) / 2);
    const last = await runExperiment(findExperiment("E1.5"), { seed: 1, data: small, epochs: 6, limit: 300 });
    expect(last.measured.accuracy).toBe(counts(last)[5] / 2);
  });

  test("reads the test images where most validation images are read correctly, the last of equals", async () => {
    const options = { seed: 1, data: small, epochs: 8, limit: 300 };
    const result = await runExperiment(findExperiment("E6.1"), options);
    const validation = counts(result, "validation");
    const read = validation.lastIndexOf(Math.max(...validation));
    expect(result.measured.accuracy).toBe(counts(result)[read] / 2);
    expect(result.measured.validated).toBe(validation[read]);
    expect(validation).not.toEqual(counts(result));
  });

  test("learns: a fifth of the images and two epochs take the first network far beyond chance", async () => {
    const { measured } = await runExperiment(findExperiment("E1.1"), { seed: 1, data, epochs: 2, limit: 10_000 });
    expect(numberOf(measured, "accuracy")).toBeGreaterThan(75);
  });

  test("the quick form is less of it", async () => {
    const { form, trainings } = await runExperiment(findExperiment("E6.1"), { seed: 1, data: small, quick: true });
    expect(form).toBe("quick");
    expect(trainings).toMatchObject([{ epochs: 1, images: 500 }]);
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
    const [first, second] = counts(watched);
    expect(epochs).toEqual([0, first, 1, second]);
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

describe("an interrupted training", () => {
  const options = { seed: 4, epochs: 3, limit: 200 };
  const from = (resume: Resumption): Keeper => ({
    ...inMemory(),
    training: () => Promise.resolve({ resume, begin() {}, epoch() {}, end: () => Promise.resolve() }),
  });

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
    const keeper = from({ snapshot, seconds: 100, trainingSeconds: 60, watched: [{}, {}] });
    const resumed = await runExperiment(experiment, { ...options, data: small, keeper });
    expect(resumed.sha256).toBe(straight.sha256);
    expect(resumed.measured).toEqual(straight.measured);
    expect(resumed.seconds).toBeGreaterThan(100);
    expect(resumed.trainings[0].trainingSeconds).toBeGreaterThan(60);
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
    const snapshot = run?.snapshot() as TrainingSnapshot;
    const again = await runExperiment(experiment, {
      ...options,
      data: small,
      keeper: from({ snapshot, seconds: 7, trainingSeconds: 6, watched: [{}, {}, {}] }),
      onEpoch: ({ index }) => epochs.push(index),
    });
    expect(epochs).toEqual([]);
    expect(again).toMatchObject({ measured: first.measured, sha256: first.sha256 });
    expect(again.trainings).toMatchObject([{ seconds: 7, trainingSeconds: 6 }]);
  });

  test("of other images or settings is refused", async () => {
    let run: TrainingRun | undefined;
    const onStart = (started: TrainingRun) => {
      run = started;
    };
    await runExperiment(findExperiment("E1.1"), { ...options, data: small, onStart });
    const snapshot = run?.snapshot() as TrainingSnapshot;
    const keeper = from({ snapshot, seconds: 1, trainingSeconds: 1, watched: [] });
    for (const other of [{ limit: 100 }, { seed: 5 }, { epochs: 2 }])
      await expect(
        runExperiment(findExperiment("E1.1"), { ...options, data: small, keeper, ...other }),
      ).rejects.toBeInstanceOf(NndlError);
  });
});

describe("an ensemble", () => {
  const member = findExperiment("E6.1");
  /** A small one of fully connected networks. */
  const ensemble = votes({
    name: "ch6/ensemble",
    id: "E6.14",
    title: "",
    section: "",
    note: "",
    members: 3,
    member,
    book: { text: "" },
  });
  const options = { epochs: 1, limit: 300, threads: 1 as const };

  test("is the vote of runs with seeds of their own", async () => {
    const result = await runExperiment(ensemble, { ...options, data: small, seed: 2 });
    const runs = [];
    for (const seed of [4, 5, 6]) runs.push(await runExperiment(member, { ...options, data: small, seed }));
    expect(result.trainings.map(({ name, sha256 }) => [name, sha256])).toEqual(
      runs.map(({ seed, sha256 }) => [`ch6/fully-connected seed ${seed}`, sha256]),
    );
    const { vote } = await judgeEnsemble(
      runs.flatMap(({ networks }) => networks),
      small.test,
    );
    expect(result).toMatchObject({ name: "ch6/ensemble", seed: 2, form: "look" });
    expect(result.measured.accuracy).toBe(vote.correct / 2);
    expect(result.measured.mistakes).toHaveLength(200 - vote.correct);
    expect(result.sha256).toMatch(/^[0-9a-f]{64}$/);
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

describe("a program", () => {
  const program = (run: Experiment["run"]) =>
    experimentOf({ ...findExperiment("E1.8"), figures: { sum: { kind: "number", title: "", unit: "" } }, run });

  test("trains with what watches a set that it measures: early stopping, a schedule that halves", async () => {
    const experiment = program(async (bench) => {
      const { network, training } = findExperiment("E1.1").training ?? expect.fail();
      const { epochs } = await bench.train("a", {
        network,
        training: { ...training, epochs: 3, schedule: { type: "halving", patience: 1, divisor: 2, until: 1 / 128 } },
        images: bench.data.training.take(50),
        evaluate: { validation: bench.data.validation },
      });
      return { sum: epochs.length };
    });
    const { trainings, measured } = await runExperiment(experiment, { seed: 1, data: small });
    expect(measured.sum).toBeGreaterThan(0);
    expect(trainings[0].settings.watch).toMatchObject({ data: "validation" });
  });

  test("does a step once, and has what it came to when it is run again", async () => {
    let times = 0;
    const experiment = program(async (bench) => ({ sum: await bench.step("count", () => ++times) }));
    const keeper = inMemory();
    const said: string[] = [];
    const run = () => runExperiment(experiment, { seed: 1, data: small, keeper, onStep: (name) => said.push(name) });
    expect([(await run()).measured.sum, (await run()).measured.sum, times, said]).toEqual([1, 1, 1, ["count"]]);
  });

  test("watches a training before its first epoch and after each, and tells what it does", async () => {
    const experiment = program(async (bench) => {
      bench.say("Two epochs.");
      const { network, training } = findExperiment("E1.1").training ?? expect.fail();
      const { watched, network: net } = await bench.train("a", {
        network,
        training: { ...training, epochs: 2 },
        images: bench.data.training.take(100),
        evaluate: {},
        watch: ({ parameters }) => ({ first: [...parameters].at(-1)?.[1].values[0] ?? 0 }),
      });
      expect(watched).toHaveLength(3);
      expect(watched[0].first).not.toBe(watched[2].first);
      return { sum: watched[2].first - ([...net.parameters].at(-1)?.[1].values[0] ?? 0) };
    });
    const { measured, said, trainings } = await runExperiment(experiment, { seed: 1, data: small });
    expect([measured, said, trainings.map(({ name }) => name)]).toEqual([{ sum: 0 }, ["Two epochs."], ["a"]]);
  });

  test.each([{}, { sum: [[0, 1]] }, { sum: 1, other: 2 }])("that measures %j is wrong itself", async (measured) => {
    const run = runExperiment(
      program(() => Promise.resolve(measured as never)),
      { seed: 1, data: small },
    );
    await expect(run).rejects.toBeInstanceOf(TypeError);
  });
});

test("average darkness reads exactly the book's 2,225 images", async () => {
  const result = await runExperiment(findExperiment("ch1/average-darkness"), { seed: 1, data });
  expect(result).toMatchObject({ measured: { accuracy: 22.25 }, form: "full" });
  expect(result.sha256).toBeUndefined();
});
