/** A worker thread that dies ends its run with an error, at once; and what was saved goes on to the same bits. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Dataset } from "../data/index.ts";
import { wasmEngine } from "../engines/index.ts";
import { NndlError } from "../errors.ts";
import { network } from "../network/index.ts";
import { parseLayers } from "../notation/index.ts";
import { platform } from "../platform/node.ts";
import type { PlatformWorker, WorkerHandlers } from "../platform/platform.ts";
import { stream } from "../random/index.ts";
import { pretendProcessors } from "../testing/processors.ts";
import { refusedLater } from "../testing/refused.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainingSnapshot } from "./snapshot.ts";
import { train } from "./train.ts";

beforeAll(() => pretendProcessors(3));
afterEach(() => void vi.restoreAllMocks());
afterAll(() => pretendProcessors());

const draws = stream(3, "images");
const data = new Dataset({
  shape: [1, 12, 12],
  features: Uint8Array.from({ length: 60 * 144 }, () => draws.integer(256)),
  targets: { kind: "classes", labels: Array.from({ length: 60 }, () => draws.integer(3)), classes: 3 },
});
const start = () =>
  network({ ...parseLayers("12x12 conv5x3:relu pool2 dropout0.3 dense9:relu dropout0.5 softmax3"), seed: 8 });
const options = {
  epochs: 10,
  miniBatchSize: 5,
  learningRate: 0.05,
  optimizer: "momentum",
  miniBatchEvents: 1,
} as const;

const { startWorker } = platform;

/** Has every worker started from now on pass through here. */
function tamper(change: (source: string, handlers: WorkerHandlers) => PlatformWorker): void {
  vi.spyOn(platform, "startWorker").mockImplementation(change);
}

/** A worker's text with other words in it. */
function edited(source: string, words: string, others: string): string {
  expect(source).toContain(words);
  return source.replace(words, others);
}

/** Trains on three threads, saving after each step; what was saved last, and the error that ended it. */
async function trained(): Promise<{ saved: TrainingSnapshot | undefined; error: unknown; sha256: string | undefined }> {
  let saved: TrainingSnapshot | undefined;
  const run = train(start(), data, { ...options, threads: 3 });
  try {
    for await (const _ of run) saved = decodeCheckpoint(encodeCheckpoint(run.snapshot()));
  } catch (error) {
    // A run that had begun gives no snapshot of what may be half an update.
    if (saved !== undefined) expect(() => run.snapshot()).toThrow(error as NndlError);
    return { saved, error, sha256: undefined };
  }
  return { saved, error: undefined, sha256: run.outcome?.sha256 };
}

const died = expect.objectContaining({
  code: "engine.worker",
  problem: "a worker thread died",
  next: expect.stringContaining("Resume from the last checkpoint"),
});

/** What was saved before the end goes on to what a run that nothing happened to ends with. */
async function expectNothingLost(saved: TrainingSnapshot | undefined): Promise<void> {
  vi.restoreAllMocks();
  const { sha256 } = await trained();
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const run = train(start(), data, { ...options, threads: 1, ...(saved === undefined ? {} : { resume: saved }) });
  for await (const _ of run);
  expect(run.outcome?.sha256).toBe(sha256);
}

describe("a worker that dies", () => {
  it.each([1, 7, 20])(
    "while it waits, for the %ith time, ends the run; nothing that was saved is lost",
    async (times) => {
      const wait = "void Atomics.wait(words, address >>> 2, old, 100)";
      const dying = `{ if (++globalThis.waits === ${times}) throw new Error("gone"); Atomics.wait(words, address >>> 2, old, 100); }`;
      let workers = 0;
      tamper((source, handlers) => {
        const isFirst = ++workers === 1;
        // Without patience it sleeps whenever it waits.
        const impatient = edited(edited(source, wait, dying), "true, patience)", "true, 0)");
        return startWorker(isFirst ? `globalThis.waits = 0; ${impatient}` : source, handlers);
      });
      const { saved, error } = await trained();
      expect(workers).toBe(2);
      expect(error).toEqual(died);
      expect(error).toBeInstanceOf(NndlError);
      await expectNothingLost(saved);
    },
  );

  it("while others wait for it wakes them", async () => {
    // Takes the first command, lets the others fall asleep at the first barrier, and dies.
    const command = "meeting / 4";
    const nap = `while (Atomics.wait(words, ${command}, 0, 1) === "timed-out"); Atomics.wait(words, ${command} + 3, 0, 50);`;
    tamper((source, handlers) =>
      startWorker(edited(source, "exports.work(frame);", `${nap} throw new Error("gone");`), handlers),
    );
    expect(await refusedLater(wasmEngine.open(start(), { threads: 2 }))).toEqual(died);
  });

  it("between two steps, as the platform reports it, ends the run at the next one", async () => {
    const running: { worker: PlatformWorker; handlers: WorkerHandlers }[] = [];
    tamper((source, handlers) => {
      const worker = startWorker(source, handlers);
      running.push({ worker, handlers });
      return worker;
    });
    const run = train(start(), data, { ...options, threads: 3 });
    let saved: TrainingSnapshot | undefined;
    const whole = (async () => {
      for await (const { step } of run) {
        saved = run.snapshot();
        if (step < 30) continue;
        running[1]?.worker.terminate();
        running[1]?.handlers.onFailure(new NndlError("worker.failed", { received: "", expected: "", next: "" }));
      }
    })();
    expect(await refusedLater(whole)).toEqual(died);
    expect(saved?.cursor.step).toBe(30);
    await expectNothingLost(saved);
  });

  it("before it has begun is an error of opening", async () => {
    const failure = new NndlError("worker.failed", { received: "a test", expected: "a worker must live", next: "…" });
    tamper((source, handlers) => {
      setTimeout(() => handlers.onFailure(failure), 5);
      return startWorker(edited(source, 'send("ready");', ""), handlers);
    });
    expect(await refusedLater(wasmEngine.open(start(), { threads: 2 }))).toBe(failure);
  });

  it("while it begins is an error of opening, which says why", async () => {
    tamper((source, handlers) => {
      const thrower = 'throw new RangeError("no room");';
      return startWorker(edited(source, 'send("ready");', thrower), handlers);
    });
    expect(await refusedLater(wasmEngine.open(start(), { threads: 3 }))).toMatchObject({
      code: "worker.failed",
      problem: "a worker thread stopped unexpectedly: RangeError: no room",
      next: expect.stringContaining("one thread"),
    });
  });
});
