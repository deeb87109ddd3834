/** Truncated backpropagation through time: what is carried on from stretch to stretch, in both engines and over interruptions. */
import { describe, expect, it } from "vitest";
import { classification, type Dataset, mnist } from "../data/index.ts";
import { type Engine, referenceEngine, wasmEngine } from "../engines/index.ts";
import { dense, gru, type LayerInput, lstm, recurrent } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { stretchOf, withSession } from "../testing/sessions.ts";
import { decodeCheckpoint, encodeCheckpoint, train } from "./index.ts";

const [rows, stretches, steps] = [3, 4, 5];

/** Long sequences, each cut into stretches that follow one another: what row r reads are the stretches from r·4 on. */
const draws = stream(4, "long sequences");
const features = Float32Array.from({ length: rows * stretches * steps * 2 }, () => draws.gaussian());
const labels = Uint8Array.from({ length: rows * stretches * steps }, () => draws.integer(3));
const cut = classification(features, labels, { shape: [steps, 2], classes: 3 });
const whole = classification(features, labels, { shape: [stretches * steps, 2], classes: 3 });

const kinds: Readonly<Record<string, readonly LayerInput[]>> = {
  tanh: [recurrent(6, { output: "every" })],
  relu: [recurrent(5, { output: "every", nonlinearity: "relu" })],
  "lstm on lstm": [lstm(5, { output: "every" }), lstm(4, { output: "every" })],
  peepholes: [lstm(7, { output: "every", gates: "peepholes" })],
  gru: [gru(6, { output: "every" })],
};

const netOf = (layers: readonly LayerInput[], length = steps) =>
  network({ input: [length, 2], layers: [...layers, dense(3, "softmax")], initializer: "glorot", seed: 2 });

/** The order in which rows read on. */
const order = Uint32Array.from({ length: rows * stretches }, (_, i) => (i % rows) * stretches + Math.floor(i / rows));
const inRows = { order, miniBatchSize: rows, carry: true, measureCost: true } as const;

async function learned(engine: Engine, layers: readonly LayerInput[], more: object = {}, threads = 1) {
  return withSession(engine, netOf(layers), { threads, miniBatchSize: rows }, (session) => {
    const { costSum = 0 } = session.train(stretchOf(session.load(cut), { ...inRows, ...more }));
    session.download();
    const weights = new Map([...session.network.parameters].map(([key, { values }]) => [key, values.slice()]));
    return { costSum, weights, carried: session.downloadCarried(), sha256: session.network.sha256() };
  });
}

