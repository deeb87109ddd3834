/** Training by methods that look at all examples before each step, through `train`. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { classification, Dataset, regression } from "../../data/index.ts";
import { type Engine, referenceEngine, type Session, wasmEngine } from "../../engines/index.ts";
import { type FullBatchOptimizerName, fullBatchOptimizerNames } from "../../functions/index.ts";
import { batchNorm, conv2d, dense, dropout, maxPool2d } from "../../layers/index.ts";
import { type Network, network } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import { expectClose, expectCloseMaps } from "../../testing/close.ts";
import golden from "../../testing/golden/logistic.golden.json" with { type: "json" };
import { withProcessors } from "../../testing/processors.ts";
import { asFloats } from "../../testing/random-cases.ts";
import { refused } from "../../testing/refused.ts";
import { everyExample, withSession } from "../../testing/sessions.ts";
import { toyData } from "../../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../checkpoint-file.ts";
import type { EpochEvent, TrainingEvent } from "../events.ts";
import type { FullBatchOptions } from "../options.ts";
import type { TrainingRun } from "../run.ts";
import type { TrainingSnapshot } from "../snapshot.ts";
import { train } from "../train.ts";

const data = toyData(150);
const test = toyData(40, { seed: 2, name: "test" });
const start = () =>
  network({ input: [5], layers: [dense(6, "tanh"), dense(3, "softmax")], cost: "log-likelihood", seed: 5 });
const least = { epochs: 12, regularization: { l2: 2 } };

async function eventsOf(run: TrainingRun<TrainingEvent>): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

/** Without what a clock says. */
const timeless = (events: readonly TrainingEvent[]) =>
  events.map((event) => ({ ...event, seconds: undefined, examplesPerSecond: undefined }));

async function epochsOf(net: Network, on: Dataset, options: FullBatchOptions): Promise<EpochEvent[]> {
  return (await eventsOf(train(net, on, options))) as EpochEvent[];
}

const weightsOf = (net: Network) => new Map([...net.parameters].map(([key, { values }]) => [key, values.slice()]));

describe.each(fullBatchOptimizerNames)("%s", (optimizer) => {
  it("makes the whole cost smaller in every epoch, and tells what it did", async () => {
    const net = start();
    const events = await epochsOf(net, data, { ...least, optimizer, evaluate: { training: data, test } });
    expect(events.map(({ index, step, steps }) => [index, step, steps])).toEqual(events.map((_, i) => [i, i + 1, 12]));
    let before = Number.POSITIVE_INFINITY;
    for (const { descent, evaluations, learningRate } of events) {
      expect(descent!.cost).toBeCloseTo(evaluations.training!.cost, 9);
      expect(descent!.cost).toBeLessThanOrEqual(before);
      expect(descent!.passes).toBeGreaterThan(0);
      expect(learningRate).toBe(1);
      before = descent!.cost;
    }
    // The first epoch computes where it stands, too.
    expect(events[0].descent!.passes).toBeGreaterThan(1);
    expect(events.at(-1)!.evaluations.training!.accuracy).toBeGreaterThan(0.7);
    expect(events.at(-1)!.descent!.cost).toBeLessThan(0.8 * events[0].descent!.cost);
  });

  it("gives the same bits on any number of threads, however the data are stored", async () => {
    const bytes = new Dataset({
      shape: [12],
      features: Uint8Array.from({ length: 12 * 150 }, (_, i) => (i % 4 === 0 ? (i * 37) % 256 : 0)),
      targets: { kind: "classes", labels: Array.from({ length: 150 }, (_, i) => i % 3), classes: 3 },
    });
    const layers = [dense(4, "sigmoid"), dense(3, "softmax")];
    const outcome = async (on: Dataset, threads: number) => {
      const net = network({ input: [12], layers, seed: 2 });
      const options = { optimizer, epochs: 4, regularization: { l2: 1 }, threads };
      const events = await withProcessors(threads, () => epochsOf(net, on, options));
      return [timeless(events), net.sha256()];
    };
    const one = await outcome(bytes, 1);
    expect(await outcome(bytes, 2)).toEqual(one);
    expect(await outcome(bytes, 3)).toEqual(one);
    expect(await outcome(asFloats(bytes), 2)).toEqual(one);
  });

  it("ends where the reference engine's run ends, but for rounding", async () => {
    const [ours, theirs] = [start(), start()];
    await epochsOf(ours, data, { optimizer, epochs: 4 });
    await epochsOf(theirs, data, { optimizer, epochs: 4, engine: referenceEngine });
    expectCloseMaps(weightsOf(ours), weightsOf(theirs), { rtol: 2e-3, atol: 2e-4 });
  });

  it("leaves frozen layers alone", async () => {
    const net = start();
    const before = weightsOf(net);
    await epochsOf(net, data, { ...least, optimizer, epochs: 3, freeze: [0] });
    for (const [key, values] of weightsOf(net))
      if (key.startsWith("layers.0")) expect(values).toEqual(before.get(key));
      else expect(values).not.toEqual(before.get(key));
  });

  it("ends at a minimum, and says so; a longer run has nothing to add", async () => {
    const net = network({ input: [5], layers: [dense(3, "softmax")], seed: 1 });
    const options = { optimizer, epochs: 200, regularization: { l2: 3 } };
    const run = train(net, data, options);
    const events = (await eventsOf(run)) as EpochEvent[];
    expect(run.outcome).toMatchObject({ reason: "minimum", epochs: events.length });
    expect(events.map(({ reason }) => reason)).toEqual([...Array(events.length - 1).fill(undefined), "minimum"]);
    expect(events.at(-1)!.descent!.largestSlope).toBeLessThan(3e-4);
    const again = train(net, data, { ...options, resume: run });
    const [only] = (await eventsOf(again)) as EpochEvent[];
    expect(only.descent).toMatchObject({ stepLength: 0 });
    expect(again.outcome?.sha256).toBe(run.outcome?.sha256);
  });

  it("tells the mean cost before each step after mini-batches, which are epochs", async () => {
    const run = train(start(), data, { ...least, epochs: 4, optimizer, miniBatchEvents: 2, evaluate: { data } });
    const events = await eventsOf(run);
    expect(events.map(({ type }) => type).join()).toBe("epoch,mini-batch,epoch,epoch,mini-batch,epoch");
    const costs = (events as EpochEvent[])
      .filter(({ type }) => type === "epoch")
      .map((e) => e.evaluations.data!.dataCost);
    const second = events[4] as Extract<TrainingEvent, { type: "mini-batch" }>;
    expect(second.cost).toBeCloseTo((costs[1] + costs[2]) / 2, 9);
  });
});

