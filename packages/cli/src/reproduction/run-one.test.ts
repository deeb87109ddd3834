import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type Experiment, findExperiment, type RunOptions, seriesOf } from "@nndl/book";
import { type EpochEvent, mnist, type TrainingRun } from "nndl";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunFolder } from "../training/run-folder.ts";
import { keptFolder } from "./kept-folder.ts";
import type { OneRun } from "./kept-run.ts";
import { Interrupted, type RunOneOptions, runOne } from "./run-one.ts";

const experiment = findExperiment("ch6/fully-connected");
let data: RunOneOptions["data"];
let out: string;

beforeAll(async () => {
  const { training, validation, test } = await mnist();
  const [few, fewer] = [validation.take(200), test.take(100)];
  data = { name: "MNIST", source: "mnist", training, validation: few, test: fewer };
});

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "nndl-kept-"));
});

afterEach(() => rmSync(out, { recursive: true }));

type Changes = Partial<RunOneOptions> & Pick<RunOptions, "onStart" | "onEpoch">;

function run({ onStart, onEpoch, ...changes }: Changes = {}, what = experiment): Promise<OneRun> {
  return runOne(what, {
    seed: 3,
    epochs: 4,
    limit: 300,
    threads: 1,
    data,
    out,
    checkpointEvery: 1000,
    signal: new AbortController().signal,
    command: "nndl reproduce",
    watch: { ...(onStart === undefined ? {} : { onStart }), ...(onEpoch === undefined ? {} : { onEpoch }) },
    ...changes,
  });
}

/** Runs it until an epoch is over, then interrupts it. */
async function interruptedAfter(epoch: number, changes: Changes = {}, what = experiment): Promise<void> {
  const control = new AbortController();
  const onEpoch = ({ index }: EpochEvent) => {
    if (index === epoch) control.abort();
  };
  await expect(run({ ...changes, signal: control.signal, onEpoch }, what)).rejects.toBeInstanceOf(Interrupted);
}

