import { describe, expect, it } from "vitest";
import { platform } from "#platform";
import { autoencoder, classification, regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { dense } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { toyData } from "../testing/toy-data.ts";
import type { EpochEvent, TrainingEvent } from "./events.ts";
import { penaltyOf } from "./measure.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainingRun } from "./run.ts";
import { train } from "./train.ts";

const toy = toyData(47);
const other = toyData(31, { seed: 1 });
const small = (seed = 1): Network =>
  network({ input: [5], layers: [dense(6), dense(3, "softmax")], cost: "log-likelihood", seed });

async function eventsOf<Event extends TrainingEvent>(run: TrainingRun<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of run) events.push(event);
  return events;
}

async function trained(options: Partial<TrainOptions> = {}, net = small()) {
  const run = train(net, toy, { epochs: 3, learningRate: 0.5, miniBatchSize: 10, ...options });
  const events = await eventsOf(run);
  return { net, run, events: events as EpochEvent[], outcome: run.outcome! };
}

describe("the events of a run", () => {
  it("tell of each epoch", async () => {
    const { net, events, outcome, run } = await trained({ evaluate: { training: toy, test: other } });
    expect(events.map(({ type, index, epochs, step, steps }) => ({ type, index, epochs, step, steps }))).toEqual(
      [0, 1, 2].map((index) => ({ type: "epoch", index, epochs: 3, step: 5 * (index + 1), steps: 15 })),
    );
    for (const event of events) {
      expect(event.learningRate).toBe(0.5);
      expect(event.seconds).toBeGreaterThan(0);
      expect(event.examplesPerSecond).toBeCloseTo(47 / event.seconds, 3);
      expect(event).not.toHaveProperty("improved");
      const { test } = event.evaluations;
      expect(test).toEqual({
        count: 31,
        cost: test!.dataCost,
        dataCost: test!.dataCost,
        correct: test!.correct,
        accuracy: test!.correct! / 31,
      });
    }
    expect(events.map(({ reason }) => reason)).toEqual([undefined, undefined, "finished"]);
    expect(outcome).toEqual({
      reason: "finished",
      epochs: 3,
      sha256: net.sha256(),
      history: events.map(({ index, learningRate, evaluations }) => ({ index, learningRate, evaluations })),
    });
    expect(run.stepsPerEpoch).toBe(5);
    expect(run.progress).toEqual({ epoch: 3, step: 15, steps: 15 });
    expect(events[2]!.evaluations.training!.cost).toBeLessThan(events[0]!.evaluations.training!.cost);
  });

  it("tell of mini-batches, at the rate that was asked for, across epochs", async () => {
    const events = (await trained({ miniBatchEvents: 4 })).events as TrainingEvent[];
    expect(events.map(({ type, step }) => `${type} ${step}`)).toEqual([
      ...["mini-batch 4", "epoch 5", "mini-batch 8", "epoch 10", "mini-batch 12", "epoch 15"],
    ]);
    const batches = events.filter((event) => event.type === "mini-batch");
    expect(batches.map(({ epoch, epochs, steps, learningRate }) => [epoch, epochs, steps, learningRate])).toEqual(
      [0, 1, 2].map((epoch) => [epoch, 3, 15, 0.5]),
    );
    for (const { cost } of batches) expect(cost).toBeGreaterThan(0);
  });

  it("have costs that do not depend on what else is asked for: each example's, just before its update", async () => {
    const one = (await trained({ miniBatchEvents: 1 })).events as TrainingEvent[];
    const five = (await trained({ miniBatchEvents: 5 })).events as TrainingEvent[];
    const costs = one.filter((event) => event.type === "mini-batch").map(({ cost }) => cost);
    const firstFive = five.find((event) => event.type === "mini-batch")!.cost;
    const sizes = [10, 10, 10, 10, 7];
    const mean = sizes.reduce((sum, size, i) => sum + size * costs[i]!, 0) / 47;
    expect(firstFive).toBeCloseTo(mean, 5);
    // The first mini-batch's cost is that of the first weights.
    const order = toy.pick(
      await orderOf({ epochs: 1, learningRate: 0.5, miniBatchSize: 10 }).then((o) => o[0]!.slice(0, 10)),
    );
    const session = await referenceEngine.open(small());
    expect(costs[0]).toBeCloseTo(session.evaluate(session.load(order)).cost, 5);
  });

  it("measure training and other data on one scale, with λ/n of the training data", async () => {
    const { net, events } = await trained({
      regularization: { l2: 3, l1: 0.5 },
      evaluate: { training: toy, test: other },
    });
    const weights = ["layers.0.weights", "layers.1.weights"].flatMap((key) => [...net.parameters.get(key)!.values]);
    const squares = weights.reduce((sum, w) => sum + w * w, 0);
    const sizes = weights.reduce((sum, w) => sum + Math.abs(w), 0);
    const penalty = (3 / 47) * (squares / 2) + (0.5 / 47) * sizes;
    for (const { cost, dataCost } of Object.values(events[2]!.evaluations))
      expect(cost - dataCost).toBeCloseTo(penalty, 5);
    expect(penaltyOf(net, { l1: 0, l2: 0 }, 47)).toBe(0);
  });
});

