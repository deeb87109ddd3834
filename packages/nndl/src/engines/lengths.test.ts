/** Sequences of different lengths: what is padded must be as if it were not there, in both engines, to the bit. */
import { describe, expect, it } from "vitest";
import { hessianVectorProduct, outputsOn } from "../analysis/index.ts";
import { autoencoder, Dataset, regression } from "../data/index.ts";
import { type LayerInput, lstm } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { dataIdentity } from "../training/index.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";

const lengths = [2, 5, 1, 3, 5, 4, 1];
const draws = stream(1, "lengths");
const sequences = lengths.map((length) => Array.from({ length: 3 * length }, () => draws.gaussian()));
const answers = lengths.map((length) => Array.from({ length: 2 * length }, () => draws.uniform()));

const padded = (rows: readonly (readonly number[])[], to: number) =>
  rows.flatMap((row) => [...row, ...new Array<number>(to - row.length).fill(0)]);

/** The sequences with so many steps of room; a target at every step, or one. */
function dataIn(steps: number, every: boolean): Dataset<"values"> {
  return regression(
    Float32Array.from(padded(sequences, 3 * steps)),
    Float32Array.from(every ? padded(answers, 2 * steps) : answers.flatMap((row) => row.slice(0, 2))),
    {
      ...{ shape: [steps, 3], lengths, outputs: every ? 2 * steps : 2 },
    },
  );
}

const below: LayerInput[] = [
  { type: "dense", units: 5, activation: "sigmoid" },
  lstm(6, { direction: "both", output: "every", gates: "peepholes" }),
  { type: "dropout", rate: 0.2 },
  { type: "add", over: 0, activation: "tanh" },
  { type: "gru", units: 3, direction: "backward", output: "every" },
];
const cases = [
  { name: "a target at every step", every: true, last: [{ type: "dense", units: 2, activation: "softmax" }] },
  {
    name: "one target",
    every: false,
    last: [
      { type: "recurrent", units: 17, direction: "both" },
      { type: "dense", units: 2, activation: "softmax" },
    ],
  },
  {
    name: "recurrent outputs, each with a target",
    every: true,
    last: [{ type: "recurrent", units: 1, direction: "both", output: "every" }],
  },
] as const;

/** Dropout draws for all steps, those of padding too: with more of these it draws others. */
const netIn = (steps: number, last: readonly LayerInput[], drops = true) =>
  network({
    input: [steps, 3],
    layers: [...below.filter(({ type }) => drops || type !== "dropout"), ...last],
    seed: 3,
  });

/** All that a session tells of such data, without what belongs to padding. */
async function outcome(
  engine: Engine,
  steps: number,
  { every, last }: (typeof cases)[number],
  { threads = 1, drops = true } = {},
) {
  const data = dataIn(steps, every);
  return withSession(engine, netIn(steps, last, drops), { threads, miniBatchSize: 4 }, (session) => {
    const resident = session.load(data);
    const all = everyExample(data);
    const { cost, parameters, inputs } = session.gradients(resident, all);
    const used = session.evaluate(resident).cost;
    const outputs = session.predict(Float32Array.from(data.features), data.lengths);
    const whole = (values: Float32Array, width: number) =>
      lengths.flatMap((length, i) => [...values.subarray(i * steps * width, (i * steps + length) * width)]);
    const behind = lengths.flatMap((length, i) => [...inputs.subarray((i * steps + length) * 3, (i + 1) * steps * 3)]);
    session.train(stretchOf(resident, { miniBatchSize: 4, learningRate: 0.25, optimizer: { type: "sgd" } }));
    session.download();
    return {
      ...{ cost, used, parameters, behind, inputs: whole(inputs, 3) },
      outputs: every ? whole(outputs, 2) : [...outputs],
      learned: [...session.network.parameters].map(([key, { values }]) => [key, [...values]] as const),
    };
  });
}