describe("newton", () => {
  it("solves least squares in one epoch: a linear layer with the quadratic cost", async () => {
    const draws = stream(3, "least squares");
    const inputs = Array.from({ length: 50 }, () => Array.from({ length: 4 }, () => draws.gaussian()));
    const truth = [
      [1, -2, 0.5, 3],
      [0.25, 1, -1, 0],
    ];
    const values = inputs.map((x) => truth.map((w, j) => w.reduce((sum, v, k) => sum + v * x[k], j - 0.5)));
    const net = network({ input: [4], layers: [dense(2, "linear")], cost: "quadratic", seed: 1 });
    const run = train(net, regression(inputs, values), { optimizer: "newton", epochs: 10 });
    const events = await eventsOf(run);
    expectClose(net.parameters.get("layers.0.weights")!.values, truth.flat(), { rtol: 0, atol: 1e-5 });
    expectClose(net.parameters.get("layers.0.biases")!.values, [-0.5, 0.5], { rtol: 0, atol: 1e-5 });
    expect((events[0] as EpochEvent).descent).toMatchObject({ passes: 2, stepLength: 1 });
    expect((events[0] as EpochEvent).descent!.cost).toBeLessThan(1e-10);
  });

  it("goes a part of the way with a smaller learning rate", async () => {
    const only = regression([[1], [-1]], [[2], [-2]]);
    const make = () => {
      const net = network({
        input: [1],
        layers: [dense(1, "linear")],
        cost: "quadratic",
        initializer: "zeros",
        seed: 1,
      });
      return net;
    };
    const net = make();
    await epochsOf(net, only, { optimizer: "newton", epochs: 2, learningRate: 0.5 });
    expectClose(net.parameters.get("layers.0.weights")!.values, [1.5], { rtol: 1e-6, atol: 0 });
  });
});

