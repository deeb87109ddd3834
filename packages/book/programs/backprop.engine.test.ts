/** The gradient, four times: by the programs of chapters 2 and 3, by both engines, and by finite differences. */
import {
  type ActivationName,
  classification,
  type Dataset,
  dense,
  type Engine,
  type Gradients,
  mnist,
  type Network,
  network,
  referenceEngine,
  regression,
  wasmEngine,
} from "nndl";
import { beforeAll, describe, expect, test } from "vitest";
import {
  asGradient,
  largestGap,
  meanGradient,
  type Parameters,
  parametersOf,
  startAs,
  trainingPairs,
} from "../testing/ties.ts";
import { backprop, feedforward, linearUnit, type Net, type Neuron, sigmoidUnit } from "./backprop.ts";
import { CrossEntropyCost } from "./costs.ts";
import { errorByMatrices } from "./diagonal-form.ts";
import { finiteDifferences } from "./finite-differences.ts";
import type { Gradient } from "./layer.ts";
import { backpropMatrix } from "./matrix-backprop.ts";
import { Network as Network1 } from "./network.ts";
import { Network as Network2 } from "./network2.ts";
import { sumOverPaths } from "./paths.ts";
import { Random } from "./random.ts";
import { logLikelihoodCost, outputError } from "./softmax.ts";

/** Both engines give their gradients in float32; only one of them computes in it. */
const engines = [
  { engine: referenceEngine, tolerance: 1e-7 },
  { engine: wasmEngine, tolerance: 3e-6 },
];

let miniBatch: Dataset;

beforeAll(async () => {
  miniBatch = (await mnist()).training.take(10);
});

async function gradients(engine: Engine, net: Network, data: Dataset): Promise<Gradients> {
  const session = await engine.open(net, { threads: 1, miniBatchSize: data.count });
  try {
    return session.gradients(
      session.load(data),
      Uint32Array.from({ length: data.count }, (_, i) => i),
    );
  } finally {
    session.close();
  }
}

/** The largest difference, relative to the largest slope. */
function gap(one: Gradient, other: Gradient): number {
  const largest = largestGap(
    one.nablaW,
    one.nablaW.map((layer) => layer.map((row) => row.map(() => 0))),
  );
  return Math.max(largestGap(one.nablaW, other.nablaW), largestGap(one.nablaB, other.nablaB)) / largest;
}

function sigmoidNet(parameters: Parameters): Net {
  return { ...parameters, neurons: parameters.biases.map((layer) => layer.map(() => sigmoidUnit)) };
}

describe.each(engines)("$engine.name engine: the gradient of a mini-batch of MNIST", ({ engine, tolerance }) => {
  test.each([
    ["[784, 30, 10]", [30, 10]],
    ["[784, 12, 9, 8, 10]", [12, 9, 8, 10]],
  ])("%s, quadratic cost: as network, as the four equations, as whole matrices", async (_, units) => {
    const layers = units.map((count) => dense(count));
    const net = network({ input: [784], layers, cost: "quadratic", seed: 3 });
    const ours = asGradient(net, (await gradients(engine, net, miniBatch)).parameters);
    const program = new Network1([784, ...units], new Random(1));
    startAs(net, program);
    const pairs = trainingPairs(miniBatch);
    expect(gap(meanGradient(pairs.map(([x, y]) => program.backprop(x, y))), ours)).toBeLessThan(tolerance);
    const four = meanGradient(pairs.map(([x, y]) => backprop(sigmoidNet(parametersOf(net)), x, y)));
    expect(gap(four, ours)).toBeLessThan(tolerance);
    const { nablaB, nablaW } = backpropMatrix(program, pairs);
    const tenth = (slope: number) => slope / pairs.length;
    const matrices = {
      nablaB: nablaB.map((layer) => layer.map(tenth)),
      nablaW: nablaW.map((layer) => layer.map((row) => row.map(tenth))),
    };
    expect(gap(matrices, ours)).toBeLessThan(tolerance);
  });

  test.each(["gaussian", "scaled-gaussian"] as const)("cross-entropy, %s start: as network2", async (initializer) => {
    const net = network({ input: [784], layers: [dense(30), dense(10)], cost: "cross-entropy", initializer, seed: 4 });
    const { parameters, cost } = await gradients(engine, net, miniBatch);
    const program = new Network2([784, 30, 10], new Random(1), CrossEntropyCost);
    startAs(net, program);
    const pairs = trainingPairs(miniBatch);
    const theirs = meanGradient(pairs.map(([x, y]) => program.backprop(x, y)));
    expect(gap(theirs, asGradient(net, parameters))).toBeLessThan(tolerance);
    expect(cost / program.totalCost(pairs, 0, 1)).toBeCloseTo(1, 5);
  });
});

