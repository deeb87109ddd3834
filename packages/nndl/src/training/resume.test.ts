import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { miniBatchOptimizerNames, scheduleNames } from "../functions/index.ts";
import { dense, dropout, gru, lstm, recurrent } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { randomChanges } from "../testing/random-changes.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainingRun } from "./run.ts";
import type { TrainingSnapshot } from "./snapshot.ts";
import { train } from "./train.ts";

const data = toyData(23);
const test = toyData(11, { name: "test" });
const start = (seed = 5) => network({ input: [5], layers: [dense(4, "tanh"), dense(3)], cost: "cross-entropy", seed });
const least = { epochs: 4, learningRate: 0.5, miniBatchSize: 4 };

/** All events, without what a clock says. */
async function eventsOf(run: TrainingRun): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of run as TrainingRun<TrainingEvent>)
    events.push({ ...event, seconds: undefined, examplesPerSecond: undefined });
  return events;
}

/** The wasm engine, which gives the signal during its n-th stretch of training. */
function abortingEngine(n: number, controller: AbortController): Engine {
  let stretches = 0;
  return {
    name: "aborting",
    open: async (net, options) =>
      new Proxy(await wasmEngine.open(net, options), {
        get(session, key) {
          if (key === "train" && ++stretches === n) controller.abort();
          const value: unknown = Reflect.get(session, key, session);
          return typeof value === "function" ? value.bind(session) : value;
        },
      }),
  };
}

/** Trains in pieces, each in a network of its own that knows nothing but the last piece's checkpoint. */
async function inPieces(options: TrainOptions, cuts: readonly number[], begin = start) {
  const events: unknown[] = [];
  let resume: { resume: TrainingSnapshot } | undefined;
  for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
    const controller = new AbortController();
    const engine = abortingEngine(cut, controller);
    const run = train(begin(), data, { ...options, ...resume, engine, signal: controller.signal });
    events.push(...(await eventsOf(run)));
    const checkpoint = encodeCheckpoint(run.snapshot());
    if (run.outcome!.reason !== "aborted") return { events, outcome: run.outcome!, checkpoint };
    resume = { resume: decodeCheckpoint(checkpoint) };
  }
  throw new Error("it was aborted though nobody did it");
}

const settings: fc.Arbitrary<Partial<TrainOptions>> = fc.record(
  {
    epochs: fc.integer({ min: 1, max: 5 }),
    miniBatchSize: fc.integer({ min: 1, max: 25 }),
    learningRate: fc.constantFrom(0.01, 0.1, 0.7),
    optimizer: fc.constantFrom(...miniBatchOptimizerNames),
    schedule: fc.constantFrom(...scheduleNames.filter((name) => name !== "halving"), {
      ...({ type: "halving", patience: 1, until: 1 / 8 } as const),
    }),
    regularization: fc.record({ l1: fc.constantFrom(0, 0.1), l2: fc.constantFrom(0, 0.3) }),
    shuffle: fc.boolean(),
    earlyStopping: fc.record({ patience: fc.integer({ min: 1, max: 3 }), restoreBest: fc.boolean() }),
    miniBatchEvents: fc.integer({ min: 1, max: 7 }),
    changes: randomChanges,
    watch: fc.constantFrom({ measure: "cost" } as const, { measure: "accuracy" } as const),
  },
  { requiredKeys: ["epochs", "miniBatchSize", "learningRate"] },
);

