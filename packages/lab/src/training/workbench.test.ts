import { batchNorm, dense, gru, mnist, Network, NndlError, network, train } from "nndl";
import { describe, expect, it, vi } from "vitest";
import { Curve, thinned } from "./curve.ts";
import { eventSpacing } from "./event-spacing.ts";
import type { Progress } from "./progress.ts";
import { checkRecipe, type Recipe } from "./recipe.ts";
import { measuredSets, setsOf } from "./sets.ts";
import { type Opening, Workbench } from "./workbench.ts";

const noDigits = { digits: () => Promise.reject(new Error("not here")) };

/** 240 training points in mini-batches of 10: 24 steps an epoch, 120 altogether. */
const toy: Recipe = {
  network: { input: [2], layers: [dense(6, "tanh"), dense(2, "softmax")], seed: 3 },
  data: { kind: "toy", name: "circles", count: 320 },
  training: { epochs: 5, learningRate: 0.5, optimizer: "momentum" },
  measured: { test: 80, training: 240 },
  threads: 1,
};

function open(recipe: unknown = toy, opening: Opening = {}) {
  const seen: Progress[] = [];
  const checkpoints: { bytes: Uint8Array; step: number }[] = [];
  return Workbench.open(
    recipe,
    {
      ...noDigits,
      progress: (progress) => seen.push(progress),
      saved: (bytes, step) => checkpoints.push({ bytes, step }),
    },
    opening,
  ).then((workbench) => ({ workbench, seen, checkpoints }));
}

/** The same by the library alone, without interruption: the weights after so many steps, and the epochs' records. */
async function straight(recipe: Recipe = toy, until = Number.POSITIVE_INFINITY) {
  const checked = checkRecipe(recipe);
  const sets = await setsOf(checked.data, noDigits);
  const net = network(checked.network);
  const evaluate = measuredSets(sets, checked.measured, checked.data);
  const run = train(net, sets.training, { ...checked.training, evaluate, threads: 1, miniBatchEvents: 1 });
  for await (const event of run) if (event.type === "mini-batch" && event.step >= until) break;
  return { sha256: net.sha256(), history: run.outcome!.history };
}

