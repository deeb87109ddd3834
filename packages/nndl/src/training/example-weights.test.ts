import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs as fewer } from "../../../../testing/thorough.ts";
import { classification, Dataset, expandByShifts, regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { inputsOf, parametersOf, targetsOf } from "../engines/reference/arrays.ts";
import { gradientPass } from "../engines/reference/pass.ts";
import { dense } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { centralDifferences, differenceTolerance } from "../testing/differences.ts";
import golden from "../testing/golden/class-weights.golden.json" with { type: "json" };
import { outcomeOf } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import { randomCase, withWeights } from "../testing/random-cases.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { toyData } from "../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import { type ClassWeights, exampleWeights } from "./example-weights.ts";
import type { TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const rows = (labels: readonly number[], weights?: readonly number[]) =>
  new Dataset({
    shape: [1],
    features: Float32Array.from(labels, (_, i) => i),
    targets: { kind: "classes", labels, classes: 3 },
    ...(weights && { weights: Float32Array.from(weights) }),
  });

describe("the weights of examples", () => {
  it("are those of their classes, and average to 1", () => {
    const data = rows([0, 1, 2, 2]);
    expect(exampleWeights(data, undefined)).toBeUndefined();
    expect([...exampleWeights(data, [1, 2, 0.5])!]).toEqual([1, 2, 0.5, 0.5]);
    expect([...exampleWeights(data, [10, 20, 5])!]).toEqual([1, 2, 0.5, 0.5]);
    // n/(k n_c), with the classes that there are.
    expectClose(exampleWeights(data, "balanced")!, [4 / 3, 4 / 3, 2 / 3, 2 / 3], { rtol: 1e-7, atol: 0 });
    expect([...exampleWeights(rows([0, 0, 0, 2]), "balanced")!]).toEqual([2 / 3, 2 / 3, 2 / 3, 2].map(Math.fround));
    expect([...exampleWeights(rows([0, 2, 2, 2], [1, 1, 0, 2]), undefined)!]).toEqual([1, 1, 0, 2]);
    expect([...exampleWeights(rows([0, 0, 1, 1], [3, 1, 1, 1]), [1, 2, 9])!]).toEqual([1.5, 0.5, 1, 1]);
  });

  it("average to 1 for any classes and weights", () => {
    const labels = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 50 });
    const weights = fc.oneof(
      fc.constant("balanced" as const),
      fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 3, maxLength: 3 }),
    );
    fc.assert(
      fc.property(labels, weights, (labels, classWeights) => {
        const given = exampleWeights(rows(labels), classWeights)!;
        expect(given.reduce((sum, weight) => sum + weight, 0) / labels.length).toBeCloseTo(1, 5);
        if (classWeights !== "balanced") return;
        // Each class that there is counts as much as any other.
        const sums = [0, 1, 2].map((c) => given.reduce((sum, weight, i) => sum + (labels[i] === c ? weight : 0), 0));
        const there = sums.filter((_, c) => labels.includes(c));
        for (const sum of there) expect(sum).toBeCloseTo(labels.length / there.length, 3);
      }),
    );
  });

  it("go with the examples: through slices, choices and shifts", () => {
    const data = rows([0, 1, 2, 2], [1, 2, 3, 4]);
    expect([...data.slice(1, 3).weights!]).toEqual([2, 3]);
    expect([...data.pick([3, 0]).weights!]).toEqual([4, 1]);
    const images = new Dataset({
      shape: [1, 3, 3],
      features: new Uint8Array(18).map((_, i) => i),
      targets: { kind: "classes", labels: [0, 1], classes: 2 },
      weights: Float32Array.of(1, 5),
    });
    expect([...expandByShifts(images, { shuffle: false }).weights!]).toEqual([1, 1, 1, 1, 1, 5, 5, 5, 5, 5]);
    const shuffled = expandByShifts(images, { seed: 3 });
    for (let i = 0; i < 10; i++) expect(shuffled.weights![i]).toBe(shuffled.label(i) === 0 ? 1 : 5);
  });

  it.each<[string, ClassWeights | unknown]>([
    ["a word", "equal"],
    ["no list", 2],
    ["an empty list", []],
    ["a negative weight", [1, -1, 1]],
    ["NaN", [1, Number.NaN, 1]],
    ["zeros alone", [0, 0, 0]],
    ["a class too few", [1, 2]],
    ["a class too many", [1, 2, 3, 4]],
    ["a weight for nothing that is there", [0, 0, 1]],
  ])("are refused with %s", (_name, classWeights) => {
    const net = network({ input: [1], layers: [dense(3)] });
    const options = { epochs: 1, learningRate: 1, classWeights } as unknown as TrainOptions;
    expect(refused(() => train(net, rows([0, 1]), options)).code).toBe("training.classWeights");
  });

  it("are refused where there are no classes, and in a data set that they do not fit", () => {
    const net = network({ input: [1], layers: [dense(1)] });
    const options = { epochs: 1, learningRate: 1, classWeights: "balanced" } as const;
    expect(refused(() => train(net, regression([[1]], [[1]]), options)).code).toBe("training.classWeights");
    for (const weights of [[1], [1, 2, 3], [1, -1], [1, Number.NaN], [0, 0], [1, 1 / 0]])
      expect(refused(() => rows([0, 1], weights)).code).toBe("dataset.weights");
    expect(refused(() => new Dataset({ ...rows([0, 1]), weights: [1, 2] as never })).code).toBe("dataset.weights");
  });
});

