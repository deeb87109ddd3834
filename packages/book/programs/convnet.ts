/**
 * Chapter 6's network, with the conventions of the book's network3: it takes the mini-batches in the order of the data
 * and never shuffles them, divides λ by their number, and tests whenever validation is as good as ever.
 */
import { check } from "./check.ts";
import { ConvPoolLayer, FullyConnectedLayer, type Layer, SoftmaxLayer } from "./convnet-layers.ts";
import { argmax, checkExamples, checkTraining, labelOf, miniBatches, type TestPair, tinyDigits } from "./examples.ts";
import { type Gradient, zeroGradient } from "./layer.ts";
import { Random } from "./random.ts";
import { logLikelihoodCost, outputError, softmax } from "./softmax.ts";

/** How many images were read correctly after each epoch, and how many test images where validation was at its best. */
export interface Progress {
  validation: number[];
  /** The last of equals. */
  bestEpoch: number;
  testAtBest: number;
}

export class Network {
  readonly layers: Layer[];

  constructor(layers: Layer[]) {
    check(layers.at(-1) instanceof SoftmaxLayer, "the last layer must be a SoftmaxLayer");
    layers.slice(1).forEach(({ inputs }, l) => {
      const { outputs } = layers[l];
      check(inputs === outputs, `layer ${l + 2} has ${inputs} inputs, but layer ${l + 1} has ${outputs} outputs`);
    });
    this.layers = layers;
  }

  get sizes(): number[] {
    return [this.layers[0].inputs, ...this.layers.map(({ outputs }) => outputs)];
  }

  get weights(): number[][][] {
    return this.layers.map(({ weights }) => weights);
  }

  get biases(): number[][] {
    return this.layers.map(({ biases }) => biases);
  }

  /** The softmax layer's weighted inputs z. */
  forward(x: number[], training = false): number[] {
    check(x.length === this.sizes[0], `the network has ${this.sizes[0]} inputs; received ${x.length}`);
    return this.layers.reduce((a, layer) => layer.forward(a, training), x);
  }

  /** The probability of each class. */
  feedforward(x: number[]): number[] {
    return softmax(this.forward(x));
  }

  sgd(
    trainingData: TestPair[],
    epochs: number,
    miniBatchSize: number,
    eta: number,
    validationData: TestPair[],
    testData: TestPair[],
    lambda = 0,
    onEpoch?: (epoch: number, progress: Progress) => void,
  ): Progress {
    checkTraining(this.sizes, trainingData, epochs, miniBatchSize, eta);
    checkExamples(this.sizes, [...validationData, ...testData], "evaluation");
    check(lambda >= 0 && Number.isFinite(lambda), `lambda must be a number from 0 up; received ${lambda}`);
    const batches = miniBatches(trainingData, [...trainingData.keys()], miniBatchSize);
    const progress: Progress = { validation: [], bestEpoch: 0, testAtBest: 0 };
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const miniBatch of batches) this.updateMiniBatch(miniBatch, eta, lambda / batches.length);
      progress.validation.push(this.accuracy(validationData));
      if (progress.validation[epoch] >= progress.validation[progress.bestEpoch]) {
        progress.bestEpoch = epoch;
        progress.testAtBest = this.accuracy(testData);
      }
      onEpoch?.(epoch, progress);
    }
    return progress;
  }

  /** A step down the mean cost of the mini-batch plus ½ penalty Σw²: conv filters shrink, too, and no bias does. */
  updateMiniBatch(miniBatch: TestPair[], eta: number, penalty: number): void {
    const sum = zeroGradient(this);
    for (const [x, label] of miniBatch) this.backprop(x, label, sum);
    const rate = eta / miniBatch.length;
    this.layers.forEach(({ weights, biases }, l) => {
      biases.forEach((_, j) => {
        biases[j] -= rate * sum.nablaB[l][j];
        weights[j].forEach((w, k) => {
          weights[j][k] = w - eta * penalty * w - rate * sum.nablaW[l][j][k];
        });
      });
    });
  }

  /** The error starts as a − y (equation 84), and each layer hands it to the one before. */
  backprop(x: number[], label: number, sum: Gradient = zeroGradient(this)): Gradient {
    let error = outputError(this.forward(x, true), label);
    for (let l = this.layers.length - 1; l >= 0; l--)
      error = this.layers[l].backward(error, sum.nablaW[l], sum.nablaB[l]);
    return sum;
  }

  /** How many examples are read correctly. */
  accuracy(data: TestPair[]): number {
    return data.filter(([x, wanted]) => argmax(this.forward(x)) === labelOf(wanted)).length;
  }

  /** −ln a_y, the mean over these data (equation 80), without the penalty. */
  cost(data: TestPair[]): number {
    return data.reduce((sum, [x, label]) => sum + logLikelihoodCost(this.forward(x), label), 0) / data.length;
  }
}

export function demo(): string[] {
  const random = new Random(1);
  const [training, validation, test] = [200, 200, 1000].map((count, i) => tinyDigits(count, new Random(i + 2), 0.3));
  const conv = new ConvPoolLayer([6, 1, 2, 2], [1, 5, 3], [2, 1], random);
  const net = new Network([
    conv,
    new FullyConnectedLayer(conv.outputs, 20, random, "sigmoid"),
    new SoftmaxLayer(20, 10, random),
  ]);
  const lines = [
    `Tiny digits, 5 × 3 pixels: six 2 × 2 filters, max-pooled to ${conv.outputs} outputs, 20 neurons, softmax.`,
  ];
  net.sgd(training, 40, 10, 1, validation, test, 0, (epoch, { validation, bestEpoch, testAtBest }) => {
    if (epoch % 10 === 9)
      lines.push(
        `epoch ${epoch}: ${validation[epoch]} / 200; best so far in epoch ${bestEpoch}: ${testAtBest} / 1000 of the test`,
      );
  });
  const show = (row: number[]) => row.map((w) => w.toFixed(1).padStart(5)).join(" ");
  return [
    ...lines,
    "What the filters look for (upper row | lower row):",
    ...conv.weights.map((row) => `  ${show(row.slice(0, 2))} | ${show(row.slice(2))}`),
  ];
}
