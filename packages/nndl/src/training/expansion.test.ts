/** Training on images that are distorted anew in each epoch. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { Dataset, type Distortion, distorted } from "../data/index.ts";
import { type Engine, referenceEngine, type Session, wasmEngine } from "../engines/index.ts";
import { batchNorm, conv2d, dense, dropout, maxPool2d } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainingRun } from "./run.ts";
import { checkSettings, checkStoredSettings } from "./settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";
import { train } from "./train.ts";

const side = 5;
const features = Uint8Array.from({ length: 24 * side * side }, (_, i) => ((i * 2654435761) >>> 24) % 256);
const labels = Array.from({ length: 24 }, (_, i) => i % 3);
const data = new Dataset({ shape: [1, side, side], features, targets: { kind: "classes", labels, classes: 3 } });
const normal = batchNorm({ activation: "relu" });
const layers = [conv2d(3, 2, "linear"), normal, maxPool2d(2), dropout(0.3), dense(4, "tanh"), dropout(0.3), dense(3)];
const start = (seed = 5) => network({ input: [1, side, side], layers, cost: "cross-entropy", seed });
const expansion: Distortion = { shift: 1, rotate: 15, elastic: { alpha: 3, sigma: 2 } };
const least: TrainOptions = { epochs: 4, learningRate: 0.5, miniBatchSize: 5, expansion };

async function eventsOf(run: TrainingRun): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of run as TrainingRun<TrainingEvent>)
    events.push({ ...event, seconds: undefined, examplesPerSecond: undefined });
  return events;
}

/** The wasm engine, which tells what data it was refreshed with, and may give the signal during its n-th stretch. */
function watchedEngine({
  abortAt = Infinity,
  controller = new AbortController(),
  seen = [] as Dataset[],
} = {}): Engine {
  let stretches = 0;
  return {
    name: "watched",
    open: async (net, options) => {
      const session = await wasmEngine.open(net, options);
      const own: Partial<Session> = {
        refresh(resident, changed) {
          seen.push(changed);
          session.refresh(resident, changed);
        },
        train(stretch) {
          if (++stretches === abortAt) controller.abort();
          return session.train(stretch);
        },
      };
      return new Proxy(session, {
        get(_, key) {
          const value: unknown = Reflect.get(own, key) ?? Reflect.get(session, key, session);
          return typeof value === "function" ? value.bind(session) : value;
        },
      });
    },
  };
}

