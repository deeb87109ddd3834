import { describe, expect, test } from "vitest";
import { Network } from "./convnet.ts";
import { ConvPoolLayer, FullyConnectedLayer, SoftmaxLayer } from "./convnet-layers.ts";
import { accuracyOn, type Course, demo, diagnosis, load, moved, save, trainWhileBetter } from "./convnet-training.ts";
import { tinyDigits } from "./examples.ts";
import { Random } from "./random.ts";

const [training, validation] = [tinyDigits(30, new Random(1)), tinyDigits(20, new Random(2))];

function made(seed = 1): Network {
  const random = new Random(seed);
  return new Network([
    new ConvPoolLayer([3, 1, 2, 2], [1, 5, 3], [2, 1], random, "relu"),
    new FullyConnectedLayer(12, 8, random, "relu"),
    new SoftmaxLayer(8, 10, random),
  ]);
}

const settings = { miniBatchSize: 10, eta: () => 0.1, patience: 3, atMost: 20 };

describe("training that stops by itself (X6.5)", () => {
  /** The network whose validation accuracies are these, in twentieths. */
  function judgedBy(counts: number[]): Network {
    const net = made();
    net.accuracy = (data) => (data === validation ? (counts.shift() ?? 0) : 0);
    // The network's own count after each epoch is not the one that decides.
    net.sgd = (_data, _epochs, _size, eta) => {
      net.layers[0].biases = net.layers[0].biases.map((b) => b + eta);
      return { validation: [], bestEpoch: 0, testAtBest: 0 };
    };
    return net;
  }

  test("after so many epochs without a better one, with the weights of the best, the first of equals", () => {
    const net = judgedBy([3, 7, 7, 5, 6, 9]);
    const [start] = net.layers[0].biases;
    const course = trainWhileBetter(net, training, validation, settings);
    expect(course).toMatchObject({ best: 1, validation: [3, 7, 7, 5, 6].slice(0, 5).map((n) => n / 20) });
    expect(net.layers[0].biases[0]).toBeCloseTo(start + 2 * 0.1, 12);
  });

  test("and never later than it may", () => {
    const course = trainWhileBetter(judgedBy([1, 2, 3, 4, 5, 6]), training, validation, { ...settings, atMost: 4 });
    expect(course).toMatchObject({ best: 3, etas: [0.1, 0.1, 0.1, 0.1] });
  });

  test("the learning rate is that of the epoch (X6.7): each as training by hand has it", () => {
    const [net, byHand] = [made(), made()];
    const eta = (epoch: number) => 0.1 / (epoch + 1);
    const { etas, best } = trainWhileBetter(net, training, validation, { ...settings, eta, atMost: 3 });
    expect(etas).toEqual([0.1, 0.05, 0.1 / 3]);
    for (let epoch = 0; epoch <= best; epoch++) byHand.sgd(training, 1, 10, eta(epoch), validation, []);
    expect(save(net)).toBe(save(byHand));
  });

  test("each epoch sees other images where they are moved (X6.8), and the accuracy is of those that are not", () => {
    let calls = 0;
    const move = (image: number[]) => {
      calls++;
      return image;
    };
    const [net, still] = [made(), made()];
    const course = trainWhileBetter(net, training, validation, { ...settings, atMost: 2, move });
    expect(calls).toBe(2 * training.length);
    expect(course).toEqual(trainWhileBetter(still, training, validation, { ...settings, atMost: 2 }));
  });
});

test("accuracy on any data (X6.6)", () => {
  const net = made();
  trainWhileBetter(net, training, validation, { ...settings, atMost: 60, patience: 60 });
  expect(accuracyOn(net, training)).toBe(net.accuracy(training) / 30);
  expect(accuracyOn(net, training)).toBeGreaterThan(0.7);
});

