/**
 * Chapter 3's programs and the library are one: cross-entropy or quadratic cost, either initializer, L2, L1, momentum,
 * early stopping, and the file a network is saved in.
 */
import {
  dense,
  type Engine,
  type EpochEvent,
  type Mnist,
  mnist,
  type Network,
  type NetworkInput,
  Network as Networks,
  network,
  referenceEngine,
  type TrainOptions,
  train,
  wasmEngine,
} from "nndl";
import { beforeAll, describe, expect, test } from "vitest";
import {
  inFloat32,
  libraryOrder,
  parameterGap,
  parametersOf,
  startAs,
  testPairs,
  trainingPairs,
} from "../testing/ties.ts";
import { CrossEntropyCost, QuadraticCost } from "./costs.ts";
import { trainWithPatience } from "./early-stopping.ts";
import { L1Network } from "./l1.ts";
import { MomentumNetwork } from "./momentum.ts";
import { Network as Program } from "./network2.ts";
import { Random } from "./random.ts";
import { load, save } from "./saved-network.ts";

const seed = 11;
const sizes = [784, 30, 10];
let digits: Pick<Mnist, "training" | "test">;

beforeAll(async () => {
  const all = await mnist();
  digits = { training: all.training.take(505), test: all.test.take(250) };
});

function start(input: Partial<NetworkInput> = {}): Network {
  return network({ input: [784], layers: [dense(30), dense(10)], cost: "cross-entropy", seed, ...input });
}

async function trained(
  net: Network,
  engine: Engine,
  options: Omit<TrainOptions, "miniBatchEvents">,
): Promise<EpochEvent[]> {
  const events: EpochEvent[] = [];
  const evaluate = { training: digits.training, test: digits.test };
  for await (const event of train(net, digits.training, { evaluate, ...options, engine, threads: 1 }))
    events.push(event);
  return events;
}

const kinds = [
  { cost: "cross-entropy", initializer: "gaussian", lambda: 0 },
  { cost: "cross-entropy", initializer: "gaussian", lambda: 5 },
  { cost: "cross-entropy", initializer: "scaled-gaussian", lambda: 0.1 },
  { cost: "quadratic", initializer: "scaled-gaussian", lambda: 0.1 },
] as const;

describe.each(kinds)("network2 with $cost, $initializer, λ = $lambda", ({ cost, initializer, lambda }) => {
  const epochs = 1;
  const learningRate = 0.5;
  const options = { epochs, learningRate, regularization: { l2: lambda } };

  function programTrained() {
    const program = new Program(sizes, new Random(1), cost === "quadratic" ? QuadraticCost : CrossEntropyCost);
    startAs(start({ cost, initializer }), program);
    const monitors = program.sgd(trainingPairs(digits.training), epochs, 10, learningRate, {
      lambda,
      order: libraryOrder(seed),
      evaluationData: testPairs(digits.test),
      monitorEvaluationAccuracy: true,
      monitorEvaluationCost: true,
      monitorTrainingAccuracy: true,
      monitorTrainingCost: true,
    });
    return { program, monitors };
  }

  test("float64 engine: the same weights, counts and regularized costs", async () => {
    const { program, monitors } = programTrained();
    const net = start({ cost, initializer });
    const [{ evaluations }] = await trained(net, referenceEngine, options);
    expect(parameterGap(program, parametersOf(start({ cost, initializer })))).toBeGreaterThan(0.1);
    expect(parameterGap(inFloat32(program), parametersOf(net))).toBeLessThan(1e-6);
    expect(evaluations.test.correct).toBe(monitors.evaluationAccuracy[0]);
    expect(evaluations.training.correct).toBe(monitors.trainingAccuracy[0]);
    // The data's cost is all float64; the penalty is of the weights rounded to float32.
    const penalty = monitors.trainingCost[0] - program.totalCost(trainingPairs(digits.training), 0, 1);
    expect(evaluations.test.dataCost).toBeCloseTo(monitors.evaluationCost[0] - penalty, 10);
    expect(evaluations.training.dataCost).toBeCloseTo(monitors.trainingCost[0] - penalty, 10);
    expect(evaluations.test.cost / monitors.evaluationCost[0]).toBeCloseTo(1, 7);
    expect(evaluations.training.cost / monitors.trainingCost[0]).toBeCloseTo(1, 7);
  });

  test("float32 engine: the same within float32", async () => {
    const { program, monitors } = programTrained();
    const net = start({ cost, initializer });
    const [{ evaluations }] = await trained(net, wasmEngine, options);
    expect(parameterGap(program, parametersOf(net))).toBeLessThan(1e-5);
    expect(Math.abs((evaluations.test.correct ?? Number.NaN) - monitors.evaluationAccuracy[0])).toBeLessThanOrEqual(1);
    expect(evaluations.test.cost / monitors.evaluationCost[0]).toBeCloseTo(1, 4);
    expect(evaluations.training.cost / monitors.trainingCost[0]).toBeCloseTo(1, 4);
  });
});