describe("a weighted cost", () => {
  it.each(golden.map((entry) => [String(entry.classWeights), entry] as const))(
    "has PyTorch's gradients with the weights %s",
    async (_, entry) => {
      const { inputs, labels, parameters, gradients, cost } = entry;
      const data = classification(
        Array.from({ length: 7 }, (_, i) => inputs.slice(4 * i, 4 * i + 4)),
        labels,
      );
      const spec = { input: [4], layers: [dense(5, "tanh"), dense(3, "softmax")] };
      const names = ["layers.0.weights", "layers.0.biases", "layers.1.weights", "layers.1.biases"];
      const shapes = [[5, 4], [5], [3, 5], [3]];
      const given = new Map(
        names.map((name, i) => [name, { shape: shapes[i]!, values: Float32Array.from(parameters[i]!) }]),
      );
      const weights = exampleWeights(data, entry.classWeights as ClassWeights);
      for (const engine of [referenceEngine, wasmEngine])
        await withSession(engine, Network.fromParameters(spec, given), { threads: 1 }, (session) => {
          const seen = session.gradients(session.load(data, { weights }), everyExample(data));
          expectClose([seen.cost], [cost], { rtol: 1e-6, atol: 0 });
          names.forEach((name, i) => {
            expectClose(seen.parameters.get(name)!, gradients[i]!, { rtol: 1e-5, atol: 1e-7 }, name);
          });
        });
    },
  );

  it("has the gradient that central differences give", () => {
    const data = toyData(6, { size: 3 });
    const net = network({ input: [3], layers: [dense(4, "tanh"), dense(3)], seed: 2 });
    const weights = Float64Array.of(0, 0.5, 1, 2, 3, 0.25);
    const examples = everyExample(data);
    const parameters = parametersOf(net);
    const pass = (values: Float64Array) =>
      gradientPass(
        net,
        [{ ...parameters[0]!, weights: values }, parameters[1]!],
        inputsOf(data, examples),
        targetsOf(net, data, examples),
        { count: 6, training: true, step: 0, weights },
      );
    const at = parameters[0]!.weights!;
    const numerical = centralDifferences((values) => pass(values).costs.reduce((sum, cost) => sum + cost, 0), at);
    expectClose(pass(at).gradients[0]!.weights!, numerical, differenceTolerance, "∂C/∂w");
  });

  it.each([
    ["rows", randomCase],
    ["images", randomImageCase],
  ] as const)("is the same in both engines, on %s, and to the bit on any number of threads", async (_, anyCase) => {
    const runs = { seed: 20261129, numRuns: fewer(15) };
    await fc.assert(fc.asyncProperty(withWeights(anyCase()), expectSameAnswers), runs);
    await fc.assert(fc.asyncProperty(withWeights(anyCase()), expectSameLearning), runs);
    await fc.assert(
      fc.asyncProperty(withWeights(anyCase()), async (drawn) => {
        const one = await outcomeOf(wasmEngine, drawn);
        expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 2 } })).toEqual(one);
      }),
      { numRuns: 5 },
    );
  });

  it("is to the bit what it is without weights where all are 1", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase(), async (drawn) => {
        const ones = { ...drawn, weights: new Float32Array(drawn.data.count).fill(1) };
        expect(await outcomeOf(wasmEngine, ones)).toEqual(await outcomeOf(wasmEngine, drawn));
      }),
      { numRuns: fewer(15) },
    );
  });

  it("is what weights of a session must be, which it says", async () => {
    const data = toyData(3);
    const net = network({ input: [5], layers: [dense(3)] });
    for (const engine of [wasmEngine, referenceEngine])
      await withSession(engine, net, {}, (session) => {
        for (const weights of [
          new Float32Array(2),
          Float32Array.of(1, -1, 1),
          Float32Array.of(1, Number.NaN, 1),
          [1, 1, 1],
        ])
          expect(refused(() => session.load(data, { weights: weights as Float32Array })).code).toBe("session.load");
      });
  });
});