describe("a resumed run", () => {
  it("of a network that reads sequences, too", async () => {
    const layers = [
      lstm(4, { output: "every", direction: "both", gates: "peepholes" }),
      dropout(0.3),
      gru(3, { output: "every" }),
      recurrent(5, { nonlinearity: "relu", recurrentStart: "identity" }),
      dense(3, "softmax"),
    ];
    const begin = () => network({ input: [5, 1], layers, seed: 2 });
    const options: TrainOptions = {
      ...least,
      learningRate: 0.05,
      optimizer: "adam",
      evaluate: { test },
      miniBatchEvents: 2,
    };
    const straight = await inPieces(options, [], begin);
    const pieces = await inPieces(options, [2, 3, 5], begin);
    expect(pieces.events).toEqual(straight.events);
    expect(pieces.outcome).toEqual(straight.outcome);
    expect(straight.outcome.reason).toBe("finished");
  });

  it("ends in the same bits, and tells the same, as one that was never interrupted", async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), async (given, cuts) => {
        const options = { ...least, ...given, evaluate: { test } };
        const straight = await inPieces(options, []);
        const pieces = await inPieces(options, cuts);
        expect(pieces.events).toEqual(straight.events);
        expect(pieces.outcome).toEqual(straight.outcome);
        expect(Buffer.compare(pieces.checkpoint, straight.checkpoint)).toBe(0);
      }),
      { numRuns: runs(120) },
    );
  });

  it("can have more epochs than before, even when it was finished", async () => {
    const evaluate = { test };
    const earlyStopping = { patience: 50 };
    const run = train(start(), data, { ...least, evaluate, earlyStopping });
    await eventsOf(run);
    const longer = { ...least, epochs: 9, evaluate, earlyStopping };
    const straight = train(start(), data, longer);
    const events = await eventsOf(straight);
    const resumed = train(start(), data, { ...longer, resume: run.snapshot() });
    // The last event of a finished run says so; otherwise all is the same.
    expect(await eventsOf(resumed)).toEqual(events.slice(4));
    expect(resumed.outcome).toEqual(straight.outcome);
  });

  it("has nothing to do when it was finished", async () => {
    const run = train(start(), data, least);
    await eventsOf(run);
    const again = train(start(), data, { ...least, resume: run.snapshot() });
    expect(await eventsOf(again)).toEqual([]);
    expect(again.outcome).toEqual(run.outcome);
  });

  it("measures costs from where it resumes, when the interrupted run did not", async () => {
    const run = train(start(), data, { ...least, schedule: "cosine", signal: AbortSignal.abort() });
    await eventsOf(run);
    const first = run.snapshot();
    expect(first.cursor).toMatchObject({ step: 0, costSum: 0, costCount: 0 });
    const controller = new AbortController();
    const unmeasured = train(start(), data, {
      ...least,
      signal: controller.signal,
      engine: abortingEngine(2, controller),
    });
    await eventsOf(unmeasured);
    const snapshot = unmeasured.snapshot();
    expect(snapshot.cursor.step).toBeGreaterThan(0);
    expect(snapshot.cursor).toMatchObject({ costSum: 0, costCount: 0 });
  });

  it("begins with the weights of its snapshot", () => {
    const run = train(start(), data, least);
    const [snapshot, net] = [run.snapshot(), start()];
    snapshot.parameters.get("layers.0.biases")![2] = 42;
    train(net, data, { ...least, resume: snapshot });
    expect(net.parameters.get("layers.0.biases")!.values[2]).toBe(42);
  });

  const interrupted = async (options: Partial<TrainOptions> = {}) => {
    const run = train(start(), data, { ...least, miniBatchEvents: 7, ...options });
    for await (const event of run) if (event.step === 7) break;
    return run.snapshot();
  };

  it.each<[string, string, Partial<TrainOptions>]>([
    ["another learning rate", "learningRate", { learningRate: 0.4 }],
    ["another mini-batch size", "miniBatchSize", { miniBatchSize: 5 }],
    ["another optimizer", "optimizer", { optimizer: { type: "momentum", momentum: 0.8 } }],
    ["another schedule", "schedule", { schedule: "cosine" }],
    ["another λ", "regularization", { regularization: { l2: 1 } }],
    ["no shuffling", "shuffle", { shuffle: false }],
    ["early stopping", "watched data", { evaluate: { test }, earlyStopping: { patience: 3 } }],
    ["epochs that are over already", "epoch 2", { epochs: 1 }],
  ])("refuses %s", async (_name, what, change) => {
    const snapshot = await interrupted({ optimizer: "momentum" });
    const net = start();
    const before = net.sha256();
    const error = refused(() => train(net, data, { ...least, optimizer: "momentum", ...change, resume: snapshot }));
    expect(error.code).toBe("training.resume");
    expect(error.message).toContain(what);
    expect(net.sha256()).toBe(before);
  });

  it("refuses other training data, other watched data, another seed and another network", async () => {
    const watching = { evaluate: { test }, earlyStopping: { patience: 3 } };
    const resume = await interrupted(watching);
    const options = { ...least, ...watching, resume };
    const code = (act: () => unknown) => refused(act).code;
    expect(code(() => train(start(), toyData(23, { seed: 2 }), options))).toBe("training.resume");
    const others = refused(() => train(start(), toyData(data.count, { seed: 9 }), options));
    expect(others.message).toMatch(
      /^the training data are not those of the interrupted run: they have changed since\. /,
    );
    expect(code(() => train(start(), data.slice(0, 20), options))).toBe("training.resume");
    expect(code(() => train(start(), data, { ...options, evaluate: { test: data } }))).toBe("training.resume");
    expect(code(() => train(start(6), data, options))).toBe("training.resume");
    const wider = network({ input: [5], layers: [dense(5, "tanh"), dense(3)], cost: "cross-entropy", seed: 5 });
    expect(code(() => train(wider, data, options))).toBe("training.resume");
    // Data that is only measured may be other data.
    train(start(), data, { ...least, evaluate: { test: data }, resume: await interrupted() });
  });

  it("refuses other epochs where the learning rate follows the whole run", async () => {
    const resume = await interrupted({ schedule: "cosine" });
    const error = refused(() => train(start(), data, { ...least, schedule: "cosine", epochs: 5, resume }));
    expect(error.message).toContain("had 4 epochs, and this one has 5: the cosine schedule");
  });
});