/** The order of the examples of each epoch, as an engine gets it. */
async function orderOf(options: TrainOptions, seed = 1): Promise<Uint32Array[]> {
  const orders: Uint32Array[] = [];
  const engine = scriptedEngine({ train: ({ order }) => void (orders.includes(order) || orders.push(order)) });
  await eventsOf(train(small(seed), toy, { ...options, engine }));
  return orders;
}

describe("the order of examples", () => {
  const options = { epochs: 3, learningRate: 1, miniBatchSize: 10 };

  it("is another permutation in each epoch, and for each seed, and the same again for the same", async () => {
    const [first, again, another] = [await orderOf(options), await orderOf(options), await orderOf(options, 2)];
    expect(first).toEqual(again);
    expect(new Set([...first, ...another].map((order) => order.join())).size).toBe(6);
    for (const order of first) expect([...order].sort((a, b) => a - b)).toEqual([...toy.features.keys()].slice(0, 47));
  });

  it("is that of the data without shuffling", async () => {
    for (const order of await orderOf({ ...options, shuffle: false })) expect([...order]).toEqual([...order.keys()]);
  });

  it("is cut into mini-batches, the last one short", async () => {
    const stretches: { from: number; to: number }[] = [];
    const engine = scriptedEngine({
      train: ({ from, to, miniBatchSize }) => void stretches.push({ from, to, ...{ miniBatchSize } }),
    });
    await eventsOf(train(small(), toy, { epochs: 1, learningRate: 1, miniBatchSize: 10, miniBatchEvents: 1, engine }));
    expect(stretches.map(({ from, to }) => to - from)).toEqual([10, 10, 10, 10, 7]);
    const whole = await trained({ miniBatchSize: 47 });
    const larger = await trained({ miniBatchSize: 1_000_000 });
    expect(larger.outcome.sha256).toBe(whole.outcome.sha256);
    expect(larger.run.settings.miniBatchSize).toBe(1_000_000);
  });
});

