/**
 * Chapter 6's program and the library are one: the same gradients, and the same training run, with each activation, with
 * L2 regularization, and with dropout, whose masks the program gets from the library.
 */
import {
  type ActivationName,
  type Engine,
  type EpochEvent,
  type LayerInput,
  type Mnist,
  mnist,
  type Network,
  type NetworkInput,
  network,
  referenceEngine,
  train,
  wasmEngine,
} from "nndl";
import { stream } from "nndl/random";
import { beforeAll, describe, expect, test } from "vitest";
import {
  asGradient,
  inFloat32,
  largestGap,
  meanGradient,
  type Parameters,
  parameterGap,
  parametersOf,
  testPairs,
} from "../testing/ties.ts";
import { Network as Program } from "./convnet.ts";
import { ConvPoolLayer, FullyConnectedLayer, type Layer, SoftmaxLayer } from "./convnet-layers.ts";
import { Random } from "./random.ts";

const engines: readonly (readonly [name: string, engine: Engine, tolerance: number])[] = [
  ["float64", referenceEngine, 1e-6],
  ["float32", wasmEngine, 5e-5],
];
const seed = 5;
let digits: Pick<Mnist, "training" | "validation" | "test">;

beforeAll(async () => {
  const all = await mnist();
  digits = { training: all.training.take(60), validation: all.validation.take(50), test: all.test.take(50) };
});

interface Kind {
  readonly activation: Extract<ActivationName, "sigmoid" | "tanh" | "relu" | "linear">;
  readonly dropout: number;
  readonly lambda: number;
  readonly eta: number;
}

const kinds: readonly Kind[] = [
  { activation: "sigmoid", dropout: 0, lambda: 0, eta: 0.1 },
  { activation: "tanh", dropout: 0, lambda: 0.1, eta: 0.05 },
  { activation: "relu", dropout: 0, lambda: 0.1, eta: 0.03 },
  { activation: "relu", dropout: 0.5, lambda: 0, eta: 0.03 },
];

/** A small one of the book's: two convolutional layers and two fully connected ones. */
function start({ activation, dropout }: Kind): Network {
  const thinned: readonly LayerInput[] = dropout > 0 ? [{ type: "dropout", rate: dropout }] : [];
  const description: NetworkInput = {
    input: [1, 28, 28],
    layers: [
      { type: "convPool2d", filters: 3, kernel: 5, window: 2, activation },
      { type: "convPool2d", filters: 4, kernel: [5, 3], window: [2, 3], activation },
      ...thinned,
      { type: "dense", units: 12, activation },
      ...thinned,
      { type: "dense", units: 10, activation: "softmax", initializer: "zeros" },
    ],
    cost: "log-likelihood",
    initializer: "network3",
    seed,
  };
  return network(description);
}

/** The same as a program, with the library's first weights. */
function programOf(kind: Kind): Program {
  const random = new Random(1);
  const { activation, dropout } = kind;
  const program = new Program([
    new ConvPoolLayer([3, 1, 5, 5], [1, 28, 28], [2, 2], random, activation),
    new ConvPoolLayer([4, 3, 5, 3], [3, 12, 12], [2, 3], random, activation),
    new FullyConnectedLayer(4 * 4 * 3, 12, random, activation, dropout),
    new SoftmaxLayer(12, 10, random, dropout),
  ]);
  const { weights, biases } = withWeights(start(kind));
  program.layers.forEach((layer, l) => {
    Object.assign(layer, { weights: weights[l], biases: biases[l] });
  });
  return program;
}

/** The parameters of the layers that have any, as the program counts its layers. */
function withWeights(net: Network): Parameters {
  const { weights, biases } = parametersOf(net);
  const has = net.layers.map(({ parameters }) => parameters.length > 0);
  return { weights: weights.filter((_, l) => has[l]), biases: biases.filter((_, l) => has[l]) };
}

