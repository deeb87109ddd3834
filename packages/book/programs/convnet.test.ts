import { describe, expect, test } from "vitest";
import { demo, Network } from "./convnet.ts";
import { type Activation, activations, ConvPoolLayer, FullyConnectedLayer, SoftmaxLayer } from "./convnet-layers.ts";
import { tinyDigits } from "./examples.ts";
import { Random } from "./random.ts";

const training = tinyDigits(60, new Random(1));
const held = tinyDigits(50, new Random(2));

/** Two convolutions, two fully connected layers, everything random, so that nothing is 0 by luck. */
function deep(activation: Activation, pDropout = 0): Network {
  const random = new Random(7);
  const net = new Network([
    new ConvPoolLayer([3, 1, 2, 2], [1, 5, 3], [1, 1], random, activation),
    new ConvPoolLayer([2, 3, 3, 1], [3, 4, 2], [2, 2], random, activation),
    new FullyConnectedLayer(2, 6, random, activation, pDropout),
    new SoftmaxLayer(6, 10, random, pDropout),
  ]);
  net.layers[3].weights = net.layers[3].weights.map((row) => row.map(() => random.gaussian()));
  return net;
}

function variance(values: number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

describe("a convolutional layer", () => {
  test("weighs every receptive field by the same weights, and the largest of each window goes on (eq. 125)", () => {
    const layer = new ConvPoolLayer([1, 1, 2, 2], [1, 3, 4], [2, 2], new Random(1), "linear");
    layer.weights = [[1, 2, 3, 4]];
    layer.biases = [0.5];
    const image = [1, 0, 2, 0, 0, 1, 0, 3, 1, 1, 0, 0];
    // The sums are 5 7 14 above and 9 4 6 below; the third column fills no window.
    expect(layer.forward(image)).toEqual([9.5]);
    expect([layer.inputs, layer.outputs]).toEqual([12, 1]);
  });

  test("has 26 weights and biases a map, 20 maps of 12 × 12 for the book's (A6.2, A6.3)", () => {
    const layer = new ConvPoolLayer([20, 1, 5, 5], [1, 28, 28], [2, 2], new Random(1));
    expect(layer.weights.flat().length + layer.biases.length).toBe(520);
    expect(layer.outputs).toBe(20 * 12 * 12);
  });

  test("starts as network3's do: n_out = maps · 25 / 4 (A6.6), fully connected layers with 1/n_out, softmax with 0", () => {
    const random = new Random(1);
    const spread = (maps: number, depth: number) => {
      const image = [depth, 8, 8];
      return variance(new ConvPoolLayer([maps, depth, 5, 5], image, [2, 2], random).weights.flat());
    };
    expect(spread(20, 20) * 125).toBeCloseTo(1, 1);
    expect(spread(40, 20) * 250).toBeCloseTo(1, 1);
    expect(variance(new FullyConnectedLayer(640, 100, random).weights.flat()) * 100).toBeCloseTo(1, 1);
    const last = new SoftmaxLayer(100, 10, random);
    expect(new Set([...last.weights.flat(), ...last.biases])).toEqual(new Set([0]));
  });

  test("drops rows and columns that fill no window, and gives a tie to the first", () => {
    const layer = new ConvPoolLayer([1, 1, 1, 1], [1, 3, 5], [2, 2], new Random(1), "linear");
    layer.weights = [[1]];
    layer.biases = [0];
    expect(layer.forward([1, 1, 2, 0, 9, 1, 1, 0, 2, 9, 9, 9, 9, 9, 9])).toEqual([1, 2]);
    expect(layer.backward([10, 100], [[0]], [0])).toEqual([10, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe("the gradient through softmax, full connections, pooling and convolution (X6.1)", () => {
  test.each(Object.keys(activations) as Activation[])("%s: agrees with finite differences", (activation) => {
    const net = deep(activation);
    const examples = training.slice(3, 6);
    const gradient = net.backprop(...examples[0]);
    for (const [x, label] of examples.slice(1)) net.backprop(x, label, gradient);
    const slope = (parameters: number[], i: number) => {
      const original = parameters[i];
      const costAt = (value: number) => {
        parameters[i] = value;
        return net.cost(examples) * examples.length;
      };
      const difference = costAt(original + 1e-6) - costAt(original - 1e-6);
      parameters[i] = original;
      return difference / 2e-6;
    };
    net.layers.forEach(({ weights, biases }, l) => {
      expect(Math.max(...gradient.nablaW[l].flat().map(Math.abs))).toBeGreaterThan(1e-4);
      weights.forEach((row, j) => {
        expect(slope(biases, j)).toBeCloseTo(gradient.nablaB[l][j], 6);
        row.forEach((_, k) => {
          expect(slope(row, k)).toBeCloseTo(gradient.nablaW[l][j][k], 6);
        });
      });
    });
  });
});

describe("dropout", () => {
  test("leaves out inputs of a layer in training, others for every example, and gives the others no share of it", () => {
    const layer = new FullyConnectedLayer(1000, 5, new Random(3), "linear", 0.3);
    const [one, other] = [layer.mask(), layer.mask()];
    expect(one.filter((stays) => stays === 1).length / 1000).toBeCloseTo(0.7, 1);
    expect(other).not.toEqual(one);
    layer.mask = () => one;
    layer.forward(
      one.map(() => 1),
      true,
    );
    const nablaW = layer.weights.map((row) => row.map(() => 0));
    const below = layer.backward([1, 0, 0, 0, 0], nablaW, [0, 0, 0, 0, 0]);
    expect(nablaW[0]).toEqual(one);
    expect(below).toEqual(layer.weights[0].map((w, k) => w * one[k]));
  });

  test("when the network is used all inputs take part, with the share that they had on average", () => {
    const layer = new FullyConnectedLayer(50, 3, new Random(4), "linear", 0.4);
    const input = Array.from({ length: 50 }, (_, k) => Math.sin(k));
    const mean = [0, 0, 0];
    for (let i = 0; i < 20_000; i++)
      layer.forward(input, true).forEach((z, j) => {
        mean[j] += z / 20_000;
      });
    layer.forward(input, false).forEach((z, j) => {
      expect(Math.abs(z - mean[j])).toBeLessThan(0.05);
    });
  });

  test("the gradient is that of the thinned network", () => {
    const net = deep("tanh", 0.5);
    const [, , hidden, last] = net.layers as FullyConnectedLayer[];
    hidden.mask = () => [0, 1];
    last.mask = () => [1, 0, 1, 1, 0, 0];
    const [x, label] = training[4];
    const { nablaB } = net.backprop(x, label);
    expect(nablaB[2].map((slope) => slope !== 0)).toEqual([true, false, true, true, false, false]);
    // The lower map of the convolution has lost its only reader.
    expect(nablaB[1].map((slope) => slope !== 0)).toEqual([false, true]);
  });
});

describe("training as network3 does it", () => {
  test("takes the examples in their order, and shrinks weights by λ over the number of mini-batches (P3, P4)", () => {
    const [net, byHand] = [deep("sigmoid"), deep("sigmoid")];
    net.sgd(training.slice(0, 25), 2, 10, 0.5, held, held, 0.3);
    for (let epoch = 0; epoch < 2; epoch++)
      for (const [from, to] of [
        [0, 10],
        [10, 20],
        [20, 25],
      ])
        byHand.updateMiniBatch(training.slice(from, to), 0.5, 0.3 / 3);
    expect(net.weights).toEqual(byHand.weights);
    expect(net.biases).toEqual(byHand.biases);
    expect(net.weights).not.toEqual(deep("sigmoid").weights);
  });

  test("a step is η down the gradient of the mean cost plus ½ penalty Σw², in which no bias counts", () => {
    const [net, plain] = [deep("sigmoid"), deep("sigmoid")];
    const before = deep("sigmoid");
    net.updateMiniBatch(training.slice(0, 4), 0.5, 0.02);
    plain.updateMiniBatch(training.slice(0, 4), 0.5, 0);
    expect(net.biases).toEqual(plain.biases);
    net.weights.flat(2).forEach((w, i) => {
      expect(w).toBeCloseTo(plain.weights.flat(2)[i] - 0.5 * 0.02 * before.weights.flat(2)[i], 14);
    });
  });

  test("tests whenever validation is as good as ever: the last of equals is the result (A6.9)", () => {
    const net = deep("sigmoid");
    const counts = [3, 5, 4, 5, 2];
    const tested: number[] = [];
    const validation = held.slice(0, 5);
    net.accuracy = (data) => {
      if (data === validation) return counts.shift() ?? 0;
      return tested.push(0);
    };
    const progress = net.sgd(training, 5, 10, 0.5, validation, held);
    expect(progress).toEqual({ validation: [3, 5, 4, 5, 2], bestEpoch: 3, testAtBest: 3 });
  });

  test("learns, with dropout and ReLUs too", () => {
    const random = new Random(5);
    const net = new Network([
      new ConvPoolLayer([6, 1, 2, 2], [1, 5, 3], [2, 1], random, "relu"),
      new FullyConnectedLayer(24, 30, random, "relu", 0.2),
      new SoftmaxLayer(30, 10, random, 0.2),
    ]);
    const { testAtBest } = net.sgd(training, 40, 10, 0.1, held, held, 0.01);
    expect(testAtBest).toBeGreaterThan(40);
    expect(net.feedforward(held[0][0]).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });
});

describe("bad input is refused before a weight has moved", () => {
  const random = new Random(1);
  const net = deep("sigmoid");
  const before = structuredClone(net.weights);

  test.each([
    ["filters of other depth", () => new ConvPoolLayer([2, 3, 2, 2], [1, 5, 3], [2, 2], random), "do not fit 1,5,3"],
    ["filters too large", () => new ConvPoolLayer([2, 1, 6, 2], [1, 5, 3], [2, 2], random), "do not fit"],
    ["a pool too large", () => new ConvPoolLayer([2, 1, 2, 2], [1, 5, 3], [5, 2], random), "a pool of 5,2"],
    ["dropout of everything", () => new FullyConnectedLayer(2, 2, random, "sigmoid", 1), "received 1"],
    ["dropout NaN", () => new SoftmaxLayer(2, 2, random, Number.NaN), "received NaN"],
    ["no softmax", () => new Network([new FullyConnectedLayer(2, 2, random)]), "must be a SoftmaxLayer"],
    ["no layer", () => new Network([]), "must be a SoftmaxLayer"],
    [
      "layers that do not fit",
      () => new Network([new FullyConnectedLayer(4, 3, random), new SoftmaxLayer(2, 10, random)]),
      "layer 2 has 2 inputs, but layer 1 has 3 outputs",
    ],
    ["another image", () => net.feedforward([1, 2]), "15 inputs; received 2"],
    ["a wrong label", () => net.sgd([[training[0][0], 10]], 1, 10, 0.5, held, held), "training example 0"],
    ["no epochs", () => net.sgd(training, 0, 10, 0.5, held, held), "epochs must be"],
    ["negative lambda", () => net.sgd(training, 1, 10, 0.5, held, held, -1), "lambda must be"],
    ["bad validation data", () => net.sgd(training, 1, 10, 0.5, [[[1], 1]], held), "evaluation example 0"],
  ])("%s", (_name, run, words) => {
    expect(run).toThrow(words);
    expect(net.weights).toEqual(before);
  });
});

test("the demonstration: it learns, and shows its filters", () => {
  const lines = demo();
  expect(Number(lines[4].match(/(\d+) \/ 1000/)?.[1])).toBeGreaterThan(800);
  expect(lines).toHaveLength(12);
});