describe("a run on the workbench", () => {
  it("is the library's own, and tells of every epoch", async () => {
    const { workbench, seen, checkpoints } = await open();
    expect(workbench.standing).toEqual({ step: 0, steps: 120, stepsPerEpoch: 24, epoch: 0, epochs: 5, threads: 1 });
    const standing = await workbench.train();
    expect(standing).toMatchObject({ step: 120, epoch: 5, ended: "finished" });
    const { sha256, history } = await straight();
    expect(workbench.sha256()).toBe(sha256);
    expect(seen.flatMap(({ records }) => records)).toEqual(history);
    const points = seen.flatMap(({ costs }) => costs);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(120);
    expect(points.at(-1)!.step).toBe(120);
    expect(checkpoints.at(-1)!.step).toBe(120);
    await workbench.close();
  });

  it("ends in the same bits however it is cut", async () => {
    const { sha256 } = await straight();
    const { workbench } = await open();
    for (let i = 0; i < 3; i++) await workbench.step();
    expect(workbench.sha256()).toBe((await straight(toy, 3)).sha256);
    await workbench.step(20);
    await workbench.train({ until: 24 });
    // The first epoch is over, and has been measured.
    expect(workbench.standing).toMatchObject({ step: 24, epoch: 1 });
    await workbench.train({ until: 50, stepsPerSecond: 1000 });
    const training = workbench.train();
    await Promise.resolve();
    await workbench.pause();
    await training;
    await workbench.train();
    expect(workbench.standing).toMatchObject({ step: 120, ended: "finished" });
    expect(workbench.sha256()).toBe(sha256);
    await workbench.close();
  });

  it("starts from another network's weights only where they are those that the recipe names", async () => {
    const { workbench } = await open();
    await workbench.step(3);
    const [weights, sha256] = [workbench.save("safetensors"), workbench.sha256()];
    await workbench.close();
    const recipe = { ...toy, from: { name: "other", sha256 }, network: { ...toy.network, seed: 8 } };
    const started = await open(recipe, { weights });
    expect(started.workbench.sha256()).toBe(sha256);
    expect(started.workbench.recipe.network.seed).toBe(8);
    // Other weights are those of the seed alone.
    await started.workbench.renew();
    expect(started.workbench.recipe.from).toBeUndefined();
    await started.workbench.close();
    const wide = { ...recipe.network, layers: [dense(7, "tanh"), dense(2, "softmax")] };
    for (const [wrong, opening] of [
      [recipe, {}],
      [{ ...recipe, from: { ...recipe.from, sha256: "0".repeat(64) } }, { weights }],
      [{ ...recipe, from: { name: "other", sha256: "none" } }, { weights }],
      [{ ...recipe, network: wide }, { weights }],
    ] as const)
      await expect(open(wrong, opening)).rejects.toMatchObject({ code: "recipe.from" });
  });

  it("remarks on what is probably a mistake in its data and settings", async () => {
    const { workbench } = await open();
    expect(workbench.remarks).toEqual([]);
    await workbench.close();
    const steep = await open({
      network: { input: [1], layers: [dense(1, "linear")] },
      data: { kind: "function", formula: "1000*x" },
      training: { epochs: 1, learningRate: 0.1 },
    });
    expect(steep.workbench.remarks.map(({ code }) => code)).toEqual(["data.large-targets"]);
    await steep.workbench.close();
  });

  it("refuses wishes that are none", async () => {
    const { workbench } = await open();
    for (const wish of [{ until: -1 }, { until: Number.NaN }, { stepsPerSecond: 0 }, { stepsPerSecond: Number.NaN }])
      await expect(workbench.train(wish)).rejects.toMatchObject({ code: "wish" });
    expect(workbench.standing.step).toBe(0);
    await workbench.close();
  });

  it("pauses within its slowness, and goes on", async () => {
    const { workbench } = await open();
    const training = workbench.train({ stepsPerSecond: 1 });
    await vi.waitUntil(() => workbench.standing.step > 0, { timeout: 20_000 });
    const { step } = await workbench.pause();
    expect(step).toBeLessThanOrEqual(2);
    await training;
    // Who wants to train while somebody pauses trains afterwards.
    const slow = workbench.train({ stepsPerSecond: 1 });
    const pausing = workbench.pause();
    const again = workbench.train({ until: 60 });
    await Promise.all([slow, pausing, again]);
    expect(workbench.standing.step).toBe(60);
    await workbench.close();
  });

  it("goes back to the same weights, and to others", async () => {
    const { workbench } = await open();
    const first = workbench.sha256();
    await workbench.train({ until: 30 });
    const trained = workbench.sha256();
    expect(trained).not.toBe(first);
    await workbench.rewind();
    expect(workbench.sha256()).toBe(first);
    expect(workbench.standing).toMatchObject({ step: 0, epoch: 0 });
    await workbench.train({ until: 30 });
    expect(workbench.sha256()).toBe(trained);
    await workbench.renew();
    expect(workbench.recipe.network.seed).toBe(4);
    expect(workbench.sha256()).toBe(network({ ...toy.network, seed: 4 }).sha256());
    await workbench.renew(3);
    expect(workbench.sha256()).toBe(first);
    await workbench.close();
  });

  it("goes on from its checkpoint, on another workbench", async () => {
    const { workbench } = await open();
    await workbench.train({ until: 31 });
    const checkpoint = workbench.save("checkpoint");
    await workbench.close();
    const { workbench: other } = await open(toy, { checkpoint });
    expect(other.standing.step).toBe(31);
    await other.train();
    expect(other.sha256()).toBe((await straight()).sha256);
    // Of another run it is refused.
    const another = { ...toy, training: { ...toy.training, learningRate: 0.4 } };
    await expect(open(another, { checkpoint })).rejects.toMatchObject({ code: "training.resume" });
    await other.close();
  });

  it("is saved and opened again", async () => {
    const sigmoid: Recipe = { ...toy, network: { input: [2], layers: [dense(4), dense(2)], cost: "cross-entropy" } };
    const { workbench } = await open(sigmoid);
    await workbench.train({ until: 10 });
    for (const format of ["safetensors", "book-json"] as const) {
      const bytes = workbench.save(format);
      expect(Network.fromBytes(bytes).sha256()).toBe(workbench.sha256());
      const { workbench: other } = await open(toy);
      await other.load(bytes);
      expect(other.sha256()).toBe(workbench.sha256());
      expect(other.standing.step).toBe(0);
      await other.step();
      await other.rewind();
      expect(other.sha256()).toBe(workbench.sha256());
      await other.close();
    }
    const { workbench: fromWeights } = await open(toy, { weights: workbench.save("safetensors") });
    expect(fromWeights.sha256()).toBe(workbench.sha256());
    await fromWeights.close();
    await workbench.close();
  });

  it("refuses files that are no networks, or do not fit, and stays as it was", async () => {
    const { workbench } = await open();
    await workbench.train({ until: 7 });
    const before = workbench.sha256();
    await expect(workbench.load(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2))).rejects.toMatchObject({
      code: "files.kind",
      received: "a PNG image",
    });
    const everyStep = network({ input: [3, 2], layers: [gru(2, { output: "every" }), dense(2, "softmax")] });
    await expect(workbench.load(everyStep.toBytes())).rejects.toMatchObject({
      code: "files.kind",
      received: "one that answers at every step of a sequence",
    });
    const written = network({ input: [3, 1], layers: [gru(2, { output: "every" }), dense(2, "softmax")] });
    written.preparation = { inputs: { kind: "text", alphabet: ["a", "b"], steps: 3 } };
    await expect(workbench.load(written.toBytes())).rejects.toMatchObject({
      code: "files.kind",
      next: "Use it on the command line: nndl generate lets it write.",
    });
    const wide = network({ input: [3], layers: [dense(2, "softmax")] }).toBytes();
    await expect(workbench.load(wide)).rejects.toMatchObject({ code: "data.shape" });
    await expect(workbench.load(wide.subarray(0, -3))).rejects.toBeInstanceOf(NndlError);
    expect(() => workbench.save("book-json")).toThrow(NndlError);
    expect([workbench.standing.step, workbench.sha256()]).toEqual([7, before]);
    await workbench.close();
  });

  it("that does not fit its data is refused when it is opened", async () => {
    await expect(open({ ...toy, network: { input: [3], layers: [dense(2)] } })).rejects.toMatchObject({
      code: "data.shape",
    });
    // Also by data that are not here yet.
    await expect(open({ ...toy, data: { kind: "mnist" } })).rejects.toMatchObject({ code: "data.shape" });
  });

  it("that diverges says so, and can be rewound", async () => {
    const wild = {
      ...toy,
      network: { input: [2], layers: [dense(6, "relu"), dense(1, "linear")], cost: "quadratic" },
      data: { kind: "function", formula: "x*y", variables: 2, samples: 10 },
      training: { epochs: 50, learningRate: 1e6 },
    };
    const { workbench } = await open(wild);
    const first = workbench.sha256();
    await expect(workbench.train()).rejects.toMatchObject({ code: "training.diverged" });
    await expect(workbench.train()).rejects.toBeInstanceOf(Error);
    await workbench.rewind();
    expect(workbench.sha256()).toBe(first);
    await workbench.close();
  });
});

