import { describe, expect, test } from "vitest";
import { backprop, sigmoidUnit } from "./backprop.ts";
import { asTraining, type TrainingPair, tinyDigits } from "./examples.ts";
import { finiteDifferences, largestDifference } from "./finite-differences.ts";
import { demo, Network } from "./network.ts";
import { Random } from "./random.ts";
import { sigmoidNeuron } from "./sigmoid.ts";

const digits = tinyDigits(40, new Random(5));
const training = asTraining(digits);

describe("the network of chapter 1", () => {
  test("starts with N(0, 1) weights and biases, none for the input layer", () => {
    const net = new Network([200, 100, 10], new Random(1));
    expect(net.biases.map((layer) => layer.length)).toEqual([100, 10]);
    expect(net.weights.map((layer) => [layer.length, layer[0].length])).toEqual([
      [100, 200],
      [10, 100],
    ]);
    const weights = net.weights.flat(2);
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  test("feeds forward as neuron by neuron (eq 22 against eq 4)", () => {
    const net = new Network([3, 4, 2], new Random(2));
    const x = [0.1, -0.5, 0.9];
    const hidden = net.weights[0].map((weights, j) => sigmoidNeuron(weights, net.biases[0][j], x));
    const output = net.weights[1].map((weights, j) => sigmoidNeuron(weights, net.biases[1][j], hidden));
    net.feedforward(x).forEach((a, j) => {
      expect(a).toBeCloseTo(output[j], 14);
    });
  });

  test("backpropagates what the four equations and finite differences give", () => {
    const net = new Network([15, 7, 6, 10], new Random(3));
    const [x, y] = training[4];
    const neurons = net.biases.map((layer) => layer.map(() => sigmoidUnit));
    const { weights, biases } = net;
    expect(largestDifference(net.backprop(x, y), backprop({ weights, biases, neurons }, x, y))).toBeLessThan(1e-14);
    const measured = finiteDifferences({ weights, biases, neurons }, x, y).gradient;
    expect(largestDifference(net.backprop(x, y), measured)).toBeLessThan(1e-6);
  });

  test("adds the gradient of an example to what is there", () => {
    const net = new Network([15, 5, 10], new Random(3));
    const sum = net.backprop(...training[0]);
    net.backprop(...training[1], sum);
    const [one, other] = [net.backprop(...training[0]), net.backprop(...training[1])];
    expect(sum.nablaW[0][2][3]).toBeCloseTo(one.nablaW[0][2][3] + other.nablaW[0][2][3], 14);
    expect(sum.nablaB[1][4]).toBeCloseTo(one.nablaB[1][4] + other.nablaB[1][4], 14);
  });

  test("the mean over all mini-batches is the gradient over all examples (eq 18)", () => {
    const net = new Network([15, 5, 10], new Random(4));
    const slope = (pairs: TrainingPair[]) =>
      pairs.reduce((sum, [x, y]) => sum + net.backprop(x, y).nablaW[0][1][2], 0) / pairs.length;
    const batches = [0, 10, 20, 30].map((start) => slope(training.slice(start, start + 10)));
    expect(batches.reduce((sum, s) => sum + s, 0) / 4).toBeCloseTo(slope(training), 12);
  });

  test("a mini-batch moves every weight and bias by η times the mean gradient (eqs 20, 21)", () => {
    const net = new Network([15, 5, 10], new Random(4));
    const before = structuredClone({ weights: net.weights, biases: net.biases });
    const gradients = training.slice(0, 3).map(([x, y]) => net.backprop(x, y));
    net.updateMiniBatch(training.slice(0, 3), 0.6);
    const w = gradients.reduce((sum, { nablaW }) => sum + nablaW[1][3][2], 0) / 3;
    const b = gradients.reduce((sum, { nablaB }) => sum + nablaB[0][4], 0) / 3;
    expect(net.weights[1][3][2]).toBeCloseTo(before.weights[1][3][2] - 0.6 * w, 14);
    expect(net.biases[0][4]).toBeCloseTo(before.biases[0][4] - 0.6 * b, 14);
  });
});

describe("training", () => {
  test("a given order decides the mini-batches, the last one short", () => {
    const seen: TrainingPair[][] = [];
    class Watched extends Network {
      override updateMiniBatch(miniBatch: TrainingPair[]): void {
        seen.push(miniBatch);
      }
    }
    const few = training.slice(0, 5);
    const epochs: number[] = [];
    new Watched([15, 10], new Random(1)).sgd(few, 2, 3, 1, {
      order: (n, epoch) => {
        epochs.push(n, epoch);
        return epoch === 0 ? [4, 3, 2, 1, 0] : [0, 1, 2, 3, 4];
      },
    });
    expect(epochs).toEqual([5, 0, 5, 1]);
    expect(seen).toEqual([
      [few[4], few[3], few[2]],
      [few[1], few[0]],
      [few[0], few[1], few[2]],
      [few[3], few[4]],
    ]);
  });

  test("the same seed gives the same network, and the data keep their order", () => {
    const run = () => {
      const net = new Network([15, 6, 10], new Random(9));
      net.sgd(training, 2, 7, 3);
      return [net.weights, net.biases];
    };
    const copy = [...training];
    expect(run()).toEqual(run());
    expect(training).toEqual(copy);
  });

  test("weights set from outside are the ones that are trained", () => {
    const [one, other] = [new Network([15, 6, 10], new Random(1)), new Network([15, 6, 10], new Random(2))];
    other.weights = structuredClone(one.weights);
    other.biases = structuredClone(one.biases);
    for (const net of [one, other]) net.sgd(training, 1, 10, 3, { order: (n) => [...Array(n).keys()] });
    expect(other.weights).toEqual(one.weights);
  });

  test("learns tiny digits, reporting each epoch", () => {
    const random = new Random(1);
    const net = new Network([15, 20, 10], random);
    const testData = tinyDigits(200, random);
    const counts: (number | undefined)[] = [];
    net.sgd(asTraining(tinyDigits(1000, random)), 8, 10, 3, {
      testData,
      onEpoch: (_, correct) => counts.push(correct),
    });
    expect(counts).toHaveLength(8);
    expect(counts[7]).toBe(net.evaluate(testData));
    expect(counts[7]).toBeGreaterThan(185);
    net.sgd(training, 1, 10, 3, { onEpoch: (_, correct) => counts.push(correct) });
    expect(counts[8]).toBeUndefined();
  });

  test("the demonstration gets most digits right", () => {
    const lines = demo();
    expect(lines).toHaveLength(12);
    expect(Number(lines[11].match(/(\d+) \/ 500/)![1])).toBeGreaterThan(475);
  });
});

describe("bad input is refused", () => {
  test.each([[[]], [[784]], [[784, 0, 10]], [[784, 1.5]], [[784, -30, 10]], [[Number.NaN, 10]]])(
    "sizes %j",
    (sizes) => {
      expect(() => new Network(sizes, new Random(1))).toThrow("sizes must be at least two whole numbers");
    },
  );

  test("before a weight has moved", () => {
    const net = new Network([15, 4, 10], new Random(1));
    const before = structuredClone(net.weights);
    expect(() => net.sgd(training, 1, 0, 3)).toThrow("miniBatchSize must be a whole number from 1 up; received 0");
    expect(() => net.sgd([...training, [[1], [1]]], 1, 10, 3)).toThrow("training example 40 does not fit");
    expect(() => net.sgd(training, 1, 10, 3, { testData: [[[1], 3]] })).toThrow("test example 0 does not fit");
    expect(() => net.sgd(training, 1, 10, 3, { order: () => [0] })).toThrow("each of the 40 examples once");
    expect(() => net.feedforward([1, 2])).toThrow("15 inputs; received 2");
    expect(net.weights).toEqual(before);
  });
});
