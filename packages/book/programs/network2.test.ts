import { describe, expect, test } from "vitest";
import { CrossEntropyCost, costs, QuadraticCost } from "./costs.ts";
import { asTraining, tinyDigits } from "./examples.ts";
import * as network from "./network.ts";
import { demo, Network } from "./network2.ts";
import { Random } from "./random.ts";

const training = asTraining(tinyDigits(60, new Random(1)));
const testData = tinyDigits(100, new Random(2));
const inOrder = (n: number) => [...Array(n).keys()];

function variance(values: number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

describe("initial weights", () => {
  const net = new Network([400, 100, 10], new Random(1));

  test("by default N(0, 1/n_in), biases N(0, 1)", () => {
    expect(variance(net.weights[0].flat()) * 400).toBeCloseTo(1, 1);
    expect(variance(net.weights[1].flat()) * 100).toBeCloseTo(1, 0);
    expect(Math.abs(variance(net.biases[0]) - 1)).toBeLessThan(0.4);
  });

  test("the large initializer's are N(0, 1)", () => {
    net.largeWeightInitializer();
    expect(variance(net.weights[0].flat())).toBeCloseTo(1, 1);
    net.defaultWeightInitializer();
    expect(variance(net.weights[0].flat()) * 400).toBeCloseTo(1, 1);
  });

  test("with 500 of 1,000 inputs on, z has standard deviation √(3/2), or √501 with large weights (X3.16)", () => {
    const random = new Random(3);
    const spread = (weightDeviation: number) => {
      const zs = Array.from({ length: 2000 }, () => {
        let z = random.gaussian();
        for (let k = 0; k < 500; k++) z += weightDeviation * random.gaussian();
        return z;
      });
      return Math.sqrt(variance(zs));
    };
    expect(spread(1 / Math.sqrt(1000))).toBeCloseTo(Math.sqrt(1.5), 1);
    expect(Math.abs(spread(1) / Math.sqrt(501) - 1)).toBeLessThan(0.05);
  });
});

describe("the gradient", () => {
  test.each(costs)("of the $name agrees with finite differences", (cost) => {
    const net = new Network([15, 6, 10], new Random(4), cost);
    const [x, y] = training[7];
    const gradient = net.backprop(x, y);
    const slope = (parameters: number[], i: number) => {
      const original = parameters[i];
      parameters[i] = original + 1e-5;
      const above = cost.fn(net.feedforward(x), y);
      parameters[i] = original - 1e-5;
      const below = cost.fn(net.feedforward(x), y);
      parameters[i] = original;
      return (above - below) / 2e-5;
    };
    net.weights.forEach((layer, l) => {
      layer.forEach((row, j) => {
        expect(slope(net.biases[l], j)).toBeCloseTo(gradient.nablaB[l][j], 7);
        row.forEach((_, k) => {
          expect(slope(row, k)).toBeCloseTo(gradient.nablaW[l][j][k], 7);
        });
      });
    });
  });

  test("with the quadratic cost and no regularization it trains as chapter 1's network does", () => {
    const one = new network.Network([15, 6, 10], new Random(5));
    const other = new Network([15, 6, 10], new Random(6), QuadraticCost);
    other.weights = structuredClone(one.weights);
    other.biases = structuredClone(one.biases);
    one.sgd(training, 2, 7, 3, { order: inOrder });
    other.sgd(training, 2, 7, 3, { order: inOrder });
    expect(other.weights).toEqual(one.weights);
    expect(other.biases).toEqual(one.biases);
  });
});

describe("L2 regularization", () => {
  test("shrinks weights by 1 − ηλ/n and leaves biases alone (eqs 93, 94)", () => {
    const [plain, shrunk] = [new Network([15, 6, 10], new Random(7)), new Network([15, 6, 10], new Random(7))];
    const before = structuredClone(plain.weights);
    plain.updateMiniBatch(training.slice(0, 5), 0.5, 0, 60);
    shrunk.updateMiniBatch(training.slice(0, 5), 0.5, 6, 60);
    expect(shrunk.biases).toEqual(plain.biases);
    const pull = (0.5 * 6) / 60;
    shrunk.weights[0][3].forEach((w, k) => {
      expect(w).toBeCloseTo(plain.weights[0][3][k] - pull * before[0][3][k], 14);
    });
  });

  test("the cost's penalty has the training set's n, so it is the same for any data (P6)", () => {
    const net = new Network([15, 6, 10], new Random(8));
    const squares = net.weights.flat(2).reduce((sum, w) => sum + w * w, 0);
    for (const data of [training, testData, testData.slice(0, 3)]) {
      const penalty = net.totalCost(data, 3, 60) - net.totalCost(data, 0, 60);
      expect(penalty).toBeCloseTo((3 / 120) * squares, 10);
    }
  });

  test("labels and wanted outputs cost the same, and count the same", () => {
    const net = new Network([15, 6, 10], new Random(8));
    expect(net.totalCost(asTraining(testData), 1, 60)).toBe(net.totalCost(testData, 1, 60));
    expect(net.accuracy(asTraining(testData))).toBe(net.accuracy(testData));
  });
});

describe("monitors", () => {
  test("hold what was asked for, once an epoch", () => {
    const net = new Network([15, 6, 10], new Random(9));
    const epochs: number[] = [];
    const monitors = net.sgd(training, 3, 10, 0.5, {
      lambda: 0.1,
      evaluationData: testData,
      monitorEvaluationCost: true,
      monitorTrainingAccuracy: true,
      onEpoch: (epoch, soFar) => epochs.push(epoch, soFar.evaluationCost.length),
    });
    expect(epochs).toEqual([0, 1, 1, 2, 2, 3]);
    expect(monitors.evaluationCost).toHaveLength(3);
    expect(monitors.evaluationCost[2]).toBe(net.totalCost(testData, 0.1, 60));
    expect(monitors.trainingAccuracy[2]).toBe(net.accuracy(training));
    expect([monitors.evaluationAccuracy, monitors.trainingCost]).toEqual([[], []]);
  });

  test("all four, and training lowers the training cost", () => {
    const net = new Network([15, 20, 10], new Random(10));
    const monitors = net.sgd(training, 60, 10, 0.5, {
      evaluationData: testData,
      monitorEvaluationCost: true,
      monitorEvaluationAccuracy: true,
      monitorTrainingCost: true,
      monitorTrainingAccuracy: true,
    });
    expect(Object.values(monitors).map((values: number[]) => values.length)).toEqual([60, 60, 60, 60]);
    expect(monitors.trainingCost[59]).toBeLessThan(monitors.trainingCost[0] / 4);
    expect(monitors.trainingAccuracy[59]).toBeGreaterThan(57);
    expect(monitors.evaluationAccuracy[59]).toBeGreaterThan(85);
  });

  test("cost and gradient stay finite when every neuron is saturated", () => {
    const net = new Network([15, 6, 10], new Random(11), CrossEntropyCost);
    net.weights = net.weights.map((layer) => layer.map((row) => row.map((w) => 1e5 * w)));
    const { trainingCost } = net.sgd(training, 3, 10, 0.5, { monitorTrainingCost: true });
    expect(trainingCost.every(Number.isFinite)).toBe(true);
    expect([...net.weights.flat(2), ...net.biases.flat()].every(Number.isFinite)).toBe(true);
  });
});

describe("bad input is refused before a weight has moved", () => {
  const net = new Network([15, 4, 10], new Random(1));
  const before = structuredClone(net.weights);

  test.each([
    ["sizes", () => new Network([15, 0, 10], new Random(1)), "sizes must be"],
    ["mini-batch 0", () => net.sgd(training, 1, 0, 0.5), "miniBatchSize must be"],
    ["negative lambda", () => net.sgd(training, 1, 10, 0.5, { lambda: -1 }), "lambda must be a number from 0 up"],
    ["lambda NaN", () => net.sgd(training, 1, 10, 0.5, { lambda: Number.NaN }), "received NaN"],
    [
      "nothing to evaluate",
      () => net.sgd(training, 1, 10, 0.5, { monitorEvaluationCost: true }),
      "needs evaluationData",
    ],
    [
      "wrong evaluation data",
      () => net.sgd(training, 1, 10, 0.5, { evaluationData: [[[1], 1]] }),
      "evaluation example 0",
    ],
    ["cost of nothing", () => net.totalCost([], 0, 60), "a mean cost needs data"],
    ["other inputs", () => net.feedforward([1]), "15 inputs; received 1"],
  ])("%s", (_name, run, words) => {
    expect(run).toThrow(words);
    expect(net.weights).toEqual(before);
  });
});

test("the demonstration: regularization narrows the gap between training and evaluation", () => {
  const gap = (line: string) => {
    const [training100, evaluation500] = [...line.matchAll(/(\d+) \/ /g)].map((match) => Number(match[1]));
    return training100 / 100 - evaluation500 / 500;
  };
  const lines = demo();
  expect(lines).toHaveLength(7);
  expect(gap(lines[6])).toBeLessThan(gap(lines[3]));
});