describe("questions", () => {
  it("are answered also while it trains, and disturb nothing", async () => {
    const { workbench } = await open({ ...toy, training: { ...toy.training, epochs: 40 } });
    const training = workbench.train();
    const answers = [];
    for (let i = 0; i < 20; i++) {
      const { counts, count, correct, step } = await workbench.ask({ about: "confusion" });
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(80);
      expect(count).toBe(80);
      answers.push([step, correct]);
      await workbench.ask({ about: "gradients" });
      await workbench.ask({ about: "histogram", of: "activations", examples: 3 });
    }
    await training;
    const { sha256, history } = await straight({ ...toy, training: { ...toy.training, epochs: 40 } });
    expect(workbench.sha256()).toBe(sha256);
    expect((await workbench.ask({ about: "confusion" })).correct).toBe(history.at(-1)!.evaluations.test!.correct);
    await workbench.close();
  });

  it("about the network", async () => {
    const { workbench } = await open();
    await workbench.train({ until: 24 });
    const now = await workbench.ask({ about: "weights" });
    expect(Object.keys(now.tensors)).toEqual([0, 1].flatMap((l) => [`layers.${l}.weights`, `layers.${l}.biases`]));
    expect(now.step).toBe(24);
    const { tensors } = await workbench.ask({ about: "weights", first: true, names: ["layers.0.weights"] });
    const drawn = network(toy.network).parameters.get("layers.0.weights")!.values;
    expect(tensors["layers.0.weights"]!.values).toEqual(drawn);
    expect(tensors["layers.0.weights"]!.values).not.toEqual(now.tensors["layers.0.weights"]!.values);
    const input = Float32Array.of(0.3, -0.2);
    const { layers } = await workbench.ask({ about: "layers", input });
    const { outputs, size, count } = await workbench.ask({ about: "outputs", inputs: input });
    expect([size, count, layers.length]).toEqual([2, 1, 2]);
    outputs.forEach((value, i) => {
      expect(layers[1]!.values[i]).toBeCloseTo(value, 5);
    });
    const plane = await workbench.ask({ about: "plane", x: [-1, 1], y: [-1, 1], columns: 11, rows: 21 });
    expect(plane.outputs.length).toBe(11 * 21 * 2);
    const corner = await workbench.ask({ about: "outputs", inputs: Float32Array.of(1, -1) });
    expect(plane.outputs.slice(20, 22)).toEqual(corner.outputs);
    expect((await workbench.ask({ about: "identity" })).sha256).toBe(workbench.sha256());
    const weights = await workbench.ask({ about: "histogram", of: "weights", bins: 7 });
    expect(weights.layers.map(({ counts }) => counts.reduce((sum, each) => sum + each, 0))).toEqual([12, 12]);
    const { layers: norms, cost } = await workbench.ask({ about: "gradients" });
    expect(norms.map(({ index }) => index)).toEqual([0, 1]);
    for (const norm of [...norms.map(({ weights }) => weights), cost]) expect(norm).toBeGreaterThan(0);
    // As in training it is another gradient where there is a batch normalization, which has shifts in the place of biases.
    const normalized = {
      ...toy.network,
      layers: [dense(4, "linear"), batchNorm({ activation: "relu" }), dense(2, "softmax")],
    };
    const { workbench: other } = await open({ ...toy, network: normalized });
    const [inUse, inTraining] = [
      await other.ask({ about: "gradients" }),
      await other.ask({ about: "gradients", training: true }),
    ];
    expect(inTraining.layers.map(({ index, type }) => [index, type])).toEqual([
      [0, "dense"],
      [1, "batchNorm"],
      [2, "dense"],
    ]);
    for (const answer of [inUse, inTraining]) expect(answer.layers[1]!.biases).toBeGreaterThan(0);
    expect(inTraining.layers[1]!.biases).not.toBe(inUse.layers[1]!.biases);
    const { layers: each } = await other.ask({ about: "gradients", byUnit: true });
    for (const { units, biases, weights } of each) {
      expect(Math.hypot(...units!.biases)).toBeCloseTo(biases, 6);
      expect(Math.hypot(...units!.weights)).toBeCloseTo(weights, 6);
    }
    expect(each.map(({ units }) => [units!.biases.length, units!.weights.length])).toEqual([
      [4, 4],
      [4, 4],
      [2, 2],
    ]);
    await other.close();
    await workbench.close();
  });

  it("about the data", async () => {
    const { workbench } = await open();
    expect(await workbench.ask({ about: "data" })).toEqual({
      shape: [2],
      classes: 2,
      counts: { training: 240, test: 80 },
      step: 0,
    });
    const ones = await workbench.ask({ about: "examples", label: 1, from: 2, limit: 5 });
    expect([...ones.labels]).toEqual([1, 1, 1, 1, 1]);
    expect(ones.features.length).toBe(10);
    const chosen = await workbench.ask({ about: "examples", indices: [ones.indices[3]!] });
    expect(chosen.features).toEqual(ones.features.slice(6, 8));
    const { means, counts } = await workbench.ask({ about: "averages" });
    expect([means.length, counts[0]! + counts[1]!]).toEqual([4, 240]);
    const { total, indices, predicted, labels } = await workbench.ask({ about: "mistakes", limit: 3 });
    const { correct } = await workbench.ask({ about: "confusion" });
    expect(total).toBe(80 - correct);
    expect(indices.length).toBe(Math.min(3, total));
    predicted.forEach((taken, i) => {
      expect(taken).not.toBe(labels[i]);
    });
    await workbench.train();
    const none = await workbench.ask({ about: "mistakes", label: 9 });
    expect([none.total, none.indices.length, none.features.length]).toEqual([0, 0, 0]);
    await workbench.close();
  });

  it("about a function: what is wanted and what is learned", async () => {
    const { workbench } = await open({
      network: { input: [1], layers: [dense(5), dense(1, "linear")] },
      data: { kind: "function", formula: "sin(3*x)", samples: 50 },
      training: { epochs: 2, learningRate: 0.1 },
    });
    const line = await workbench.ask({ about: "line", x: [0, 1], points: 11 });
    expect(line.wanted![5]).toBeCloseTo(Math.sin(1.5), 12);
    expect(line.outputs.length).toBe(11);
    await workbench.train();
    expect((await workbench.ask({ about: "line", x: [0, 1], points: 11 })).outputs).not.toEqual(line.outputs);
    await expect(workbench.ask({ about: "confusion" })).rejects.toMatchObject({ code: "question" });
    await expect(workbench.ask({ about: "plane", x: [0, 1], y: [0, 1], columns: 5, rows: 5 })).rejects.toMatchObject({
      code: "question",
    });
    await workbench.close();
  });

  it("that make no sense are refused, and the next is answered", async () => {
    const { workbench } = await open();
    const wrong = [
      { about: "secrets" },
      { about: "weights", names: ["__proto__"] },
      { about: "confusion", set: "validation" },
      { about: "confusion", set: "__proto__" },
      { about: "examples", indices: [1e9] },
      { about: "examples", limit: -1 },
      { about: "plane", x: [1, 0], y: [0, 1], columns: 5, rows: 5 },
      { about: "plane", x: [0, 1], y: [0, 1], columns: 1e9, rows: 5 },
      { about: "histogram", of: "weights", bins: 0 },
      { about: "gradients", examples: 1e6 },
    ];
    for (const question of wrong)
      await expect(workbench.ask(question as never)).rejects.toMatchObject({ code: "question" });
    await expect(workbench.ask({ about: "outputs", inputs: Float32Array.of(1) })).rejects.toMatchObject({
      code: "data.shape",
    });
    expect((await workbench.ask({ about: "data" })).classes).toBe(2);
    await workbench.close();
  });
});