describe.each(cases)("$name", (each) => {
  it("both engines agree", async () => {
    const [ours, reference] = [await outcome(wasmEngine, 6, each), await outcome(referenceEngine, 6, each)];
    const tolerance = { rtol: 1e-4, atol: 1e-5 };
    expectClose([ours.cost, ours.used], [reference.cost, reference.used], tolerance, "costs");
    expectCloseMaps(ours.parameters, reference.parameters, tolerance);
    expectClose(ours.inputs, reference.inputs, tolerance, "∂C/∂x");
    expectClose(ours.outputs, reference.outputs, tolerance, "outputs");
    for (const [i, [key, values]] of ours.learned.entries())
      expectClose(values, reference.learned[i]![1], tolerance, key);
  });

  it.each([
    ["wasm", wasmEngine],
    ["reference", referenceEngine],
  ] as const)("more padding changes no bit, %s", async (_, engine) => {
    const { behind: few, ...little } = await outcome(engine, 5, each, { drops: false });
    const { behind: many, ...much } = await outcome(engine, 11, each, { drops: false });
    expect(much).toEqual(little);
    expect([...few, ...many].every((error) => error === 0)).toBe(true);
  });

  it("nor does another number of threads", async () => {
    expect(await outcome(wasmEngine, 7, each, { threads: 2 })).toEqual(await outcome(wasmEngine, 7, each));
  });

  it("second derivatives go by lengths, too", () => {
    const [little, much] = [5, 8].map((steps) => {
      const net = netIn(steps, each.last);
      const direction = new Map([...net.parameters].map(([key, { values }]) => [key, Float64Array.from(values)]));
      return [...hessianVectorProduct(net, dataIn(steps, each.every), direction).values()].flatMap((g) => [...g]);
    });
    expectClose(much!, little!, { rtol: 1e-9, atol: 1e-12 });
  });
});

describe("data with lengths", () => {
  const data = dataIn(5, true);

  it("keep them in their parts, and are told apart by them", () => {
    expect([...data.slice(1, 3).lengths!]).toEqual([5, 1]);
    expect([...data.pick([6, 0, 0]).lengths!]).toEqual([1, 2, 2]);
    expect([...autoencoder(data).lengths!]).toEqual(lengths);
    expect(data.take(1).lengths!.buffer).toBe(data.lengths!.buffer);
    const longer = regression(data.features as Float32Array, data.targets.values as Float32Array, {
      ...{ shape: [5, 3], outputs: 10, lengths: lengths.map((length, i) => (i === 0 ? 3 : length)) },
    });
    expect(dataIdentity(longer).hash).not.toBe(dataIdentity(data).hash);
  });

  it("are answered by their lengths", async () => {
    const net = netIn(5, cases[1].last);
    const all = await outputsOn(net, dataIn(5, false));
    const session = await wasmEngine.open(net, { threads: 1 });
    const alone = dataIn(5, false).slice(2, 3);
    expect([...all.subarray(4, 6)]).toEqual([...session.predict(Float32Array.from(alone.features), Uint32Array.of(1))]);
    expect([...all.subarray(4, 6)]).not.toEqual([...session.predict(Float32Array.from(alone.features))]);
    session.close();
  });

  it("take the place of others with lengths, and of no others", async () => {
    await withSession(wasmEngine, netIn(5, cases[0].last), { threads: 1 }, (session) => {
      const resident = session.load(data, { changing: true });
      const first = session.evaluate(resident).cost;
      session.refresh(resident, data.pick([1, 1, 1, 1, 1, 1, 1]));
      const second = session.evaluate(resident).cost;
      session.refresh(resident, data);
      expect([session.evaluate(resident).cost, second === first]).toEqual([first, false]);
      const { shape, features, targets } = data;
      const all = new Dataset({ shape, features, targets });
      expect(refused(() => session.refresh(resident, all)).code).toBe("session.refresh");
    });
  });

  it.each<[string, object]>([
    ["a sequence of no steps", { lengths: [2, 0] }],
    ["a length beyond the steps", { lengths: [4, 1] }],
    ["a length that is none", { lengths: [1.5, 1] }],
    ["a length in words", { lengths: ["1", 1] }],
    ["too few", { lengths: [1] }],
    ["none at all", { lengths: 3 }],
    ["something behind an end", { lengths: [2, 1], features: Float32Array.of(1, 2, 3, 1, 0, 0) }],
    ["lengths of what is no sequence", { shape: [3], lengths: [1, 1] }],
  ])("are refused with %s", (_, parts) => {
    const whole = {
      ...{ shape: [3, 1], features: Float32Array.of(1, 0, 0, 1, 0, 0) },
      targets: { kind: "values" as const, values: Float32Array.of(0, 1), size: 1 },
    };
    expect(refused(() => new Dataset({ ...whole, ...parts } as never)).code).toBe("dataset.lengths");
  });

  it("are refused by networks that would take padding for inputs", async () => {
    const net = network({ input: [15], layers: [{ type: "dense", units: 10 }] });
    await withSession(wasmEngine, net, {}, (session) => {
      expect(refused(() => session.load(data)).code).toBe("data.shape");
      expect(refused(() => session.predict(new Float32Array(15), Uint32Array.of(1))).code).toBe("data.lengths");
    });
    for (const engine of [wasmEngine, referenceEngine])
      await withSession(engine, netIn(5, cases[1].last), {}, (session) => {
        for (const wrong of [Uint32Array.of(6), Uint32Array.of(0), Uint32Array.of(1, 1), [1]])
          expect(refused(() => session.predict(new Float32Array(15), wrong as Uint32Array)).code).toBe("data.lengths");
      });
  });
});