describe("the learning rate", () => {
  const rates = async (options: Partial<TrainOptions>, correct: readonly number[] = []) => {
    const stretches: { learningRate: number; from: number; to: number; stepsBefore: number }[] = [];
    const engine = scriptedEngine({ correct, train: (stretch) => void stretches.push(stretch) });
    const { events, outcome } = await trained({ ...options, learningRate: 1, engine });
    return { stretches, events, outcome };
  };

  it("changes with every mini-batch where the schedule does", async () => {
    const { stretches, events } = await rates({ schedule: "cosine", epochs: 2 });
    expect(stretches.map(({ stepsBefore }) => stepsBefore)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    stretches.forEach(({ learningRate }, step) => {
      expect(learningRate).toBeCloseTo((1 + Math.cos((Math.PI * step) / 10)) / 2, 12);
    });
    // An epoch reports the rate of its last mini-batch.
    expect(events.map(({ learningRate }) => learningRate)).toEqual([
      stretches[4]!.learningRate,
      stretches[9]!.learningRate,
    ]);
  });

  it("changes after so many epochs where the schedule says so", async () => {
    const { events } = await rates({ schedule: { type: "step", every: 2, factor: 0.5 }, epochs: 5 });
    expect(events.map(({ learningRate }) => learningRate)).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  it("is halved when nothing improves, and ends the run when it is low enough", async () => {
    const schedule = { type: "halving", patience: 2, until: 1 / 4 } as const;
    const { events, outcome } = await rates(
      { schedule, evaluate: { test: other }, epochs: 30 },
      [3, 5, 5, 4, 6, 6, 1, 9],
    );
    expect(events.map(({ learningRate }) => learningRate)).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5]);
    expect(events.map(({ improved }) => improved)).toEqual([true, true, false, false, true, false, false]);
    expect(events.at(-1)!.reason).toBe("learning rate");
    expect(outcome).toMatchObject({ reason: "learning rate", epochs: 7, bestEpoch: 4 });
  });
});

describe("early stopping", () => {
  const stopped = async (earlyStopping: { patience: number; restoreBest?: boolean }, epochs = 30) => {
    const net = small();
    const start = net.parameters.get("layers.0.biases")!.values[0]!;
    const engine = scriptedEngine({ correct: [3, 5, 7, 7, 6, 7, 8, 9] });
    const run = train(net, toy, {
      epochs,
      learningRate: 1,
      miniBatchSize: 47,
      evaluate: { test: other },
      earlyStopping,
      engine,
    });
    const events = await eventsOf(run);
    const steps = Math.round(net.parameters.get("layers.0.biases")!.values[0]! - start);
    return { events, steps, run, outcome: run.outcome!, net };
  };

  it("ends the run after so many epochs without improvement, and restores the weights of the best", async () => {
    const { events, steps, outcome } = await stopped({ patience: 3 });
    expect(events.length).toBe(6);
    expect(events.at(-1)).toMatchObject({ reason: "no improvement", improved: false });
    expect(outcome).toMatchObject({ reason: "no improvement", epochs: 6, bestEpoch: 2 });
    // One mini-batch an epoch, each adding 1.
    expect(steps).toBe(3);
  });

  it("keeps the last weights when it is told to", async () => {
    expect((await stopped({ patience: 3, restoreBest: false })).steps).toBe(6);
  });

  it("restores the best weights of a run that had all its epochs, too", async () => {
    const { steps, outcome } = await stopped({ patience: 10 }, 5);
    expect(outcome).toMatchObject({ reason: "finished", epochs: 5, bestEpoch: 2 });
    expect(steps).toBe(3);
  });

  it("gives snapshots of the end, not of the best, so that more epochs can follow", async () => {
    const { run, net } = await stopped({ patience: 10 }, 5);
    const last = run.snapshot();
    expect(last.parameters.get("layers.0.biases")![0]).toBe(last.best!.get("layers.0.biases")![0]! + 2);
    expect(net.parameters.get("layers.0.biases")!.values[0]).toBe(last.best!.get("layers.0.biases")![0]);
  });

  it("can watch a cost", async () => {
    const engine = scriptedEngine({ cost: [3, 2, 2.5, 2, 1] });
    const { outcome } = await trained({
      epochs: 9,
      evaluate: { test: other },
      engine,
      earlyStopping: { patience: 2 },
      watch: { measure: "cost" },
    });
    expect(outcome).toMatchObject({ reason: "no improvement", epochs: 4, bestEpoch: 1 });
  });

  it("improves real training", async () => {
    const { events, outcome, net } = await trained({
      epochs: 200,
      learningRate: 2,
      evaluate: { test: other },
      earlyStopping: { patience: 5 },
      watch: { measure: "cost" },
    });
    expect(outcome.reason).toBe("no improvement");
    const session = await referenceEngine.open(net);
    const { cost } = session.evaluate(session.load(other));
    expect(cost).toBeCloseTo(events[outcome.bestEpoch!]!.evaluations.test!.cost, 5);
    expect(cost).toBeLessThan(events.at(-1)!.evaluations.test!.cost);
  });
});

describe("a run that is cut short", () => {
  it("computes nothing when the signal was given before", async () => {
    const before = small().sha256();
    const { events, outcome } = await trained({ signal: AbortSignal.abort() });
    expect(events).toEqual([]);
    expect(outcome).toEqual({ reason: "aborted", epochs: 0, history: [], sha256: before });
  });

  it("ends between two mini-batches when the signal is given", async () => {
    const controller = new AbortController();
    const run = train(small(), toy, {
      epochs: 9,
      learningRate: 1,
      miniBatchSize: 10,
      miniBatchEvents: 1,
      signal: controller.signal,
    });
    let count = 0;
    for await (const event of run) if (event.type === "mini-batch" && ++count === 8) controller.abort();
    expect(count).toBe(8);
    expect(run.outcome).toMatchObject({ reason: "aborted", epochs: 1 });
    expect(run.snapshot().cursor).toMatchObject({ epoch: 1, example: 30, step: 8 });
  });

  it("hears a timer, however short its epochs are", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    const { outcome } = await trained({ epochs: 100_000_000, signal: controller.signal });
    expect(outcome.reason).toBe("aborted");
  });

  it("ends at a break, with its weights in the network", async () => {
    const net = small();
    const run = train(net, toy, { epochs: 9, learningRate: 1 });
    for await (const event of run) if (event.index === 1) break;
    expect(run.outcome).toMatchObject({ reason: "aborted", epochs: 2 });
    const straight = await trained({ epochs: 2, learningRate: 1 });
    expect(net.sha256()).toBe(straight.outcome.sha256);
    expect(run.outcome!.sha256).toBe(straight.outcome.sha256);
  });

  it("is finished when the break comes with the last event", async () => {
    const net = small();
    const engine = scriptedEngine({ correct: [9, 1] });
    const run = train(net, toy, {
      epochs: 2,
      learningRate: 1,
      engine,
      evaluate: { test: other },
      earlyStopping: { patience: 9 },
    });
    for await (const { reason } of run) if (reason !== undefined) break;
    expect(run.outcome).toMatchObject({ reason: "finished", bestEpoch: 0 });
    expect(run.snapshot().best!.get("layers.0.biases")).toEqual(net.parameters.get("layers.0.biases")!.values);
  });

  it("closes its session when the loop's body throws", async () => {
    let closed = 0;
    const scripted = scriptedEngine();
    const engine = {
      ...scripted,
      open: async (net: Network) => ({ ...(await scripted.open(net)), close: () => void closed++ }),
    };
    const run = train(small(), toy, { epochs: 9, learningRate: 1, engine });
    await expect(async () => {
      for await (const _ of run) throw new Error("enough");
    }).rejects.toThrow("enough");
    expect(closed).toBe(1);
    expect(run.outcome?.reason).toBe("aborted");
  });

  it("cannot be iterated over again", async () => {
    const { run } = await trained();
    expect((await refusedLater(eventsOf(run))).code).toBe("training.started");
  });
});