describe("what is kept of a run", () => {
  it("does not grow with its length, and forgets no mean", () => {
    const curve = new Curve(100);
    for (let step = 10; step <= 1_000_000; step += 10) curve.add([{ step, cost: step / 1e6, count: 10 }]);
    expect(curve.points.length).toBeLessThanOrEqual(101);
    expect(curve.points.length).toBeGreaterThan(40);
    const mean = curve.points.reduce((sum, { cost, count }) => sum + cost * count, 0) / 1_000_000;
    expect(mean).toBeCloseTo(0.500005, 9);
    expect(curve.points.at(-1)!.step).toBe(1_000_000);
    curve.cutAfter(500_000);
    expect(curve.points.at(-1)!.step).toBeLessThanOrEqual(500_000);
    const records = Array.from({ length: 10_000 }, (_, index) => ({ index }));
    expect(thinned(records, 100).length).toBeLessThanOrEqual(101);
    expect(thinned(records, 100).at(-1)).toEqual({ index: 9999 });
    expect(thinned(records.slice(0, 9), 100)).toEqual(records.slice(0, 9));
  });

  it("is spoken of on a round grid that depends on the description alone", () => {
    const { network: e11 } = checkRecipe({
      network: { input: [784], layers: [dense(30), dense(10)] },
      data: { kind: "mnist" },
      training: { epochs: 30, learningRate: 3 },
    });
    expect(eventSpacing(e11, 10, 150_000)).toBe(200);
    expect(eventSpacing(e11, 10, 10)).toBe(1);
    expect(eventSpacing(checkRecipe(toy).network, 10, 120)).toBe(1);
    expect(eventSpacing(checkRecipe(toy).network, 10, 1e9)).toBe(10_000);
  });
});

