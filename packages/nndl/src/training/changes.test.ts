import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { batchNorm, dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { randomChanges } from "../testing/random-changes.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { checkChanges, settingsAt } from "./changes.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { TrainingRun } from "./run.ts";
import { checkSettings } from "./settings.ts";
import { train } from "./train.ts";

const data = toyData(23);
const test = toyData(11, { name: "test" });
const layers = [dense(4, "tanh"), dense(3)];
const start = () => network({ input: [5], layers, cost: "cross-entropy", seed: 5 });
const least: TrainOptions = { epochs: 5, learningRate: 0.5, miniBatchSize: 4 };

/** Trains to the end, changing on the way what is said for a step; `changes` at step 0 are made before anything runs. */
async function changedOnTheWay(options: TrainOptions, changes: TrainOptions["changes"] = []) {
  const run: TrainingRun<TrainingEvent> = train(start(), data, { ...options, miniBatchEvents: 1 });
  const make = (step: number) => {
    for (const { atMiniBatch, settings } of changes) if (atMiniBatch === step) run.change(settings);
  };
  make(0);
  const events: unknown[] = [];
  for await (const event of run) {
    events.push({ ...event, seconds: undefined, examplesPerSecond: undefined });
    // The end of an epoch is told after its last mini-batch.
    if (event.type === "mini-batch") make(event.step);
  }
  return { run, events };
}

const withoutClock = async (run: TrainingRun) => {
  const events: unknown[] = [];
  for await (const event of run as TrainingRun<TrainingEvent>)
    events.push({ ...event, seconds: undefined, examplesPerSecond: undefined });
  return events;
};

const ways = fc.record({
  optimizer: fc.constantFrom("sgd", "momentum", "adamw"),
  schedule: fc.constantFrom("constant", "cosine", { type: "step", every: 2 } as const),
}) as fc.Arbitrary<Partial<TrainOptions>>;

describe("settings that are changed on the way", () => {
  it("become a recipe that gives the same bits again, from the seed, at once or resumed anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(ways, randomChanges, fc.integer({ min: 1, max: 25 }), async (way, changes, cut) => {
        const options = { ...least, ...way, evaluate: { test } };
        const { run, events } = await changedOnTheWay(options, changes);
        const recipe = JSON.parse(JSON.stringify(run.settings.changes ?? [])) as TrainOptions["changes"];
        const again = train(start(), data, { ...options, changes: recipe, miniBatchEvents: 1 });
        expect(await withoutClock(again)).toEqual(events);
        expect(again.outcome).toEqual(run.outcome);
        expect(Buffer.compare(encodeCheckpoint(again.snapshot()), encodeCheckpoint(run.snapshot()))).toBe(0);

        const first: TrainingRun<TrainingEvent> = train(start(), data, {
          ...options,
          changes: recipe,
          miniBatchEvents: 1,
        });
        for await (const { step } of first) if (step === cut) break;
        const resume = decodeCheckpoint(encodeCheckpoint(first.snapshot()));
        const rest = train(start(), data, { ...options, resume });
        for await (const _ of rest);
        expect(rest.outcome!.sha256).toBe(run.outcome!.sha256);
        expect(rest.settings).toEqual(run.settings);
      }),
      { numRuns: runs(25) },
    );
  });

  it("may also be changed after a run was resumed", async () => {
    const whole = train(start(), data, {
      ...least,
      changes: [
        { atMiniBatch: 3, settings: { learningRate: 0.1 } },
        { atMiniBatch: 9, settings: { miniBatchSize: 7, regularization: { l2: 1 } } },
      ],
    });
    for await (const _ of whole);
    const { run } = await changedOnTheWay({ ...least, epochs: 1 }, [
      { atMiniBatch: 3, settings: { learningRate: 0.1 } },
    ]);
    const rest = train(start(), data, { epochs: 5, resume: run, miniBatchEvents: 1 });
    for await (const event of rest)
      if (event.type === "mini-batch" && event.step === 9) rest.change({ miniBatchSize: 7, regularization: { l2: 1 } });
    expect(rest.settings).toEqual(whole.settings);
    expect(rest.outcome).toEqual(whole.outcome);
  });

  it("change what the optimizer's numbers are, and not which one it is", async () => {
    const options = { ...least, optimizer: "momentum" } as const;
    const slower = { type: "momentum", momentum: 0.2 } as const;
    const { run } = await changedOnTheWay(options, [{ atMiniBatch: 6, settings: { optimizer: slower } }]);
    expect(run.settings.optimizer).toEqual({ type: "momentum", momentum: 0.9 });
    expect(run.settingsNow.optimizer).toEqual(slower);
    const other = train(start(), data, options);
    for await (const _ of other);
    expect(run.outcome!.sha256).not.toBe(other.outcome!.sha256);
    const error = refused(() => train(start(), data, options).change({ optimizer: "adam" }));
    expect([error.code, error.message]).toEqual(["training.changes", expect.stringContaining("adam after momentum")]);
  });

  it("take effect from the next mini-batch on, and not before", async () => {
    const seen: unknown[] = [];
    const watching: Engine = {
      name: "watching",
      open: async (net, options) =>
        new Proxy(await wasmEngine.open(net, options), {
          get(session, key) {
            const value: unknown = Reflect.get(session, key, session);
            if (typeof value !== "function") return value;
            return (...given: unknown[]) => {
              if (key === "train") {
                const { from, to, learningRate, miniBatchSize, regularization } = given[0] as Parameters<
                  typeof session.train
                >[0];
                seen.push([from, to, learningRate, miniBatchSize, regularization.l2]);
              }
              return (value as (...given: unknown[]) => unknown).apply(session, given);
            };
          },
        }),
    };
    await changedOnTheWay({ ...least, epochs: 2, engine: watching }, [
      { atMiniBatch: 2, settings: { learningRate: 0.1 } },
      { atMiniBatch: 3, settings: { miniBatchSize: 8, regularization: { l2: 3 } } },
    ]);
    expect(seen).toEqual([
      [0, 4, 0.5, 4, 0],
      [4, 8, 0.5, 4, 0],
      [8, 12, 0.1, 4, 0],
      [12, 20, 0.1, 8, 3],
      [20, 23, 0.1, 8, 3],
      [0, 8, 0.1, 8, 3],
      [8, 16, 0.1, 8, 3],
      [16, 23, 0.1, 8, 3],
    ]);
  });

  it("leave the run's own count of mini-batches and epochs true", async () => {
    const run: TrainingRun<TrainingEvent> = train(start(), data, { ...least, epochs: 2, miniBatchEvents: 1 });
    expect([run.progress.steps, run.stepsPerEpoch, run.isEpochOver]).toEqual([12, 6, false]);
    const ends: number[] = [];
    for await (const event of run) {
      if (event.type !== "mini-batch") continue;
      if (run.isEpochOver) ends.push(event.step);
      if (event.step === 2) run.change({ miniBatchSize: 12 });
      if (event.step === 2) expect([run.progress.steps, run.stepsPerEpoch]).toEqual([6, 2]);
    }
    expect(ends).toEqual([4, 6]);
    expect(run.progress).toEqual({ epoch: 2, step: 6, steps: 6 });
  });

  it("work with larger mini-batches than the run began with, distorted images and layers that look at a mini-batch", async () => {
    const net = () =>
      network({
        input: [5],
        layers: [dense(4, "linear"), batchNorm({ activation: "relu" }), dense(3)],
        cost: "cross-entropy",
        seed: 5,
      });
    const options = { ...least, optimizer: "adam" } as const;
    const run: TrainingRun<TrainingEvent> = train(net(), data, { ...options, miniBatchEvents: 1 });
    for await (const { step } of run) if (step === 4) run.change({ miniBatchSize: 20 });
    const again = train(net(), data, run.settings);
    for await (const _ of again);
    expect(again.outcome!.sha256).toBe(run.outcome!.sha256);
  });

  it("are refused where they are wrong, and nothing changes", () => {
    const run = train(start(), data, least);
    const before = run.settings;
    for (const [code, change] of [
      ["training.changes", undefined],
      ["training.changes", { epochs: 7 }],
      ["training.changes", { shuffle: false }],
      ["training.learningRate", { learningRate: 0 }],
      ["training.learningRate", { learningRate: Number.NaN }],
      ["training.miniBatchSize", { miniBatchSize: 0.5 }],
      ["training.miniBatchSize", { miniBatchSize: 2 ** 21 }],
      ["training.regularization", { regularization: { l2: -1 } }],
      ["training.optimizer", { optimizer: { type: "sgd", momentum: 1 } }],
      ["training.changes", { optimizer: "nesterov" }],
    ] as const)
      expect(refused(() => run.change(change as object)).code).toBe(code);
    expect(run.settings).toEqual(before);
  });

  it("leave mini-batches alone where all examples are looked at before each step", () => {
    const options = { epochs: 5, optimizer: "l-bfgs", evaluate: {} } as const;
    const given = { ...options, changes: [{ atMiniBatch: 2, settings: { miniBatchSize: 4 } }] };
    for (const error of [
      refused(() => checkSettings(given)),
      refused(() => train(start(), data, options).change({ miniBatchSize: 4 })),
    ])
      expect(error).toMatchObject({
        code: "training.miniBatchSize",
        message: expect.stringContaining("looks at all examples"),
      });
  });

  it("are refused once the run has ended", async () => {
    const run = train(start(), data, least);
    for await (const _ of run);
    expect(refused(() => run.change({ learningRate: 1 })).code).toBe("training.changes");
  });

  it("are refused in a resumed run where they are other ones than were made", async () => {
    const { run } = await changedOnTheWay(least, [{ atMiniBatch: 3, settings: { learningRate: 0.1 } }]);
    const resume = run.snapshot();
    const error = refused(() => train(start(), data, { ...least, epochs: 9, resume, changes: [] }));
    expect([error.code, error.message]).toEqual(["training.resume", expect.stringContaining("changes so far")]);
    // What is still to come may be other.
    const later = { atMiniBatch: 40, settings: { learningRate: 0.05 } };
    const further = train(start(), data, { epochs: 9, resume, changes: [...resume.settings.changes!, later] });
    expect(further.settings.changes).toHaveLength(2);
  });
});