describe.each(golden.map((each) => [each.name, each] as const))(
  "logistic regression of %s, as scikit-learn has it",
  (_, known) => {
    const size = known.inputs.length / known.labels.length;
    const on = classification(
      known.labels.map((_, i) => known.inputs.slice(i * size, (i + 1) * size)),
      [...known.labels],
    );
    const values = regression(
      known.labels.map((_, i) => known.inputs.slice(i * size, (i + 1) * size)),
      known.labels.map((label) => [label]),
    );

    it.each(fullBatchOptimizerNames)("%s reaches its minimum", async (optimizer) => {
      const two = known.classes === 2;
      const layers = [two ? dense(1, "sigmoid") : dense(3, "softmax")];
      const cost = two ? "cross-entropy" : "log-likelihood";
      const net = network({ input: [size], layers, cost, seed: 3 });
      const run = train(net, two ? values : on, { optimizer, epochs: 100, regularization: { l2: known.l2 } });
      const last = ((await eventsOf(run)) as EpochEvent[]).at(-1)!;
      expect(run.outcome?.reason).toBe("minimum");
      expectClose([last.descent!.cost], [known.cost], { rtol: 2e-7, atol: 0 });
      const [weights, biases] = ["weights", "biases"].map((name) => net.parameters.get(`layers.0.${name}`)!.values);
      expectClose(weights, known.weights, { rtol: 0, atol: 2e-3 });
      // A softmax does not see what all biases have in common.
      const mean = two ? 0 : biases.reduce((sum, b) => sum + b / biases.length, 0);
      expectClose(
        biases.map((b) => b - mean),
        known.biases,
        { rtol: 0, atol: 2e-3 },
      );
    });
  },
);

describe.each([
  ["l-bfgs", 0.9],
  ["conjugate-gradients", 0.1],
] as const)("every step of %s", (optimizer, flat) => {
  it("meets the strong Wolfe conditions, measured in a session of its own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(0, 1), fc.constantFrom(0.1, 1, 20), async (seed, l2, learningRate) => {
        const net = network({ input: [5], layers: [dense(4, "sigmoid"), dense(3, "softmax")], seed });
        const places = [weightsOf(net)];
        const events: EpochEvent[] = [];
        const options = { optimizer, epochs: 8, learningRate, regularization: { l2 } };
        for await (const event of train(net, data, options)) {
          places.push(weightsOf(net));
          events.push(event);
        }
        const known = await withSession(wasmEngine, net, { threads: 1, miniBatchSize: 128 }, (session) =>
          places.map((weights) => wholeCost(session, weights, l2)),
        );
        for (const [k, { descent }] of events.entries()) {
          if (descent!.stepLength === 0) continue;
          const [from, to] = [known[k], known[k + 1]];
          let [before, after] = [0, 0];
          for (const [key, values] of places[k])
            for (let i = 0; i < values.length; i++) {
              const step = places[k + 1].get(key)![i] - values[i];
              before += from.gradient.get(key)![i] * step;
              after += to.gradient.get(key)![i] * step;
            }
          const rounding = 1e-9 * from.cost;
          expect(to.cost).toBeLessThanOrEqual(from.cost + 1e-4 * before + rounding);
          expect(Math.abs(after)).toBeLessThanOrEqual(flat * Math.abs(before) + rounding);
          expect(descent!.cost).toBeCloseTo(to.cost, 9);
        }
      }),
      { numRuns: runs(24) },
    );
  });
});

/** The whole cost of the data and its gradient, at some weights. */
function wholeCost(session: Session, weights: ReadonlyMap<string, Float32Array>, l2: number) {
  for (const [key, values] of weights) session.network.parameters.get(key)!.values.set(values);
  session.upload();
  const resident = session.load(data);
  const { cost, parameters } = session.gradients(resident, everyExample(data));
  session.unload(resident);
  let whole = cost;
  const gradient = new Map<string, Float64Array>();
  for (const [key, slopes] of parameters) {
    const strength = key.endsWith("weights") ? l2 / data.count : 0;
    for (const w of weights.get(key)!) whole += (strength * w * w) / 2;
    gradient.set(
      key,
      Float64Array.from(slopes, (slope, i) => slope + strength * weights.get(key)![i]),
    );
  }
  return { cost: whole, gradient };
}

/** The wasm engine, which gives the signal during its n-th gradient. */
function abortingEngine(n: number, controller: AbortController, seen?: (net: Network) => void): Engine {
  let gradients = 0;
  return {
    name: "aborting",
    open: async (net, options) =>
      new Proxy(await wasmEngine.open(net, options), {
        get(session, key) {
          if (key === "gradients") {
            if (++gradients === n) controller.abort();
            seen?.(net);
          }
          const value: unknown = Reflect.get(session, key, session);
          return typeof value === "function" ? value.bind(session) : value;
        },
      }),
  };
}

