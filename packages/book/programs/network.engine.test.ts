/** Chapter 1's program and the library are one network: same start, same mini-batches, same weights after each epoch. */
import { dense, type Engine, type Mnist, mnist, type Network, network, referenceEngine, train, wasmEngine } from "nndl";
import { beforeAll, describe, expect, test } from "vitest";
import {
  inFloat32,
  libraryOrder,
  type Parameters,
  parameterGap,
  parametersOf,
  startAs,
  testPairs,
  trainingPairs,
} from "../testing/ties.ts";
import { MatrixNetwork } from "./matrix-backprop.ts";
import { Network as Program } from "./network.ts";
import { Random } from "./random.ts";

const settings = { epochs: 2, miniBatchSize: 10, learningRate: 3 };
const seed = 7;
let digits: Pick<Mnist, "training" | "test">;
/** What the program ends with, and how many test images it reads after each epoch. */
let program: Program;
const counts: (number | undefined)[] = [];

beforeAll(async () => {
  const all = await mnist();
  // Not a multiple of ten: the last mini-batch is short.
  digits = { training: all.training.take(1505), test: all.test.take(1000) };
  program = new Program([784, 30, 10], new Random(1));
  startAs(start(), program);
  program.sgd(trainingPairs(digits.training), settings.epochs, settings.miniBatchSize, settings.learningRate, {
    testData: testPairs(digits.test),
    order: libraryOrder(seed),
    onEpoch: (_, correct) => counts.push(correct),
  });
});

function start(): Network {
  return network({ input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed });
}

async function trainedBy(engine: Engine): Promise<{ net: Network; counts: (number | undefined)[] }> {
  const net = start();
  const run = train(net, digits.training, { ...settings, evaluate: { test: digits.test }, engine, threads: 1 });
  const correct: (number | undefined)[] = [];
  for await (const { evaluations } of run) correct.push(evaluations.test.correct);
  return { net, counts: correct };
}

describe("chapter 1's network, trained by the program and by the library on MNIST", () => {
  test("moves far from where it starts, so that agreement means something", () => {
    expect(parameterGap(program, parametersOf(start()))).toBeGreaterThan(0.5);
    expect(counts[1]).toBeGreaterThan(300);
  });

  test("float64 engine: the same weights to the last bit but one that float32 holds, the same test counts", async () => {
    const reference = await trainedBy(referenceEngine);
    expect(parameterGap(inFloat32(program), parametersOf(reference.net))).toBeLessThan(1e-6);
    expect(reference.counts).toEqual(counts);
  });

  test("float32 engine: the same weights within float32, and nearly the same test counts", async () => {
    const wasm = await trainedBy(wasmEngine);
    expect(parameterGap(program, parametersOf(wasm.net))).toBeLessThan(5e-5);
    wasm.counts.forEach((count, epoch) => {
      expect(Math.abs((count ?? Number.NaN) - (counts[epoch] ?? Number.NaN))).toBeLessThanOrEqual(2);
    });
  });

  test("the program reads the float32 engine's weights as the engine does: the same count", async () => {
    const wasm = await trainedBy(wasmEngine);
    const copy = new Program([784, 30, 10], new Random(1));
    startAs(wasm.net, copy);
    expect(copy.evaluate(testPairs(digits.test))).toBe(wasm.counts[1]);
  });

  test("another order of the mini-batches would be noticed", async () => {
    const other = new Program([784, 30, 10], new Random(1));
    startAs(start(), other);
    other.sgd(trainingPairs(digits.training), 1, 10, 3, { order: libraryOrder(seed + 1) });
    const wasm = start();
    for await (const _ of train(wasm, digits.training, { ...settings, epochs: 1 }));
    expect(parameterGap(other, parametersOf(wasm))).toBeGreaterThan(0.01);
  });
});

test("a whole mini-batch at a time, the program's matrices give the same weights", async () => {
  const few = digits.training.take(205);
  const matrices: Parameters & MatrixNetwork = new MatrixNetwork([784, 30, 10], new Random(1));
  startAs(start(), matrices);
  matrices.sgd(trainingPairs(few), 1, 10, 3, { order: libraryOrder(seed) });
  const net = start();
  for await (const _ of train(net, few, { ...settings, epochs: 1, engine: referenceEngine }));
  expect(parameterGap(inFloat32(matrices), parametersOf(net))).toBeLessThan(1e-6);
});