describe("a list of changes", () => {
  const settings = checkSettings(least);

  it("is brought into one form: complete, and without what changes nothing", () => {
    expect(
      checkChanges(
        [
          { atMiniBatch: 0, settings: { learningRate: 0.5 } },
          { atMiniBatch: 2, settings: { regularization: { l2: 1 }, learningRate: 0.1, miniBatchSize: 4 } },
          { atMiniBatch: 5, settings: { learningRate: 0.1 } },
        ],
        settings,
      ),
    ).toEqual([{ atMiniBatch: 2, settings: { learningRate: 0.1, regularization: { l1: 0, l2: 1 } } }]);
    expect(checkSettings({ ...least, changes: [{ atMiniBatch: 3, settings: {} }] })).toEqual(settings);
  });

  it("says what holds when", () => {
    const run = checkSettings({
      ...least,
      changes: [
        { atMiniBatch: 2, settings: { learningRate: 0.1 } },
        { atMiniBatch: 4, settings: { learningRate: 0.2, miniBatchSize: 9 } },
      ],
    });
    expect([0, 1, 2, 3, 4, 99].map((step) => settingsAt(run, step).learningRate)).toEqual([
      0.5, 0.5, 0.1, 0.1, 0.2, 0.2,
    ]);
    expect(settingsAt(run, 99)).toEqual({ ...settings, learningRate: 0.2, miniBatchSize: 9 });
  });

  it.each<[string, unknown]>([
    ["no list", { atMiniBatch: 3, settings: {} }],
    ["what is no change", [3]],
    ["an unknown field", [{ atMiniBatch: 3, settings: {}, epoch: 1 }]],
    ["no place", [{ settings: { learningRate: 1 } }]],
    ["a place before the run", [{ atMiniBatch: -1, settings: { learningRate: 1 } }]],
    ["half a place", [{ atMiniBatch: 1.5, settings: { learningRate: 1 } }]],
    [
      "places out of order",
      [
        { atMiniBatch: 3, settings: { learningRate: 1 } },
        { atMiniBatch: 3, settings: { learningRate: 2 } },
      ],
    ],
    ["no settings", [{ atMiniBatch: 3 }]],
    ["settings that never change", [{ atMiniBatch: 3, settings: { schedule: "cosine" } }]],
  ])("is refused with %s", (_name, changes) => {
    expect(refused(() => train(start(), data, { ...least, changes: changes as never })).code).toBe("training.changes");
  });
});