describe("a run that is interrupted within steps", () => {
  const settings = fc.record({
    optimizer: fc.constantFrom<FullBatchOptions["optimizer"][]>(
      ...(["l-bfgs", "conjugate-gradients", "newton"] as const),
      { type: "l-bfgs", memory: 2 },
      { type: "newton", damping: 0.5 },
    ),
    epochs: fc.integer({ min: 1, max: 7 }),
    regularization: fc.record({ l2: fc.constantFrom(0, 2) }),
    learningRate: fc.constantFrom(undefined, 0.5),
    earlyStopping: fc.constantFrom(undefined, { patience: 2 }),
    classWeights: fc.constantFrom(undefined, "balanced" as const),
    freeze: fc.constantFrom(undefined, [0]),
    miniBatchEvents: fc.constantFrom(undefined, 1, 3),
    changes: fc.constantFrom(undefined, [
      { atMiniBatch: 2, settings: { regularization: { l2: 1 }, learningRate: 0.7 } },
    ]),
  });

  async function inPieces(options: FullBatchOptions, cuts: readonly number[]) {
    const events: TrainingEvent[] = [];
    let resume: { resume: TrainingSnapshot } | undefined;
    for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
      const controller = new AbortController();
      const engine = abortingEngine(cut, controller);
      const run = train(start(), data, {
        ...options,
        ...resume,
        engine,
        signal: controller.signal,
      } as FullBatchOptions);
      events.push(...(await eventsOf(run)));
      const checkpoint = encodeCheckpoint(run.snapshot());
      if (run.outcome!.reason !== "aborted") return { events: timeless(events), outcome: run.outcome!, checkpoint };
      resume = { resume: decodeCheckpoint(checkpoint) };
    }
    throw new Error("it was aborted though nobody did it");
  }

  it("ends, once resumed, in the same bits, and tells the same", async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }), async (given, cuts) => {
        const options = { ...given, evaluate: { test } };
        const straight = await inPieces(options, []);
        const pieces = await inPieces(options, cuts);
        expect(pieces.events).toEqual(straight.events);
        expect(pieces.outcome).toEqual(straight.outcome);
        expect(Buffer.compare(pieces.checkpoint, straight.checkpoint)).toBe(0);
      }),
      { numRuns: runs(50) },
    );
  });

  it.each(fullBatchOptimizerNames)(
    "shows, by %s, only weights that a step led to, and snapshots of these",
    async (optimizer) => {
      const seen = new Set<string>();
      const snapshots: TrainingSnapshot[] = [];
      let run: TrainingRun | undefined;
      const engine = abortingEngine(Number.POSITIVE_INFINITY, new AbortController(), (net) => {
        seen.add(net.sha256());
        snapshots.push(run!.snapshot());
      });
      const net = start();
      const steps = new Set([net.sha256()]);
      run = train(net, data, { ...least, epochs: 5, optimizer, engine }) as TrainingRun;
      for await (const _ of run) steps.add(net.sha256());
      expect([...seen].every((hash) => steps.has(hash))).toBe(true);
      // From the midst of a step to the end, in the same bits.
      const middle = snapshots[Math.floor(snapshots.length / 2)];
      const resumed = train(start(), data, { resume: decodeCheckpoint(encodeCheckpoint(middle)) });
      await eventsOf(resumed);
      expect(resumed.outcome?.sha256).toBe(run.outcome?.sha256);
    },
  );

  it("takes a change that comes within a step for the next one on", async () => {
    let run: TrainingRun | undefined;
    let gradients = 0;
    const engine = abortingEngine(Number.POSITIVE_INFINITY, new AbortController(), () => {
      if (++gradients === 8) run!.change({ regularization: { l2: 20 } });
    });
    const net = start();
    run = train(net, data, { optimizer: "l-bfgs", epochs: 6, engine }) as TrainingRun;
    await eventsOf(run as TrainingRun<TrainingEvent>);
    expect(run.settings.changes).toHaveLength(1);
    const [told, again] = [run.settings, start()];
    await eventsOf(train(again, data, { optimizer: "l-bfgs", epochs: 6, changes: told.changes }));
    expect(again.sha256()).toBe(net.sha256());
  });
});