describe("digits", () => {
  const few: Recipe = {
    network: { input: [784], layers: [dense(10), dense(10)], seed: 2 },
    data: { kind: "mnist", training: 605, validation: 30, test: 100 },
    training: { epochs: 2, learningRate: 1 },
  };

  it("need not be here for a batch normalization, which compares examples", async () => {
    const layers = [dense(10, "linear"), batchNorm({ activation: "relu" }), dense(10)];
    const recipe = { ...few, network: { ...few.network, layers } };
    const workbench = await Workbench.open(recipe, { digits: () => mnist() });
    expect(workbench.hasData).toBe(false);
    await workbench.close();
    // What compares nothing is refused as ever.
    const alone = { ...recipe, training: { ...few.training, miniBatchSize: 1 } };
    await expect(Workbench.open(alone, { digits: () => mnist() })).rejects.toMatchObject({
      code: "training.miniBatchSize",
    });
  });

  it("are fetched when something needs them, and nothing shows that they were not there", async () => {
    const digits = vi.fn(() => mnist());
    const workbench = await Workbench.open(few, { digits });
    const { standing } = workbench;
    expect(standing).toMatchObject({ step: 0, steps: 122, stepsPerEpoch: 61, epochs: 2 });
    expect(workbench.sha256()).toBe(network(few.network).sha256());
    const input = new Float32Array(784).fill(0.5);
    await workbench.ask({ about: "layers", input });
    await workbench.ask({ about: "outputs", inputs: input });
    await workbench.ask({ about: "histogram", of: "weights" });
    const wrong = network({ input: [784], layers: [dense(9)] }).toBytes();
    await expect(workbench.load(wrong)).rejects.toMatchObject({ code: "data.targets" });
    await workbench.renew(7);
    await workbench.rewind();
    expect([workbench.hasData, digits.mock.calls.length]).toEqual([false, 0]);
    expect((await workbench.ask({ about: "data" })).counts).toEqual({ training: 605, validation: 30, test: 100 });
    expect([workbench.hasData, digits.mock.calls.length]).toEqual([true, 1]);
    expect(workbench.standing).toEqual(standing);
    await workbench.renew(2);
    await workbench.train();
    const sets = await setsOf(checkRecipe(few).data, { digits });
    const net = network(few.network);
    for await (const _ of train(net, sets.training, { ...checkRecipe(few).training, threads: 1 }));
    expect(workbench.sha256()).toBe(net.sha256());
    await workbench.close();
  });

  it("are waited for by who trains, unless somebody wants otherwise meanwhile", async () => {
    const come: (() => void)[] = [];
    const digits = () => new Promise<void>((resolve) => come.push(resolve)).then(() => mnist());
    const workbench = await Workbench.open(few, { digits });
    const training = workbench.train();
    await workbench.pause();
    for (const each of come) each();
    expect(await training).toMatchObject({ step: 0 });
    await workbench.step(2);
    expect(workbench.standing.step).toBe(2);
    await workbench.close();
  });

  it("are measured in part while the first epoch lasts, which moves no bit", async () => {
    const seen: Progress[] = [];
    const digits = () => mnist();
    const workbench = await Workbench.open(
      { ...few, training: { ...few.training, epochs: 2 } },
      { digits, earlyPause: { least: 0, patience: 0 }, progress: (progress) => seen.push(progress) },
    );
    await workbench.train({ stepsPerSecond: 150 });
    const early = seen.flatMap(({ early }) => early);
    expect(early.length).toBeGreaterThan(0);
    for (const { step, set, count, accuracy } of early) {
      expect(step).toBeLessThan(61);
      expect([set, count]).toEqual(["test", 100]);
      expect(accuracy! * 100).toBeCloseTo(Math.round(accuracy! * 100), 9);
    }
    const straight = await Workbench.open(few, { digits });
    await straight.train({ until: early.at(-1)!.step });
    const { correct } = await straight.ask({ about: "confusion" });
    expect(early.at(-1)!.accuracy).toBe(correct / 100);
    await straight.train();
    expect(workbench.sha256()).toBe(straight.sha256());
    await Promise.all([workbench.close(), straight.close()]);
  });
});