describe("moving an image (X6.8)", () => {
  const image = Array.from({ length: 15 }, (_, i) => i);
  const still = { shift: 0, degrees: 0, skew: 0 };
  /** Chance that always draws the same. */
  const always = (value: number) => ({ uniform: () => value }) as Random;

  test("by nothing leaves it as it is", () => {
    expect(moved(image, [5, 3], still, new Random(1))).toEqual(image);
  });

  test("by a pixel, a quarter turn and a lean of 45°", () => {
    expect(moved([1, 2, 3, 4], [2, 2], { ...still, shift: 1 }, always(1 - 1e-12)).map(Math.round)).toEqual([
      0, 0, 0, 1,
    ]);
    const turned = moved([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3], { ...still, degrees: 90 }, always(1 - 1e-12));
    expect(turned.map(Math.round)).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
    const leaning = moved([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3], { ...still, skew: 1 }, always(1 - 1e-12));
    expect(leaning.map(Math.round)).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 0]);
  });

  test("half a pixel mixes neighbours, and the same chance moves the same way", () => {
    const half = moved([0, 4, 0, 0], [1, 4], { ...still, shift: 0.5 }, always(1 - 1e-12));
    expect(half.map((value) => Math.round(value))).toEqual([0, 1, 1, 0]);
    const reach = { shift: 0.3, degrees: 10, skew: 0.1 };
    expect(moved(image, [5, 3], reach, new Random(3))).toEqual(moved(image, [5, 3], reach, new Random(3)));
  });
});

test("a network is saved and loaded to the same bits (X6.9), and another's weights are refused", () => {
  const [one, two] = [made(1), made(2)];
  trainWhileBetter(one, training, validation, { ...settings, atMost: 1 });
  load(save(one), two);
  expect(save(two)).toBe(save(one));
  expect(two.feedforward(validation[0][0])).toEqual(one.feedforward(validation[0][0]));
  const other = new Network([new SoftmaxLayer(15, 10, new Random(1))]);
  for (const text of [save(other), "{}", "null", '{"weights":[],"biases":[]}'])
    expect(() => load(text, two)).toThrow("those of another network");
  expect(() => load("{", two)).toThrow(SyntaxError);
  expect(save(two)).toBe(save(one));
  two.layers[0].biases[0] = Number.NaN;
  expect(() => save(two)).toThrow("no number");
});

describe("a word on overfitting (X6.10)", () => {
  const course = (parts: Partial<Course>): Course => ({
    ...{
      etas: [],
      best: 0,
      training: [0.5, 0.9],
      validation: [0.5, 0.88],
      trainingCost: [2, 1],
      validationCost: [2, 1],
    },
    ...parts,
  });

  test("names both signs, and neither without them", () => {
    expect(diagnosis(course({}))).toBe("does not overfit");
    expect(diagnosis(course({ training: [0.5, 0.97] }))).toBe("overfits: 9.0 points better on its own images");
    expect(diagnosis(course({ validationCost: [1, 1.2] }))).toBe("overfits: its cost on others rises since epoch 0");
    expect(diagnosis(course({ validationCost: [1, 1.2], trainingCost: [1, 1.5] }))).toBe("does not overfit");
  });
});

test.each([
  [{ patience: 0 }, "patience must be"],
  [{ atMost: 1.5 }, "atMost must be"],
  [{ eta: () => -1 }, "eta must be"],
])("bad settings %j are refused before a weight has moved", (wrong, words) => {
  const net = made();
  expect(() => trainWhileBetter(net, training, validation, { ...settings, ...wrong })).toThrow(words);
  expect(save(net)).toBe(save(made()));
});

test("bad data are refused", () => {
  expect(() => accuracyOn(made(), [])).toThrow("at least one example");
  expect(() => moved([1, 2], [5, 3], { shift: 0, degrees: 0, skew: 0 }, new Random(1))).toThrow("other than 2 pixels");
});

test("the demonstration: what is loaded reads as well as the books say", () => {
  const lines = demo();
  expect(lines).toHaveLength(6);
  for (const line of [lines[2], lines[4]]) expect(Number(/tested: ([\d.]+)/.exec(line)?.[1])).toBeGreaterThan(65);
});
