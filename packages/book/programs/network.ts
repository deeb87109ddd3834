/**
 * Chapter 1's network: sigmoid neurons, the quadratic cost C = 1/(2n) Σ‖y − a‖², and stochastic gradient descent with
 * the gradient from backpropagation (whose four equations `backprop.ts` takes one at a time).
 *
 * Layers are counted from 0, the input. biases[l][j] belongs to neuron j of layer l + 1, and weights[l][j][k] goes *to*
 * it *from* neuron k of layer l: that order of j and k makes equation (22), a' = σ(wa + b), read as it stands.
 */
import { check, checkSizes } from "./check.ts";
import {
  argmax,
  asTraining,
  checkExamples,
  checkTraining,
  miniBatches,
  type TestPair,
  type TrainingPair,
  tinyDigits,
} from "./examples.ts";
import { backwards, type Gradient, weightedInputs, zeroGradient } from "./layer.ts";
import { Random } from "./random.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

export interface SgdOptions {
  /** Evaluated after every epoch, when given. */
  testData?: TestPair[];
  /** The order in which an epoch takes its n examples; a fresh random one each time unless given. */
  order?: (n: number, epoch: number) => number[];
  /** Called after every epoch with the number of test examples read correctly. */
  onEpoch?: (epoch: number, correct: number | undefined) => void;
}

export class Network {
  readonly sizes: number[];
  readonly random: Random;
  weights: number[][][];
  biases: number[][];

  /** `new Network([784, 30, 10], new Random(1))`: weights and biases from the bell curve N(0, 1), none for the input. */
  constructor(sizes: number[], random: Random) {
    checkSizes(sizes);
    this.sizes = sizes;
    this.random = random;
    this.biases = sizes.slice(1).map((to) => Array.from({ length: to }, () => random.gaussian()));
    this.weights = this.biases.map((layer, l) =>
      layer.map(() => Array.from({ length: sizes[l] }, () => random.gaussian())),
    );
  }

  /** The output activations for one input. */
  feedforward(x: number[]): number[] {
    check(x.length === this.sizes[0], `the network has ${this.sizes[0]} inputs; received ${x.length}`);
    let a = x;
    for (let l = 0; l < this.weights.length; l++) a = weightedInputs(this.weights[l], this.biases[l], a).map(sigmoid);
    return a;
  }

  /** Stochastic gradient descent: every epoch goes once through the training data, a mini-batch at a time. */
  sgd(
    trainingData: TrainingPair[],
    epochs: number,
    miniBatchSize: number,
    eta: number,
    { testData, order = (n) => this.random.permutation(n), onEpoch }: SgdOptions = {},
  ): void {
    checkTraining(this.sizes, trainingData, epochs, miniBatchSize, eta);
    if (testData) checkExamples(this.sizes, testData, "test");
    for (let epoch = 0; epoch < epochs; epoch++) {
      // Not the data but their order is shuffled: the caller's array stays as it was.
      for (const miniBatch of miniBatches(trainingData, order(trainingData.length, epoch), miniBatchSize))
        this.updateMiniBatch(miniBatch, eta);
      onEpoch?.(epoch, testData && this.evaluate(testData));
    }
  }

  /** Equations (20) and (21): one step against the average gradient of a mini-batch. */
  updateMiniBatch(miniBatch: TrainingPair[], eta: number): void {
    const sum = zeroGradient(this);
    for (const [x, y] of miniBatch) this.backprop(x, y, sum);
    const rate = eta / miniBatch.length;
    for (let l = 0; l < this.weights.length; l++) {
      for (let j = 0; j < this.weights[l].length; j++) {
        this.biases[l][j] -= rate * sum.nablaB[l][j];
        const row = this.weights[l][j];
        const slopes = sum.nablaW[l][j];
        for (let k = 0; k < row.length; k++) row[k] -= rate * slopes[k];
      }
    }
  }

  /** The gradient of the cost of one example, added to `sum`: a mini-batch then needs one such array, not one each. */
  backprop(x: number[], y: number[], sum: Gradient = zeroGradient(this)): Gradient {
    // Forward: keep every layer's z and a, since the way back needs them.
    const zs: number[][] = [];
    const activations = [x];
    for (let l = 0; l < this.weights.length; l++) {
      zs.push(weightedInputs(this.weights[l], this.biases[l], activations[l]));
      activations.push(zs[l].map(sigmoid));
    }
    // Back: delta is ∂C/∂z of the layer above the weights l.
    const last = zs.length - 1;
    const slopes = this.costDerivative(activations[last + 1], y);
    let delta = zs[last].map((z, j) => slopes[j] * sigmoidPrime(z)); // BP1
    for (let l = last; l >= 0; l--) {
      const a = activations[l];
      for (let j = 0; j < delta.length; j++) {
        const error = delta[j];
        sum.nablaB[l][j] += error; // BP3
        const nabla = sum.nablaW[l][j];
        for (let k = 0; k < nabla.length; k++) nabla[k] += a[k] * error; // BP4
      }
      if (l > 0) {
        const errors = backwards(this.weights[l], delta);
        delta = zs[l - 1].map((z, k) => errors[k] * sigmoidPrime(z)); // BP2
      }
    }
    return sum;
  }

  /** How many of the test examples have their most active output in the right place. */
  evaluate(testData: TestPair[]): number {
    return testData.filter(([x, label]) => argmax(this.feedforward(x)) === label).length;
  }

  /** ∂C/∂a of the quadratic cost ½‖y − a‖² of one example. */
  costDerivative(outputActivations: number[], y: number[]): number[] {
    return outputActivations.map((a, j) => a - y[j]);
  }
}

export function demo(): string[] {
  const random = new Random(1);
  const trainingData = asTraining(tinyDigits(1000, random));
  const testData = tinyDigits(500, random);
  const net = new Network([15, 20, 10], random);
  const lines = [`A [15, 20, 10] network learns ${trainingData.length} digits of 3 × 5 noisy pixels:`];
  lines.push(`before: ${net.evaluate(testData)} / ${testData.length}`);
  net.sgd(trainingData, 10, 10, 3.0, {
    testData,
    onEpoch: (epoch, correct) => lines.push(`Epoch ${epoch}: ${correct} / ${testData.length}`),
  });
  return lines;
}