describe("a run whose numbers are no longer finite", () => {
  const failing = (net: Network, options: Partial<TrainOptions>) =>
    train(net, regression([[1], [2], [3]], [[1], [2], [3]]), { epochs: 500, learningRate: 1e4, ...options });
  const linear = () => network({ input: [1], layers: [dense(4, "relu"), dense(1, "linear")], seed: 3 });

  it("ends with the epoch, the mini-batch, the layer, the learning rate and the last good checkpoint", async () => {
    const run = failing(linear(), { miniBatchSize: 2, lastCheckpoint: () => "runs/7/step-00000012.safetensors" });
    const error = await refusedLater(eventsOf(run));
    expect(error.code).toBe("training.diverged");
    expect(error.problem).toMatch(/in epoch \d+, mini-batch \d+ of the run, layer [12] \(dense\)/);
    expect(error.next).toBe(
      "Try a smaller learning rate than 10000. The last good checkpoint is runs/7/step-00000012.safetensors.",
    );
    expect(run.outcome).toBeUndefined();
    expect(refused(() => run.snapshot())).toBe(error);
  });

  it.each([
    ["wasm", wasmEngine],
    ["reference", referenceEngine],
  ])("leaves the weights of the last whole epoch in the network, or the first: %s", async (_, engine) => {
    // In the first epoch, and, where the learning rate is not so large, some epochs later.
    for (const learningRate of [1e300, 0.5]) {
      const net = network({ input: [1], layers: [dense(1, "linear")], seed: 3 });
      let good = net.sha256();
      let epochs = 0;
      const options = { epochs: 5000, learningRate, engine, miniBatchSize: 2 };
      const run = train(net, regression([[10], [20], [30]], [[1], [2], [3]]), options);
      const watch = async () => {
        for await (const _ of run) {
          epochs++;
          good = net.sha256();
        }
      };
      expect((await refusedLater(watch())).code).toBe("training.diverged");
      expect(epochs > 0).toBe(learningRate === 0.5);
      expect([...net.parameters.values()].every(({ values }) => values.every(Number.isFinite))).toBe(true);
      expect(net.sha256()).toBe(good);
    }
  });

  it("names the mini-batch at which an engine failed, from 0, and its layer, from 1", async () => {
    const engine = scriptedEngine({
      train: ({ stepsBefore }) => (stepsBefore < 7 ? undefined : { steps: 0, failure: { step: 7, layer: 1 } }),
    });
    const run = train(small(), toy, { epochs: 3, learningRate: 0.5, engine, miniBatchEvents: 1 });
    expect((await refusedLater(eventsOf(run))).problem).toBe(
      "training diverged: a number is no longer finite in epoch 1, mini-batch 7 of the run, layer 2 (dense)",
    );
  });

  it("does not record a cost that is not finite", async () => {
    for (const script of [{ cost: [1, Number.NaN] }, { cost: [1, 1 / 0] }, { train: () => ({ costSum: 1 / 0 }) }]) {
      const run = train(small(), toy, {
        epochs: 3,
        learningRate: 1,
        engine: scriptedEngine(script),
        evaluate: { test: other },
      });
      expect((await refusedLater(eventsOf(run))).code).toBe("training.diverged");
    }
  });

  it("gives no snapshot of weights that are not finite", async () => {
    const spoiled = small();
    spoiled.parameters.get("layers.1.weights")!.values[4] = Number.NaN;
    const run = train(spoiled, toy, { epochs: 1, learningRate: 1 });
    const error = refused(() => run.snapshot());
    expect(error.code).toBe("training.diverged");
    expect(error.problem).toContain("layer 2");
  });

  it("ends the same way when the loop is left before an engine would notice", async () => {
    const spoil = (weights: ReadonlyMap<string, Float32Array>) => void weights.get("layers.0.biases")!.fill(1 / 0);
    const engine = scriptedEngine({ train: (_, weights) => spoil(weights) as undefined });
    const run = train(small(), toy, { epochs: 3, learningRate: 1, engine, miniBatchEvents: 1 });
    const leave = async () => {
      for await (const _ of run) break;
    };
    expect((await refusedLater(leave())).code).toBe("training.diverged");
    expect(run.outcome).toBeUndefined();
  });
});