function linesOf(folder: RunFolder): { epoch: number; elapsed: number }[] {
  const lines = readFileSync(folder.metrics, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

describe("a run of an experiment", () => {
  test("is kept with all that a run has, in a folder that says which one it is", async () => {
    const { result, folder, wasKept } = await run();
    expect(folder.path).toBe(join(out, "ch6-fully-connected-seed-3-epochs-4-limit-300"));
    expect(wasKept).toBe(false);
    for (const path of [folder.config, folder.metrics, folder.network, folder.card])
      expect(existsSync(path)).toBe(true);
    expect(existsSync(join(folder.path, "lock.json"))).toBe(false);
    expect(folder.readConfig()).toMatchObject({
      seed: 3,
      flags: { preset: "book:ch6/fully-connected", limit: 300 },
      data: { training: 300, test: 100 },
    });
    expect(seriesOf(result.measured, "course")).toHaveLength(4);
    expect(JSON.parse(readFileSync(join(folder.path, "result.json"), "utf8"))).toEqual(result);
  });

  test("goes on after an interrupt, or two, to the same bits, counts and all epochs in its metrics", async () => {
    const straight = await run({ out: join(out, "straight") });
    await interruptedAfter(0);
    await interruptedAfter(2);
    const positions: number[] = [];
    const seen: number[] = [];
    const { result, folder, wasKept } = await run({
      onStart: ({ progress }: TrainingRun) => positions.push(progress.epoch),
      onEpoch: ({ index }) => seen.push(index),
    });
    expect([positions, seen, wasKept]).toEqual([[3], [3], false]);
    expect(result.sha256).toBe(straight.result.sha256);
    expect(result.measured).toEqual(straight.result.measured);
    const lines = linesOf(folder);
    expect(lines.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    const elapsed = lines.map((line) => line.elapsed);
    expect(elapsed).toEqual([...elapsed].sort((a, b) => a - b));
    expect(result.seconds).toBeGreaterThanOrEqual(elapsed[3]);
  });

  test("goes on from its last checkpoint after a crash", async () => {
    const straight = await run({ out: join(out, "straight"), epochs: 60 });
    const crash = new Error("crash");
    let late: number | undefined;
    const crashed = run({
      epochs: 60,
      checkpointEvery: 0.01,
      onEpoch: ({ index }) => {
        const folder = keptFolder(experiment, { seed: 3, epochs: 60, limit: 300, out });
        if (index > 3 && existsSync(folder.checkpoints) && late === undefined) late = index;
        if (late !== undefined && index === late + 20) throw crash;
      },
    });
    await expect(crashed).rejects.toBe(crash);
    let from = -1;
    const { result } = await run({
      epochs: 60,
      onStart: ({ progress }) => {
        from = progress.step;
      },
    });
    expect(from).toBeGreaterThan(0);
    expect(result.sha256).toBe(straight.result.sha256);
  });

  test("that is finished gives its result again; --again trains it anew, to the same bits", async () => {
    const first = await run();
    const epochs: number[] = [];
    const onEpoch = ({ index }: EpochEvent) => epochs.push(index);
    const second = await run({ onEpoch });
    expect([second.wasKept, epochs]).toEqual([true, []]);
    const { measured, sha256 } = first.result;
    expect(second.result).toMatchObject({ measured, sha256 });
    const third = await run({ onEpoch, again: true });
    expect([third.wasKept, epochs]).toEqual([false, [0, 1, 2, 3]]);
    expect(third.result.sha256).toBe(first.result.sha256);
    expect(linesOf(third.folder)).toHaveLength(4);
  });

  test("leaves alone what is not its own, such as a run of other settings or one that nobody can read", async () => {
    const { folder } = await run();
    const theirs = folder;
    theirs.writeConfig({ ...theirs.readConfig(), versions: { nndl: "0.0.1", node: "1" } });
    const before = readFileSync(theirs.config, "utf8");
    const own = await run();
    expect(own.folder.path).toBe(`${theirs.path}-2`);
    expect(readFileSync(theirs.config, "utf8")).toBe(before);
  });

  test("waits while another process of this machine runs it, and is refused while one of another does", async () => {
    const { folder } = await run();
    const lock = join(folder.path, "lock.json");
    const result = join(folder.path, "result.json");
    const before = readFileSync(result, "utf8");
    const locked = (host: string) => writeFileSync(lock, JSON.stringify({ pid: process.ppid, host }));
    locked("another-machine");
    await expect(run({ again: true })).rejects.toMatchObject({ code: "run.locked" });
    locked(hostname());
    const waited: unknown[] = [];
    const control = new AbortController();
    const onWait: RunOneOptions["watch"]["onWait"] = ({ path }, pid) => {
      waited.push([path, pid]);
      control.abort();
    };
    await expect(run({ again: true, signal: control.signal, watch: { onWait } })).rejects.toBeInstanceOf(Interrupted);
    expect([waited, readFileSync(result, "utf8")]).toEqual([[[folder.path, process.ppid]], before]);
    // As soon as it is free, what the other has done is there.
    const { wasKept } = await run({ watch: { onWait: () => rmSync(lock) } });
    expect(wasKept).toBe(true);
  });

  test("that has half a result, or lacks a figure, is run again", async () => {
    const { folder, result: whole } = await run();
    const path = join(folder.path, "result.json");
    for (const text of [readFileSync(path, "utf8").slice(0, 300), JSON.stringify({ ...whole, measured: {} })]) {
      writeFileSync(path, text);
      const { result, wasKept } = await run();
      expect([wasKept, result.measured]).toEqual([false, whole.measured]);
    }
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ sha256: whole.sha256 });
  });
});

describe("a training that is watched", () => {
  const { training: _recipe, ...program } = experiment;
  const watching: Experiment = {
    ...program,
    name: "ch6/watching",
    figures: { biases: { kind: "series", title: "a bias", x: "epoch", y: "bias" } },
    run: async ({ train, data: { training, test: images } }) => {
      const { watched } = await train("", {
        network: { input: [784], layers: [{ type: "dense", units: 10 }], cost: "cross-entropy" },
        training: { epochs: 4, miniBatchSize: 10, learningRate: 0.5 },
        images: training.take(100),
        evaluate: { test: images },
        // What is no number, as of a training that diverges, is kept as such.
        watch: ({ parameters }) => ({ bias: parameters.get("layers.0.biases")?.values[0] ?? 0, none: Number.NaN }),
      });
      return { biases: watched.map(({ bias = 0, none }) => [none, bias] as [number, number]) };
    },
  };

  test("goes on with all that it watched before", async () => {
    const straight = await run({ out: join(out, "straight") }, watching);
    await interruptedAfter(1, {}, watching);
    const { result } = await run({}, watching);
    expect(seriesOf(result.measured, "biases")).toHaveLength(5);
    expect(result.measured).toEqual(straight.result.measured);
    expect(seriesOf(result.measured, "biases").map(([none]) => none)).toEqual(Array(5).fill(Number.NaN));
  });

  test("starts anew where a kill took what it had watched of an epoch whose end was saved", async () => {
    const straight = await run({ out: join(out, "straight") }, watching);
    await interruptedAfter(1, {}, watching);
    const { metrics } = keptFolder(watching, { seed: 3, epochs: 4, limit: 300, out });
    writeFileSync(metrics, `${readFileSync(metrics, "utf8").split("\n")[0]}\n`);
    const seen: number[] = [];
    const { result } = await run({ onEpoch: ({ index }) => seen.push(index) }, watching);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(result.measured).toEqual(straight.result.measured);
  });
});