describe("how weights start", () => {
  test.each([
    ["scaled-gaussian", "defaultWeightInitializer"],
    ["gaussian", "largeWeightInitializer"],
  ] as const)("the library's %s has the spread of the program's %s", (initializer, method) => {
    const spread = (values: number[]) => Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length);
    const program = new Program([784, 100, 10], new Random(1));
    program[method]();
    const net = start({ layers: [dense(100), dense(10)], initializer });
    const library = parametersOf(net);
    expect(spread(library.weights[0].flat()) / spread(program.weights[0].flat())).toBeCloseTo(1, 1);
    expect(spread(library.weights[1].flat()) / spread(program.weights[1].flat())).toBeCloseTo(1, 0);
    expect(spread(library.biases[0]) / spread(program.biases[0])).toBeGreaterThan(0.7);
    expect(spread(library.biases[0]) / spread(program.biases[0])).toBeLessThan(1.4);
  });
});

describe.each([
  // A weight within rounding of 0 may be pulled either way: twice ηλ/n.
  ["L1", { regularization: { l1: 2 } }, 2, () => new L1Network(sizes, new Random(1)), (2 * 0.1 * 2) / 505],
  [
    "momentum, with L2",
    { regularization: { l2: 0.5 }, optimizer: { type: "momentum", momentum: 0.8 } },
    0.5,
    () => {
      const program = new MomentumNetwork(sizes, new Random(1));
      program.mu = 0.8;
      return program;
    },
    0,
  ],
] as const)("%s", (_, options, lambda, make, slack) => {
  test.each([
    ["float64", referenceEngine, 1e-6],
    ["float32", wasmEngine, 2e-5 + slack],
  ] as const)("%s engine: the program's weights and cost", async (_name, engine, tolerance) => {
    const program = make();
    startAs(start(), program);
    program.sgd(trainingPairs(digits.training), 1, 10, 0.1, { lambda, order: libraryOrder(seed) });
    const net = start();
    const [{ evaluations }] = await trained(net, engine, { epochs: 1, learningRate: 0.1, ...options });
    expect(parameterGap(inFloat32(program), parametersOf(net))).toBeLessThan(tolerance);
    const cost = program.totalCost(testPairs(digits.test), lambda, digits.training.count);
    expect(evaluations.test.cost / cost).toBeCloseTo(1, 4);
  });
});

describe("patience", () => {
  /** Gives a program, which asks for a new permutation in every epoch, those of the library. */
  class LibraryOrder extends Random {
    #epoch = 0;
    override permutation(n: number): number[] {
      return libraryOrder(seed)(n, this.#epoch++);
    }
  }

  test.each([
    ["early stopping", 1, { earlyStopping: { patience: 2, restoreBest: false } }],
    ["halving down to an eighth", 3, { schedule: { type: "halving", patience: 2, until: 1 / 8 } }],
  ] as const)("%s: the same accuracies, learning rates and best epoch", async (_, times, options) => {
    const [training, test] = [digits.training.take(100), digits.test.take(100)];
    const program = new Program(sizes, new LibraryOrder(1));
    const net = start();
    startAs(net, program);
    const stopped = trainWithPatience(program, trainingPairs(training), testPairs(test), 10, 0.5, { n: 2, times });
    const run = train(net, training, {
      epochs: 1000,
      learningRate: 0.5,
      evaluate: { test },
      engine: referenceEngine,
      ...options,
    });
    const events: EpochEvent[] = [];
    for await (const event of run) events.push(event);
    expect(events.map(({ evaluations }) => evaluations.test.correct)).toEqual(stopped.accuracies);
    expect(events.map(({ learningRate }) => learningRate)).toEqual(stopped.etas);
    expect(run.outcome?.bestEpoch).toBe(stopped.bestEpoch);
    expect(stopped.accuracies.length).toBeGreaterThan(2 * times);
  });
});

describe("the book's file", () => {
  test("what the program saves, the library loads, and the other way round", async () => {
    const net = start({ initializer: "gaussian" });
    await trained(net, wasmEngine, { epochs: 1, learningRate: 0.5 });
    const program = load(new TextDecoder().decode(net.toBytes("book-json")), new Random(1));
    expect(parameterGap(program, parametersOf(net))).toBe(0);
    const back = Networks.fromBytes(new TextEncoder().encode(save(program)));
    expect(back.sha256()).toBe(net.sha256());
    expect(back.spec.cost).toBe("cross-entropy");
  });
});
