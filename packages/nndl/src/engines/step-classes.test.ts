/** Sequences with a class at every step: trained, measured and answered step by step, in both engines. */
import { describe, expect, it } from "vitest";
import { reportOn } from "../analysis/index.ts";
import { classification, Dataset, folds, splitByClass } from "../data/index.ts";
import { dense, lstm, recurrent } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { dataIdentity, train } from "../training/index.ts";
import { referenceEngine, wasmEngine } from "./index.ts";

/** A bit at each step, and whether an odd number of ones has come so far. */
function parities(count: number, steps: number, lengths?: readonly number[]): Dataset<"classes"> {
  const draws = stream(2, "bits");
  const [bits, labels]: [number[], number[]] = [[], []];
  for (let i = 0; i < count; i++) {
    let odd = 0;
    for (let t = 0; t < steps; t++) {
      const counts = t < (lengths?.[i] ?? steps);
      const bit = counts ? draws.integer(2) : 0;
      odd ^= bit;
      bits.push(bit);
      labels.push(counts ? odd : 0);
    }
  }
  return classification(Float32Array.from(bits), labels, { shape: [steps, 1], lengths, classes: 2 });
}

const netFor = (steps: number, outputs = 2) =>
  network({
    input: [steps, 1],
    layers: [recurrent(8, { output: "every" }), dense(outputs, "softmax")],
    seed: 1,
  });

describe("a class at every step", () => {
  const lengths = [3, 6, 1, 4, 6, 2];
  const data = parities(6, 6, lengths);

  it("is learned, and counted step by step", async () => {
    const [training, test] = [parities(400, 6), parities(100, 6)];
    const net = network({ input: [6, 1], layers: [lstm(8, { output: "every" }), dense(2, "softmax")], seed: 1 });
    const run = train(net, training, { epochs: 30, learningRate: 0.02, optimizer: "adam", evaluate: { test } });
    let last = 0;
    for await (const { evaluations } of run) {
      last = evaluations.test.accuracy;
      expect(evaluations.test.count).toBe(600);
    }
    expect(last).toBeGreaterThan(0.95);
    const [first, second] = await net.predictClasses([test.input(0), test.input(1)]);
    expect([first.length, second.length]).toEqual([6, 6]);
    expect(await net.predictClasses(test.input(1))).toEqual(second);
    const { correct, count } = await net.evaluate(test);
    let right = 0;
    for (let i = 0; i < test.count; i++)
      (await net.predictClasses(test.input(i))).forEach((answer, t) => {
        if (answer === test.labels(i)[t]) right++;
      });
    expect([correct, count]).toEqual([right, 600]);
  });

  it.each([2, 5])("both engines agree, with %i outputs", async (outputs) => {
    const outcome = (engine: typeof wasmEngine) =>
      withSession(engine, netFor(6, outputs), { threads: 1, miniBatchSize: 4 }, (session) => {
        const resident = session.load(data);
        return { ...session.gradients(resident, everyExample(data)), used: session.evaluate(resident) };
      });
    const [ours, reference] = [await outcome(wasmEngine), await outcome(referenceEngine)];
    const tolerance = { rtol: 1e-4, atol: 1e-5 };
    expectCloseMaps(ours.parameters, reference.parameters, tolerance);
    expectClose([ours.cost, ours.used.cost], [reference.cost, reference.used.cost], tolerance);
    expect([ours.used.count, ours.used.correct]).toEqual([22, reference.used.correct]);
    expect(reference.used.count).toBe(22);
  });

  it("the cost of a sequence is the mean over its own steps, and the costs of sequences count alike", async () => {
    await withSession(wasmEngine, netFor(6), { threads: 1 }, (session) => {
      const costs = lengths.map((_, i) => session.evaluate(session.load(data.slice(i, i + 1))).cost);
      const mean = costs.reduce((sum, cost) => sum + cost, 0) / 6;
      expectClose([session.evaluate(session.load(data)).cost], [mean], { rtol: 1e-12, atol: 0 });
      // By hand, from the outputs.
      const outputs = session.predict(data.input(0), Uint32Array.of(3));
      const own = [0, 1, 2].map((t) => -Math.log(outputs[2 * t + data.labels(0)[t]]));
      expectClose([costs[0]], [(own[0] + own[1] + own[2]) / 3], { rtol: 1e-5, atol: 0 });
    });
  });

  it("belongs to its example in every part of the data", () => {
    expect([data.labelsEach, data.answerCount, data.targetSize]).toEqual([6, 22, 12]);
    expect([...data.labels(5)]).toEqual([...data.slice(4, 6).labels(1)]);
    expect([...data.pick([5, 0]).labels(0)]).toEqual([...data.labels(5)]);
    expect(data.labels(2).length).toBe(1);
    expect([...data.target(2).slice(2)]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const [half] = splitByClass(data, [3]);
    expect(half.labelsEach).toBe(6);
    for (const { validation } of folds(data, 3)) expect(validation.labelsEach).toBe(6);
    const labels = (data.targets.labels as Uint8Array).slice();
    labels[0] ^= 1;
    const { shape, features } = data;
    const other = new Dataset({ shape, features, lengths, targets: { kind: "classes", labels, classes: 2 } });
    expect(dataIdentity(other).hash).not.toBe(dataIdentity(data).hash);
  });

  it.each<[string, number[], RegExp]>([
    ["labels for half of the steps", [0, 1, 0], /as steps of them, 4/],
    ["a label that is no class", [0, 1, 0, 2], /2 at step 1 of example 1/],
    ["a label behind the end", [0, 1, 0, 1], /1 at step 1 of example 1/],
  ])("is refused with %s", (_, labels, message) => {
    const error = refused(() => classification([0, 1, 1, 0], labels, { shape: [2, 1], lengths: [2, 1], classes: 2 }));
    expect(error.message).toMatch(message);
  });

  it("is refused by a network that answers once, and by what goes by one class for each example", async () => {
    const once = network({ input: [6, 1], layers: [recurrent(8), dense(2, "softmax")], seed: 1 });
    const code = async (promise: Promise<unknown>) => (await refusedLater(promise)).code;
    expect(await code(once.evaluate(data))).toBe("network.classes");
    expect(await code(once.predictClasses(data.input(0)))).toBe("network.classes");
    await withSession(wasmEngine, once, {}, (session) => {
      expect(refused(() => session.load(data)).code).toBe("data.targets");
    });
    expect(await code(netFor(6).predictClass(data.input(0)))).toBe("network.classes");
    expect(await code(reportOn(netFor(6), data))).toBe("network.classes");
    expect(refused(() => data.label(0)).code).toBe("dataset.label");
    const weighed = () => train(netFor(6), data, { epochs: 1, learningRate: 1, classWeights: "balanced" });
    expect(refused(weighed).code).toBe("dataset.label");
  });

  it("needs two outputs or more at each step", async () => {
    const single = network({ input: [6, 1], layers: [recurrent(1, { output: "every" })], seed: 1 });
    expect((await refusedLater(single.predictClasses(data.input(0)))).code).toBe("network.classes");
    const soft = netFor(6, 1);
    const lonely = classification([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], { shape: [6, 1] });
    expect(refused(() => train(soft, lonely, { epochs: 1, learningRate: 1 })).code).toBe("training.softmax");
  });
});