describe.each(Object.entries(kinds))("%s", (_, layers) => {
  it("reads the stretches of a sequence as it reads the whole of it", async () => {
    // Where nothing is learned in between, the outputs are those of the long sequence.
    for (const engine of [wasmEngine, referenceEngine]) {
      const { costSum } = await learned(engine, layers, { learningRate: 0 });
      const at = await withSession(engine, netOf(layers, steps * stretches), { threads: 1 }, (session) =>
        session.evaluate(session.load(whole)),
      );
      expectClose([costSum / (rows * stretches)], [at.cost], { rtol: 1e-5, atol: 0 });
      const alone = await learned(engine, layers, { learningRate: 0, carry: false });
      expect(Math.abs(alone.costSum - costSum)).toBeGreaterThan(1e-4);
    }
  });

  it("learns and carries on the same in both engines", async () => {
    const [ours, reference] = [await learned(wasmEngine, layers), await learned(referenceEngine, layers)];
    const tolerance = { rtol: 1e-3, atol: 1e-5 };
    expectCloseMaps(ours.weights, reference.weights, tolerance);
    expectCloseMaps(ours.carried, reference.carried, tolerance);
    expectClose([ours.costSum], [reference.costSum], { rtol: 1e-5, atol: 0 });
  });

  it("to the same bits on any number of threads, and however the mini-batches are cut into commands", async () => {
    const optimizer = { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    for (const more of [{}, { optimizer, learningRate: 0.01 }]) {
      const alone = await learned(wasmEngine, layers, more);
      for (const threads of [2, 3])
        expect((await learned(wasmEngine, layers, more, threads)).sha256).toBe(alone.sha256);
    }
    const pieces = await withSession(wasmEngine, netOf(layers), { threads: 1, miniBatchSize: rows }, (session) => {
      const data = session.load(cut);
      for (let m = 0; m < stretches; m++) {
        const carried = session.downloadCarried();
        session.uploadCarried(new Map());
        session.uploadCarried(carried);
        session.train(stretchOf(data, { ...inRows, from: m * rows, to: (m + 1) * rows, stepsBefore: m }));
        // What is measured in between begins from nothing, and leaves everything as it is.
        session.evaluate(data);
      }
      session.download();
      return session.network.sha256();
    });
    expect(pieces).toBe((await learned(wasmEngine, layers)).sha256);
  });
});

describe.each(Object.entries(kinds))("what is measured of %s", (_, layers) => {
  const [one, long] = [[steps], [3 * steps]].map(([length]) =>
    classification(features.slice(0, 3 * steps * 2), labels.slice(0, 3 * steps), { shape: [length!, 2], classes: 3 }),
  );
  const measured = (engine: Engine, length: number, data: Dataset, carry?: boolean, threads = 1) =>
    withSession(engine, netOf(layers, length), { threads }, (session) =>
      session.evaluate(session.load(data), { carry }),
    );

  it("going on is what is measured of the whole sequence", async () => {
    for (const engine of [wasmEngine, referenceEngine]) {
      const [whole, inStretches, apart] = [
        await measured(engine, 3 * steps, long!),
        await measured(engine, steps, one!, true),
        await measured(engine, steps, one!),
      ];
      expectClose([inStretches.cost], [whole.cost], { rtol: 1e-6, atol: 0 });
      expect([inStretches.correct, inStretches.count]).toEqual([whole.correct, 3 * steps]);
      expect(Math.abs(apart.cost - whole.cost)).toBeGreaterThan(1e-4);
    }
    const alone = await measured(wasmEngine, steps, one!, true);
    for (const threads of [2, 3]) expect(await measured(wasmEngine, steps, one!, true, threads)).toEqual(alone);
    expect(await netOf(layers).evaluate(one!, { carry: true })).toEqual(alone);
  });

  it("leaves what training carries on as it is", async () => {
    for (const engine of [wasmEngine, referenceEngine]) {
      const train = (isMeasured: boolean) =>
        withSession(engine, netOf(layers), { threads: 1, miniBatchSize: rows }, (session) => {
          const data = session.load(cut);
          for (let m = 0; m < stretches; m++) {
            session.train(stretchOf(data, { ...inRows, from: m * rows, to: (m + 1) * rows, stepsBefore: m }));
            if (isMeasured) session.evaluate(data, { carry: true });
          }
          session.download();
          return [session.network.sha256(), session.downloadCarried()];
        });
      expect(await train(true)).toEqual(await train(false));
    }
  });
});

it("a run is measured as it learns, and stretches that end earlier are refused", async () => {
  const options = { epochs: 1, miniBatchSize: rows, learningRate: 0.1, shuffle: false } as const;
  const of = async (carry: boolean) => {
    const net = netOf(kinds.gru!);
    let cost = 0;
    for await (const { evaluations } of train(net, cut, { ...options, carry, evaluate: { cut } }))
      cost = evaluations.cut!.dataCost;
    return [cost, (await net.evaluate(cut, { carry })).cost, (await net.evaluate(cut, { carry: !carry })).cost];
  };
  for (const carry of [true, false]) {
    const [said, same, other] = await of(carry);
    expect(said).toBe(same);
    expect(said).not.toBe(other);
  }
  const padded = classification(new Float32Array(2 * steps * 2), new Uint8Array(2 * steps), {
    ...{ shape: [steps, 2], classes: 3, lengths: [2, steps] },
  });
  const begin = () => train(netOf(kinds.gru!), cut, { ...options, carry: true, evaluate: { padded } });
  expect(refused(begin as () => never).message).toMatch(/different lengths/);
  for (const engine of [wasmEngine, referenceEngine])
    await withSession(engine, netOf([dense(4, "tanh")]), { threads: 1 }, (session) => {
      const data = session.load(cut);
      expect(refused(() => session.evaluate(data, { carry: true })).code).toBe("training.carry");
      expect(refused(() => session.evaluate(data, { carry: 1 } as never)).code).toBe("session.options");
      expect(refused(() => session.evaluate(data, { carried: true } as never)).code).toBe("session.options");
    });
});

describe("the gradient of a stretch", () => {
  it("is that of the long sequence with what came before held, by finite differences of its cost", async () => {
    // A plain neuron by hand: h = tanh(w x + u h₀ + b), one step, h₀ carried.
    const data = classification([0.5, -0.3], [0, 1, 1, 0].slice(0, 2), { shape: [1, 1], classes: 2 });
    const net = () =>
      network({ input: [1, 1], layers: [recurrent(1, { output: "every" }), dense(2, "softmax")], seed: 3 });
    for (const engine of [wasmEngine, referenceEngine]) {
      const trained = net();
      await withSession(engine, trained, { threads: 1, miniBatchSize: 1 }, (session) => {
        const loaded = session.load(data);
        session.uploadCarried(new Map([["output/layers.0", Float32Array.of(0.25)]]));
        session.train(stretchOf(loaded, { miniBatchSize: 1, from: 0, to: 1, carry: true, learningRate: 1 }));
        session.download();
      });
      const before = net();
      const at = (of: Network, key: string) => of.parameters.get(key)!.values[0]!;
      const [w, u, b] = ["weights", "recurrentWeights", "biases"].map((name) => at(before, `layers.0.${name}`));
      const [v, c] = ["weights", "biases"].map((name) => before.parameters.get(`layers.1.${name}`)!.values);
      const cost = (recurrentWeight: number) => {
        const h = Math.tanh(w! * 0.5 + recurrentWeight * 0.25 + b!);
        const z = [v![0]! * h + c![0]!, v![1]! * h + c![1]!];
        return Math.log(Math.exp(z[0]!) + Math.exp(z[1]!)) - z[0]!;
      };
      const slope = (cost(u! + 1e-4) - cost(u! - 1e-4)) / 2e-4;
      expectClose([u! - at(trained, "layers.0.recurrentWeights")], [slope], { rtol: 1e-3, atol: 1e-6 });
    }
  });
});

describe("a run that carries on", () => {
  const options = { epochs: 3, miniBatchSize: rows, learningRate: 0.1, carry: true, miniBatchEvents: 1 } as const;
  const net = () => netOf(kinds["lstm on lstm"]!);

  async function trained(of: Network, data: Dataset, more: object = {}) {
    const run = train(of, data, { ...options, ...more });
    for await (const _ of run);
    return run.outcome?.sha256;
  }

  it("is remarked on where the examples are pictures, which do not follow one another", async () => {
    const { test } = await mnist();
    const of = (carry: boolean) =>
      train(network({ input: [28, 28], layers: [lstm(2), dense(10, "softmax")] }), test.take(18), { ...options, carry })
        .remarks;
    expect(of(true)).toEqual([expect.objectContaining({ code: "training.carries-pictures" })]);
    expect(of(false)).toEqual([]);
    expect(train(net(), cut, options).remarks).toEqual([]);
  });

  it("goes on from any mini-batch, also in the middle of a sequence, to the same bits", async () => {
    const straight = await trained(net(), cut);
    for (const stop of [1, 2, 4, 6, 11]) {
      const begun = train(net(), cut, options);
      for await (const event of begun) if (event.step === stop) break;
      const bytes = encodeCheckpoint(begun.snapshot());
      const resume = decodeCheckpoint(bytes);
      expect(encodeCheckpoint(resume)).toEqual(bytes);
      const run = train(net(), cut, { ...options, resume });
      for await (const _ of run);
      expect(run.outcome?.sha256).toBe(straight);
    }
    expect(await trained(net(), cut, { threads: 2 })).toBe(straight);
    expect(await trained(net(), cut, { carry: false, shuffle: false })).not.toBe(straight);
  });

  it("begins each epoch from nothing", async () => {
    const [once, twice] = [net(), net()];
    await trained(once, cut, { epochs: 1 });
    await trained(once, cut, { epochs: 1 });
    await trained(twice, cut, { epochs: 2 });
    expect(once.sha256()).toBe(twice.sha256());
  });

  it("needs what its checkpoint must hold", async () => {
    const begun = train(net(), cut, options);
    for await (const event of begun) if (event.step === 2) break;
    const snapshot = begun.snapshot();
    const { carried: _, ...without } = snapshot;
    for (const wrong of [without, { ...snapshot, carried: new Map([["output/layers.0", new Float32Array(1)]]) }])
      expect(refused(() => encodeCheckpoint(wrong)).code).toBe("training.snapshot");
  });

  it.each<[string, () => unknown, RegExp]>([
    ["rows that are not full", () => train(net(), cut.take(11), options), /Take 9 of the examples/],
    ["a stretch as long as its sequence", () => train(net(), cut.take(3), options), /two stretches or more/],
    ["examples that are shuffled", () => train(net(), cut, { ...options, shuffle: true }), /shuffled/],
    [
      "a layer that reads backward",
      () => train(netOf([gru(4, { output: "every", direction: "both" })]), cut, options),
      /layer 1, gru, reads backward/,
    ],
    ["nothing that could be carried", () => train(netOf([dense(4, "tanh")]), cut, options), /no layer of this network/],
    [
      "other mini-batches on the way",
      () => train(net(), cut, { ...options, changes: [{ atMiniBatch: 2, settings: { miniBatchSize: 2 } }] }),
      /changes/,
    ],
    ["all examples at once", () => train(net(), cut, { epochs: 1, optimizer: "l-bfgs", carry: true }), /l-bfgs/],
    [
      "different lengths",
      () => {
        const padded = classification(new Float32Array(12 * steps * 2), new Uint8Array(12 * steps), {
          ...{ shape: [steps, 2], classes: 3, lengths: Array.from({ length: 12 }, (_, i) => 1 + (i % steps)) },
        });
        return train(net(), padded, options);
      },
      /different lengths/,
    ],
  ])("is refused with %s", (_, begin, message) => {
    const { code, message: said } = refused(begin as () => never);
    expect([code, message.test(said)], said).toEqual(["training.carry", true]);
  });

  it("a session refuses what another network carries on", async () => {
    for (const engine of [wasmEngine, referenceEngine])
      await withSession(engine, net(), { threads: 1, miniBatchSize: 2 }, (session) => {
        for (const wrong of [
          ["output/layers.7", 10],
          ["output/layers.0", 5],
          ["memory/layers.2", 1],
        ] as const)
          expect(refused(() => session.uploadCarried(new Map([[wrong[0], new Float32Array(wrong[1])]]))).code).toBe(
            "session.carried",
          );
      });
  });
});