describe("train", () => {
  it("refuses what is no network and no data, and data that does not fit", () => {
    const options = { epochs: 1, learningRate: 1 };
    expect(refused(() => train({} as Network, toy, options)).code).toBe("training.network");
    expect(refused(() => train(small(), [] as unknown as typeof toy, options)).code).toBe("training.data");
    expect(refused(() => train(small(), toyData(4, { size: 4 }), options)).code).toBe("data.shape");
    expect(refused(() => train(small(), toyData(9, { classes: 4 }), options)).code).toBe("data.targets");
    const evaluate = { test: toyData(4, { size: 4 }) };
    expect(refused(() => train(small(), toy, { ...options, evaluate })).code).toBe("data.shape");
  });

  it("touches nothing until the run is iterated over", async () => {
    const net = small();
    const before = net.sha256();
    train(net, toy, { epochs: 1, learningRate: 1 });
    await platform.yieldToOthers();
    expect(net.sha256()).toBe(before);
  });

  it("fits numbers", async () => {
    const x = Array.from({ length: 40 }, (_, i) => [i / 20 - 1]);
    const data = regression(
      x,
      x.map(([value]) => [value! * value!, 1 - value!]),
    );
    const net = network({ input: [1], layers: [dense(16, "tanh"), dense(2, "linear")], seed: 4 });
    const run = train(net, data, { epochs: 300, learningRate: 0.1, miniBatchSize: 8, evaluate: { training: data } });
    const { evaluations } = (await eventsOf(run)).at(-1)!;
    expect(evaluations.training!.cost).toBeLessThan(0.003);
    expect(evaluations.training).not.toHaveProperty("correct");
    expect(evaluations.training).not.toHaveProperty("accuracy");
  });

  it("trains an autoencoder", async () => {
    const patterns = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (i === j ? 1 : 0)));
    const data = autoencoder(classification(patterns, [...patterns.keys()]));
    const net = network({ input: [8], layers: [dense(3), dense(8)], cost: "cross-entropy", seed: 2 });
    const run = train(net, data, {
      epochs: 400,
      learningRate: 0.1,
      miniBatchSize: 4,
      optimizer: "adam",
      evaluate: { data },
    });
    const costs = (await eventsOf(run)).map(({ evaluations }) => evaluations.data!.cost);
    expect(costs.at(-1)).toBeLessThan(0.2 * costs[0]!);
  });

  it.each(["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"] as const)(
    "learns with %s, to the same bits on one thread and on two, and nearly the same as the reference",
    async (optimizer) => {
      const learningRate =
        optimizer === "sgd" ? 0.5 : optimizer === "momentum" || optimizer === "nesterov" ? 0.1 : 0.01;
      const options = {
        optimizer,
        learningRate,
        epochs: 6,
        regularization: { l2: 0.1 },
        evaluate: { toy },
        miniBatchEvents: 3,
      };
      const [one, two] = [await trained({ ...options, threads: 1 }), await trained({ ...options, threads: 2 })];
      expect(two.run.threads).toBe(2);
      expect(two.outcome).toEqual(one.outcome);
      const costs = (events: readonly TrainingEvent[]) =>
        events.flatMap((event) => (event.type === "mini-batch" ? event.cost : []));
      expect(costs(two.events)).toEqual(costs(one.events));
      const reference = await trained({ ...options, engine: referenceEngine });
      for (const [key, { values }] of one.net.parameters)
        values.forEach((value, i) => {
          expect(value).toBeCloseTo(reference.net.parameters.get(key)!.values[i]!, 3);
        });
      const history = one.outcome.history.map(({ evaluations }) => evaluations.toy!.cost);
      expect(history.at(-1)).toBeLessThan(history[0]!);
    },
  );

  it("gives other weights for another seed, and the same for the same", async () => {
    const [a, b, c] = [await trained(), await trained(), await trained({}, small(2))];
    expect(a.outcome.sha256).toBe(b.outcome.sha256);
    expect(a.outcome.sha256).not.toBe(c.outcome.sha256);
  });
});

describe("mini-batches after which an event is wanted", () => {
  it("have one, and change no weight", async () => {
    const plain = await trained();
    const run = train(small(), toy, { epochs: 3, learningRate: 0.5, miniBatchSize: 10, miniBatchEvents: 4 });
    const steps: number[] = [];
    for await (const event of run) {
      if (event.type === "epoch") continue;
      steps.push(event.step);
      run.nextEventAfter([4, 5, 6, 12, 13, 14].find((step) => step > event.step) ?? 15);
    }
    expect(steps).toEqual([4, 5, 6, 12, 13, 14, 15]);
    expect(run.network.sha256()).toBe(plain.net.sha256());
  });

  it("are refused where none were asked for, and where there is none", () => {
    const options = { epochs: 1, learningRate: 1 };
    expect(refused(() => train(small(), toy, options).nextEventAfter(3)).code).toBe("training.miniBatchEvents");
    const run = train(small(), toy, { ...options, miniBatchEvents: 1 });
    for (const wrong of [0, -1, 1.5, Number.NaN])
      expect(refused(() => run.nextEventAfter(wrong)).code).toBe("training.miniBatchEvents");
  });
});