describe.each(engines)("$engine.name engine: a tiny network", ({ engine, tolerance }) => {
  const x = [0.1, 0.9, 0.4, 0.6];
  const tanhUnit: Neuron = { f: Math.tanh, prime: (z) => 1 - Math.tanh(z) ** 2 };
  const reluUnit: Neuron = { f: (z) => Math.max(z, 0), prime: (z) => (z > 0 ? 1 : 0) };

  test("finite differences give the engine's gradient (eq 46)", async () => {
    const net = network({ input: [4], layers: [dense(5), dense(3)], cost: "quadratic", seed: 1 });
    const ours = asGradient(net, (await gradients(engine, net, classification([x], [1], { classes: 3 }))).parameters);
    const { gradient, passes } = finiteDifferences(sigmoidNet(parametersOf(net)), x, [0, 1, 0]);
    expect(gap(gradient, ours)).toBeLessThan(2e-5);
    expect(passes).toBe(1 + net.parameterCount);
  });

  test("the sum over all paths and the product of matrices give it, too (eqs 53 and 35)", async () => {
    const layers = [dense(4), dense(3), dense(2)];
    const net = network({ input: [4], layers, cost: "quadratic", initializer: "gaussian", seed: 6 });
    const ours = asGradient(net, (await gradients(engine, net, classification([x], [1], { classes: 2 }))).parameters);
    const program = sigmoidNet(parametersOf(net));
    const input = x.map(Math.fround);
    const paths = program.weights.map((layer, l) =>
      layer.map((row, j) => row.map((_, k) => sumOverPaths(program, input, [0, 1], l, j, k))),
    );
    const matrices = program.biases.map((_, l) => errorByMatrices(program, input, [0, 1], l));
    expect(gap({ nablaW: paths, nablaB: matrices }, ours)).toBeLessThan(tolerance);
  });

  test.each([
    ["tanh", tanhUnit],
    ["relu", reluUnit],
    ["linear", linearUnit],
    ["sigmoid", sigmoidUnit],
  ] as const)("the four equations hold for %s neurons below linear ones", async (activation: ActivationName, unit) => {
    const layers = [dense(5, activation), dense(4, activation), dense(3, "linear")];
    const net = network({ input: [4], layers, cost: "quadratic", seed: 2 });
    const y = [0.5, -1.25, 2];
    const ours = asGradient(net, (await gradients(engine, net, regression([x], [y]))).parameters);
    const { weights, biases } = parametersOf(net);
    const neurons = biases.map((layer, l) => layer.map(() => (l === 2 ? linearUnit : unit)));
    expect(gap(backprop({ weights, biases, neurons }, x.map(Math.fround), y), ours)).toBeLessThan(tolerance * 10);
  });

  test("softmax outputs with the log-likelihood: the program's output error (eq 84) and cost (eq 80)", async () => {
    const layers = [dense(5), dense(3, "softmax")];
    const net = network({ input: [4], layers, cost: "log-likelihood", seed: 5 });
    const label = 2;
    const result = await gradients(engine, net, classification([x], [label], { classes: 3 }));
    const z = feedforward(sigmoidNet(parametersOf(net)), x.map(Math.fround)).zs[1];
    expect(largestGap(outputError(z, label), asGradient(net, result.parameters).nablaB[1])).toBeLessThan(1e-6);
    expect(result.cost).toBeCloseTo(logLikelihoodCost(z, label), 5);
  });
});