it("E1.1 has the weights that it has everywhere", async () => {
  const recipe = {
    network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed: 1 },
    data: { kind: "mnist" },
    training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
    threads: 1,
  };
  const workbench = await Workbench.open(recipe, { digits: () => mnist() });
  await workbench.train({ until: 1000 });
  expect(workbench.sha256()).toMatch(/^cd0cdd57.*8f4b45$/);
  const { correct, count } = await workbench.ask({ about: "darkness" });
  expect([correct, count]).toEqual([2225, 10_000]);
  await workbench.close();
});

describe("a run whose settings change", () => {
  it("changes settings on the way, and its recipe leads to the same bits", async () => {
    const { workbench, seen } = await open();
    await workbench.train({ until: 30 });
    expect(workbench.change({ learningRate: 0.05, regularization: { l2: 0.1 } }).step).toBe(30);
    // A larger mini-batch than the engine has room for.
    await workbench.train({ until: 50 });
    workbench.change({ miniBatchSize: 60 });
    expect(workbench.standing).toMatchObject({ step: 50, stepsPerEpoch: 4 });
    expect(() => workbench.change({ learningRate: -1 })).toThrow(NndlError);
    expect(() => workbench.change({ optimizer: "adam" })).toThrow(NndlError);
    const { steps } = await workbench.train();
    expect(workbench.standing).toMatchObject({ step: steps, epoch: 5, ended: "finished" });
    expect(seen.flatMap(({ records }) => records)).toHaveLength(5);
    const { recipe } = workbench;
    expect(recipe.training.changes?.map(({ atMiniBatch }) => atMiniBatch)).toEqual([30, 50]);
    const sha256 = workbench.sha256();
    expect((await straight(recipe)).sha256).toBe(sha256);
    expect((await straight()).sha256).not.toBe(sha256);
    await workbench.rewind();
    await workbench.train();
    expect(workbench.sha256()).toBe(sha256);
    await workbench.close();
  });

  it("can be changed while it trains", async () => {
    const { workbench } = await open();
    const training = workbench.train({ stepsPerSecond: 400 });
    await vi.waitFor(() => expect(workbench.standing.step).toBeGreaterThan(5));
    workbench.change({ learningRate: 0.01 });
    await workbench.pause();
    await training;
    await workbench.train();
    expect((await straight(workbench.recipe)).sha256).toBe(workbench.sha256());
    await workbench.close();
  });

  it("says in the network's file what it learned from, and for how long, again and again", async () => {
    const { workbench } = await open();
    await workbench.train({ until: 30 });
    const bytes = workbench.save("safetensors");
    expect(Network.fromBytes(bytes).notes.training).toMatchObject({ step: 30, data: { choice: { kind: "toy" } } });
    const again = (await open(toy, { weights: bytes })).workbench;
    await again.train({ until: 7 });
    expect(Network.fromBytes(again.save("safetensors")).notes.training).toMatchObject({ step: 37 });
    await again.close();
    await workbench.close();
  });
});