/** Gives the program's layers the library's masks: those of example i of the mini-batch with number `step`. */
function drawAsLibrary(program: Program, net: Network, rate: number, count: () => { step: number; i: number }): void {
  const dropouts = net.layers.filter(({ spec }) => spec.type === "dropout");
  const thinned = program.layers.filter((layer: Layer) => layer instanceof FullyConnectedLayer);
  dropouts.forEach(({ index }, d) => {
    const n = thinned[d].inputs;
    thinned[d].mask = () => {
      const { step, i } = count();
      return [...stream(seed, `dropout/layers.${index}`, step).mask((i + 1) * n, 1 - rate)].slice(i * n);
    };
  });
}

describe.each(kinds)("$activation, dropout $dropout, λ = $lambda", (kind) => {
  const { dropout, lambda, eta } = kind;

  test.each(engines)("%s engine: the gradient of each example", async (_, engine, tolerance) => {
    const net = start(kind);
    // The softmax layer's zeros would keep every error from the layers below.
    const last = net.parameters.get(`layers.${net.layers.length - 1}.weights`)?.values ?? new Float32Array();
    stream(seed, "test").fillGaussian(last);
    const program = programOf(kind);
    program.layers[3].weights = withWeights(net).weights[3];
    let i = 0;
    drawAsLibrary(program, net, dropout, () => ({ step: 2, i }));
    const examples = Uint32Array.of(3, 0, 7);
    const session = await engine.open(net, { threads: 1 });
    const { parameters, cost } = session.gradients(session.load(digits.training), examples, {
      training: true,
      step: 2,
    });
    session.close();
    const ours = asGradient(net, parameters);
    const has = net.layers.map((layer) => layer.parameters.length > 0);
    const pairs = testPairs(digits.training);
    const theirs = meanGradient(
      [...examples].map((example, at) => {
        i = at;
        return program.backprop(...pairs[example]);
      }),
    );
    expect(Math.max(...theirs.nablaW.map((layer) => Math.max(...layer.flat().map(Math.abs))))).toBeGreaterThan(0.01);
    expect(
      largestGap(
        theirs.nablaW,
        ours.nablaW.filter((_, l) => has[l]),
      ),
    ).toBeLessThan(tolerance);
    expect(
      largestGap(
        theirs.nablaB,
        ours.nablaB.filter((_, l) => has[l]),
      ),
    ).toBeLessThan(tolerance);
    if (dropout === 0) expect(cost).toBeCloseTo(program.cost([...examples].map((example) => pairs[example])), 5);
  });

  test.each(engines)("%s engine: the same weights and counts after training", async (_, engine, tolerance) => {
    const [program, net] = [programOf(kind), start(kind)];
    let steps = 0;
    let seen = 0;
    drawAsLibrary(program, net, dropout, () => ({ step: steps, i: Math.floor(seen++ / 2) }));
    const update = program.updateMiniBatch.bind(program);
    program.updateMiniBatch = (...given) => {
      seen = 0;
      update(...given);
      steps++;
    };
    const [training, validation, testData] = [digits.training, digits.validation, digits.test].map(testPairs);
    const epochs = 2;
    const progress = program.sgd(training, epochs, 10, eta, validation, testData, lambda);
    const events: EpochEvent[] = [];
    for await (const event of train(net, digits.training, {
      epochs,
      miniBatchSize: 10,
      learningRate: eta,
      // network3 divides λ by the number of mini-batches, the library by that of examples: 10 times as many.
      regularization: { l2: 10 * lambda },
      shuffle: false,
      evaluate: { validation: digits.validation, test: digits.test },
      engine,
      threads: 1,
    }))
      events.push(event);
    const ours = withWeights(net);
    expect(parameterGap(program, withWeights(start(kind)))).toBeGreaterThan(0.01);
    expect(parameterGap(inFloat32(program), ours)).toBeLessThan(tolerance);
    expect(events.map(({ evaluations }) => evaluations.validation.correct)).toEqual(progress.validation);
    expect(events[progress.bestEpoch].evaluations.test.correct).toBe(progress.testAtBest);
  });
});