describe("a run with weights", () => {
  const data = toyData(40);
  const test = toyData(20, { name: "test" });
  const start = () => network({ input: [5], layers: [dense(4, "tanh"), dense(3, "softmax")], seed: 5 });
  const options = { epochs: 3, learningRate: 0.5, miniBatchSize: 4, classWeights: [1, 3, 0.2] } as const;

  it("measures without them, goes on to the same bits, and is refused other ones", async () => {
    const whole = train(start(), data, { ...options, evaluate: { test, training: data } });
    for await (const _ of whole);
    const cut = train(start(), data, { ...options, miniBatchEvents: 1 });
    for await (const { step } of cut) if (step === 13) break;
    const resume = decodeCheckpoint(encodeCheckpoint(cut.snapshot()));
    const rest = train(start(), data, { resume });
    for await (const _ of rest);
    expect(rest.outcome!.sha256).toBe(whole.outcome!.sha256);
    const { cost } = await whole.network.evaluate(data);
    expect(whole.outcome!.history[2]!.evaluations.training!.dataCost).toBe(cost);

    const plain = train(start(), data, { ...options, classWeights: undefined });
    for await (const _ of plain);
    expect(plain.outcome!.sha256).not.toBe(whole.outcome!.sha256);
    expect(refused(() => train(start(), data, { classWeights: "balanced", resume })).code).toBe("training.resume");
    const other = new Dataset({ ...data, weights: new Float32Array(40).fill(1).fill(2, 3, 5) });
    expect(refused(() => train(start(), other, { resume })).message).toContain("training data");
  });

  it("finds a rare class more often where each counts alike", async () => {
    const crowd = toyData(300, { seed: 4 });
    const rare = Array.from({ length: 300 }, (_, i) => i).filter((i) => crowd.label(i) !== 2 || i % 15 === 0);
    const few = crowd.pick(rare);
    const recall = async (classWeights: ClassWeights | undefined) => {
      const net = network({ input: [5], layers: [dense(3, "softmax")], seed: 1 });
      for await (const _ of train(net, few, { epochs: 5, learningRate: 0.05, classWeights }));
      const ofClass = crowd.pick([...Array(300).keys()].filter((i) => crowd.label(i) === 2));
      return (await net.evaluate(ofClass)).correct;
    };
    expect(await recall("balanced")).toBeGreaterThan(await recall(undefined));
  });
});