describe("training with expansion", () => {
  it("sees each epoch's own images, and evaluates the originals", async () => {
    const seen: Dataset[] = [];
    const run = train(start(), data, { ...least, engine: watchedEngine({ seen }), evaluate: { training: data } });
    await eventsOf(run);
    expect(seen.map((set) => set.features)).toEqual(
      [0, 1, 2, 3].map((epoch) => distorted(data, expansion, { seed: 5, epoch }).features),
    );
    const session = await referenceEngine.open(run.network);
    const { cost } = session.evaluate(session.load(data));
    expect(run.outcome?.history[3]?.evaluations.training?.dataCost).toBeCloseTo(cost, 6);
  });

  it("ends in the same bits each time, in others without it, and in the plain ones where it changes nothing", async () => {
    const hash = async (options: Partial<TrainOptions>) => {
      const run = train(start(), data, { ...least, ...options });
      await eventsOf(run);
      return run.outcome?.sha256;
    };
    const { expansion: _, ...plain } = least;
    const run = train(start(), data, plain);
    await eventsOf(run);
    expect(await hash({})).toBe(await hash({}));
    expect(await hash({})).not.toBe(run.outcome?.sha256);
    expect(await hash({ expansion: { shift: 0 } })).toBe(run.outcome?.sha256);
    expect(await hash({ expansion: { rotate: 15 } })).not.toBe(await hash({}));
  });

  it("is resumed in mid-epoch, any number of times, on one thread or two, to the same bits", async () => {
    const inPieces = async (options: TrainOptions, cuts: readonly number[]) => {
      const events: unknown[] = [];
      let resume: { resume: TrainingSnapshot } | undefined;
      for (const [piece, abortAt] of [...cuts, Number.POSITIVE_INFINITY].entries()) {
        const controller = new AbortController();
        const engine = watchedEngine({ abortAt, controller });
        const threads = 1 + (piece % 2);
        const run = train(start(), data, { ...options, ...resume, engine, threads, signal: controller.signal });
        events.push(...(await eventsOf(run)));
        const checkpoint = encodeCheckpoint(run.snapshot());
        if (run.outcome!.reason !== "aborted") return { events, outcome: run.outcome!, checkpoint };
        resume = { resume: decodeCheckpoint(checkpoint) };
      }
      throw new Error("it was aborted though nobody did it");
    };
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.constantFrom("sgd", "adam"), fc.boolean(), async (cut, optimizer, shuffle) => {
        const options = { ...least, optimizer, shuffle, miniBatchEvents: 2 } as TrainOptions;
        const straight = await inPieces(options, []);
        const pieces = await inPieces(options, cut);
        expect(pieces.events).toEqual(straight.events);
        expect(pieces.outcome).toEqual(straight.outcome);
        expect(Buffer.compare(pieces.checkpoint, straight.checkpoint)).toBe(0);
      }),
      { numRuns: runs(15) },
    );
  });

  it("is not resumed with another expansion, or with none", async () => {
    const run = train(start(), data, { ...least, epochs: 1 });
    await eventsOf(run);
    const resume = run.snapshot();
    const again = (change: Partial<TrainOptions>) =>
      refused(() => train(start(), data, { ...least, ...change, resume }));
    expect(again({ expansion: { rotate: 15 } })).toMatchObject({ code: "training.resume" });
    expect(again({ expansion: {} }).message).toContain("expansion");
    train(start(), data, { ...least, resume });
  });

  it("ends at once when the signal comes before the first images are ready", async () => {
    const run = train(start(), data, { ...least, signal: AbortSignal.abort() });
    expect(await eventsOf(run)).toEqual([]);
    expect(run.outcome?.reason).toBe("aborted");
    expect(run.snapshot().cursor).toMatchObject({ step: 0 });
  });

  it("refuses what is no distortion, and data that are no images, before it starts", () => {
    const wrong = { rotate: -1 } as Distortion;
    expect(refused(() => train(start(), data, { ...least, expansion: wrong })).code).toBe("expansion.distortion");
    const floats = new Dataset({
      shape: [25],
      features: new Float32Array(50),
      targets: { kind: "classes", labels: [0, 1], classes: 3 },
    });
    expect(refused(() => train(start(), floats, least)).code).toBe("expansion.images");
  });
});

describe("the settings", () => {
  it("hold the expansion in one way of writing, and nothing where there is none", () => {
    const settings = checkSettings({ epochs: 1, learningRate: 1, expansion: { skew: 0, rotate: 3, shift: 1 } });
    expect(JSON.stringify(settings.expansion)).toBe('{"shift":1,"rotate":3}');
    expect(checkStoredSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
    expect("expansion" in checkSettings({ epochs: 1, learningRate: 1 })).toBe(false);
    expect(
      "expansion" in checkSettings({ epochs: 1, learningRate: 1, expansion: { elastic: { alpha: 0, sigma: 3 } } }),
    ).toBe(false);
  });
});

describe("the worker's text", () => {
  it("is bundled from the sources as they are", async () => {
    const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
    const { outputFiles } = await build({
      entryPoints: [path("../data/expansion/worker.ts")],
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      write: false,
      logLevel: "error",
      tsconfigRaw: {},
    });
    const generated = await readFile(path("generated/distortion-worker.ts"), "utf8");
    expect(generated).toContain(JSON.stringify(outputFiles[0]!.text));
  });
});