describe("what a run can go on from", () => {
  it("is a run that ended, whose settings need not be said again", async () => {
    const options = { ...least, optimizer: "adam", regularization: { l2: 0.1 } } as const;
    const whole = train(start(), data, { ...options, epochs: 6 });
    for await (const _ of whole);
    const net = start();
    let run: TrainingRun = train(net, data, { ...options, epochs: 1 });
    for await (const _ of run);
    for (let epochs = 2; epochs <= 6; epochs++) {
      run = train(net, data, { epochs, resume: run });
      for await (const _ of run);
    }
    expect(run).toBeInstanceOf(TrainingRun);
    expect(run.outcome).toEqual(whole.outcome);
  });

  it("may have more patience than before, and not less", async () => {
    const impatient = { ...least, evaluate: { test }, learningRate: 1e-9, earlyStopping: { patience: 2 } };
    const run = train(start(), data, { ...impatient, epochs: 9 });
    for await (const _ of run);
    expect(run.outcome).toMatchObject({ reason: "no improvement", epochs: 3 });
    const options = { evaluate: { test }, resume: run.snapshot() };
    const rest = train(start(), data, { ...options, earlyStopping: { patience: 4 } });
    for await (const _ of rest);
    expect(rest.outcome).toMatchObject({ reason: "no improvement", epochs: 5 });
    const code = (earlyStopping: TrainOptions["earlyStopping"]) =>
      refused(() => train(start(), data, { ...options, earlyStopping })).code;
    expect(code({ patience: 1 })).toBe("training.resume");
    expect(code({ patience: 4, restoreBest: false })).toBe("training.resume");
  });

  it("is not a run whose schedule spreads over other epochs, which it names", async () => {
    for (const schedule of ["cosine", "one-cycle"] as const) {
      const run = train(start(), data, { ...least, schedule });
      for await (const _ of run);
      const error = refused(() => train(start(), data, { epochs: 8, resume: run }));
      expect([error.code, error.message]).toEqual([
        "training.resume",
        expect.stringContaining(`the ${schedule} schedule`),
      ]);
      for await (const _ of train(start(), data, { resume: run })) expect.fail("it had ended");
    }
  });
});