describe("what does not go together is refused before anything is computed", () => {
  const code = (options: object, net = start(), on: Dataset = data) =>
    refused(() => train(net, on, { epochs: 1, ...options } as FullBatchOptions)).code;
  const withLayer = (layer: ReturnType<typeof dropout> | ReturnType<typeof batchNorm>) =>
    network({ input: [5], layers: [dense(4, "tanh"), layer, dense(3, "softmax")], seed: 1 });

  it.each(fullBatchOptimizerNames)("with %s", (optimizer: FullBatchOptimizerName) => {
    expect(code({ optimizer, miniBatchSize: 10 })).toBe("training.miniBatchSize");
    expect(code({ optimizer, miniBatchSize: 149 })).toBe("training.miniBatchSize");
    expect(code({ optimizer, miniBatchSize: 0 })).toBe("training.miniBatchSize");
    expect(code({ optimizer, changes: [{ atMiniBatch: 3, settings: { miniBatchSize: 5 } }] })).toBe(
      "training.miniBatchSize",
    );
    expect(code({ optimizer, regularization: { l1: 0.1 } })).toBe("training.regularization");
    const later = [{ atMiniBatch: 3, settings: { regularization: { l1: 1 } } }];
    expect(code({ optimizer, changes: later })).toBe("training.regularization");
    expect(code({ optimizer }, withLayer(dropout(0.5)))).toBe("training.optimizer");
    expect(code({ optimizer }, withLayer(batchNorm()))).toBe("training.optimizer");
    expect(code({ optimizer, learningRate: 0 })).toBe("training.learningRate");
    expect(code({ optimizer: { type: optimizer, tolerance: -1 } })).toBe("training.optimizer");
    expect(code({ optimizer: { type: optimizer, momentum: 0.9 } })).toBe("training.optimizer");
    const run = train(start(), data, { optimizer, epochs: 2 });
    expect(refused(() => run.change({ miniBatchSize: 10 })).code).toBe("training.miniBatchSize");
    expect(refused(() => run.change({ regularization: { l1: 1 } })).code).toBe("training.regularization");
    expect(refused(() => run.change({ optimizer: "sgd" })).code).toBe("training.changes");
  });

  it("and distorted images, a memory that is no whole number, a Hessian that is too large, more than Newton's step", () => {
    const images = new Dataset({
      shape: [1, 4, 4],
      features: new Uint8Array(32).fill(9),
      targets: { kind: "classes", labels: [0, 1], classes: 2 },
    });
    const net = network({ input: [1, 4, 4], layers: [dense(2, "softmax")], seed: 1 });
    expect(code({ optimizer: "l-bfgs", expansion: { shift: 1 } }, net, images)).toBe("training.optimizer");
    for (const memory of [0, 2.5, 101, "3"])
      expect(code({ optimizer: { type: "l-bfgs", memory } })).toBe("training.optimizer");
    const large = network({ input: [5], layers: [dense(500, "tanh"), dense(3, "softmax")], seed: 1 });
    expect(code({ optimizer: "newton" }, large)).toBe("training.optimizer");
    expect(code({ optimizer: "newton", learningRate: 1.5 })).toBe("training.learningRate");
    expect(code({ optimizer: { type: "newton", damping: -1 } })).toBe("training.optimizer");
  });

  it("says what was received, what is needed and what to do", () => {
    const error = refused(() => train(start(), data, { optimizer: "l-bfgs", epochs: 1, miniBatchSize: 10 }));
    expect(error.message).toContain("mini-batches of 10");
    expect(error.message).toContain("miniBatchSize must be 150");
    expect(error.message).toContain("Leave miniBatchSize out");
  });

  it("but not a mini-batch of all or more, dropout of nothing, frozen batch normalization, images", async () => {
    const runs = [
      () => epochsOf(start(), data, { optimizer: "l-bfgs", epochs: 1, miniBatchSize: 150 }),
      () => epochsOf(start(), data, { optimizer: "l-bfgs", epochs: 1, miniBatchSize: 2 ** 30 }),
      () => epochsOf(withLayer(dropout(0)), data, { optimizer: "conjugate-gradients", epochs: 1 }),
      () =>
        epochsOf(network({ input: [5], layers: [dense(4, "tanh"), batchNorm(), dense(3, "softmax")], seed: 1 }), data, {
          optimizer: "newton",
          epochs: 1,
          freeze: [1],
        }),
      () =>
        epochsOf(
          network({
            input: [1, 1, 5],
            layers: [conv2d(2, [1, 2], "tanh"), maxPool2d([1, 2]), dense(3, "softmax")],
            seed: 1,
          }),
          new Dataset({ shape: [1, 1, 5], features: data.features, targets: data.targets }),
          { optimizer: "newton", epochs: 2 },
        ),
    ];
    for (const run of runs) expect((await run())[0].descent!.stepLength).toBeGreaterThan(0);
  });

  it("and first weights whose cost is not finite end the run as diverged", async () => {
    const net = start();
    net.parameters.get("layers.1.weights")!.values.fill(3e38);
    const run = train(net, data, { optimizer: "l-bfgs", epochs: 2 });
    await expect(eventsOf(run)).rejects.toMatchObject({ code: "training.diverged" });
  });
});
