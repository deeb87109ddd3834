/**
 * Chapter 3's network: chapter 1's, with a choice of cost, better starting weights, L2 regularization, and a look at
 * how training goes. Weights, biases and layers are laid out as in `network.ts`.
 */
import { check, checkSizes } from "./check.ts";
import { type Cost, CrossEntropyCost } from "./costs.ts";
import {
  argmax,
  asTraining,
  checkTraining,
  type Example,
  labelOf,
  miniBatches,
  outputOf,
  type TrainingPair,
  tinyDigits,
} from "./examples.ts";
import { backwards, type Gradient, weightedInputs, zeroGradient } from "./layer.ts";
import { type MonitorOptions, type Monitors, record, startMonitors } from "./monitors.ts";
import { Random } from "./random.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

export interface SgdOptions extends MonitorOptions {
  /** The strength λ of L2 regularization; 0 for none. */
  lambda?: number;
  /** The order in which an epoch takes its n examples; a fresh random one each time unless given. */
  order?: (n: number, epoch: number) => number[];
  /** Called after every epoch with what has been monitored so far. */
  onEpoch?: (epoch: number, monitors: Monitors) => void;
}

export class Network {
  readonly sizes: number[];
  readonly random: Random;
  readonly cost: Cost;
  weights: number[][][] = [];
  biases: number[][] = [];

  constructor(sizes: number[], random: Random, cost: Cost = CrossEntropyCost) {
    checkSizes(sizes);
    this.sizes = sizes;
    this.random = random;
    this.cost = cost;
    this.defaultWeightInitializer();
  }

  /** Weights N(0, 1/n_in): z then stays small however many inputs a neuron has, and no neuron starts saturated. */
  defaultWeightInitializer(): void {
    this.#initialize((inputs) => 1 / Math.sqrt(inputs));
  }

  /** Chapter 1's weights N(0, 1), to compare with. */
  largeWeightInitializer(): void {
    this.#initialize(() => 1);
  }

  #initialize(deviation: (inputs: number) => number): void {
    const gaussians = (n: number, scale: number) => Array.from({ length: n }, () => scale * this.random.gaussian());
    this.biases = this.sizes.slice(1).map((to) => gaussians(to, 1));
    this.weights = this.biases.map((layer, l) => layer.map(() => gaussians(this.sizes[l], deviation(this.sizes[l]))));
  }

  feedforward(x: number[]): number[] {
    check(x.length === this.sizes[0], `the network has ${this.sizes[0]} inputs; received ${x.length}`);
    return this.weights.reduce((a, layer, l) => weightedInputs(layer, this.biases[l], a).map(sigmoid), x);
  }

  sgd(
    trainingData: TrainingPair[],
    epochs: number,
    miniBatchSize: number,
    eta: number,
    options: SgdOptions = {},
  ): Monitors {
    const { lambda = 0, order = (n) => this.random.permutation(n), onEpoch } = options;
    checkTraining(this.sizes, trainingData, epochs, miniBatchSize, eta);
    check(lambda >= 0 && Number.isFinite(lambda), `lambda must be a number from 0 up; received ${lambda}`);
    const monitors = startMonitors(this, options);
    const n = trainingData.length;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const miniBatch of miniBatches(trainingData, order(n, epoch), miniBatchSize))
        this.updateMiniBatch(miniBatch, eta, lambda, n);
      record(monitors, this, trainingData, lambda, options);
      onEpoch?.(epoch, monitors);
    }
    return monitors;
  }

  /** Equation (93): every weight shrinks by ηλ/n of itself, then follows the gradient. Biases do not shrink (94). */
  updateMiniBatch(miniBatch: TrainingPair[], eta: number, lambda: number, n: number): void {
    const sum = zeroGradient(this);
    for (const [x, y] of miniBatch) this.backprop(x, y, sum);
    const rate = eta / miniBatch.length;
    const keep = 1 - eta * (lambda / n);
    for (let l = 0; l < this.weights.length; l++) {
      for (let j = 0; j < this.weights[l].length; j++) {
        this.biases[l][j] -= rate * sum.nablaB[l][j];
        const [row, slopes] = [this.weights[l][j], sum.nablaW[l][j]];
        for (let k = 0; k < row.length; k++) row[k] = keep * row[k] - rate * slopes[k];
      }
    }
  }

  /** As in chapter 1, but for the output error, which is now the cost's own business. */
  backprop(x: number[], y: number[], sum: Gradient = zeroGradient(this)): Gradient {
    const zs: number[][] = [];
    const activations = [x];
    for (let l = 0; l < this.weights.length; l++) {
      zs.push(weightedInputs(this.weights[l], this.biases[l], activations[l]));
      activations.push(zs[l].map(sigmoid));
    }
    const last = zs.length - 1;
    let delta = this.cost.delta(zs[last], activations[last + 1], y);
    for (let l = last; l >= 0; l--) {
      const a = activations[l];
      for (let j = 0; j < delta.length; j++) {
        const error = delta[j];
        sum.nablaB[l][j] += error;
        const nabla = sum.nablaW[l][j];
        for (let k = 0; k < nabla.length; k++) nabla[k] += a[k] * error;
      }
      if (l > 0) {
        const errors = backwards(this.weights[l], delta);
        delta = zs[l - 1].map((z, k) => errors[k] * sigmoidPrime(z));
      }
    }
    return sum;
  }

  /** How many examples are read correctly. */
  accuracy(data: Example[]): number {
    return data.filter(([x, wanted]) => argmax(this.feedforward(x)) === labelOf(wanted)).length;
  }

  /**
   * The regularized cost, equation (87): the mean over these data, plus λ/(2n) Σw² (no biases). n is the size of the
   * *training* set, whichever data are evaluated: that is the cost which training lowers, and with the same n the cost
   * on test data can be compared with it. (The book's own program puts in the size of the data at hand, so its test
   * costs, on 10,000 images, carry five times the penalty of its training costs on 50,000.)
   */
  totalCost(data: Example[], lambda: number, n: number): number {
    check(data.length > 0 && n >= 1, "a mean cost needs data, and the size n of the training set");
    let sum = 0;
    for (const [x, wanted] of data) {
      const a = this.feedforward(x);
      sum += this.cost.fn(a, outputOf(wanted, a.length));
    }
    let squares = 0;
    for (const row of this.weights.flat()) for (const w of row) squares += w * w;
    return sum / data.length + (lambda / (2 * n)) * squares;
  }
}

export function demo(): string[] {
  const trainingData = asTraining(tinyDigits(100, new Random(1), 0.5));
  const evaluationData = tinyDigits(500, new Random(101), 0.5);
  const lines = [
    "A [15, 30, 10] network learns 100 very noisy digits, too few for it; correct in training, evaluation:",
  ];
  for (const lambda of [0, 0.4]) {
    const net = new Network([15, 30, 10], new Random(51));
    const { trainingAccuracy, evaluationAccuracy } = net.sgd(trainingData, 100, 10, 0.5, {
      lambda,
      evaluationData,
      monitorEvaluationAccuracy: true,
      monitorTrainingAccuracy: true,
    });
    for (const epoch of [0, 9, 99])
      lines.push(
        `  lambda ${lambda}, epoch ${epoch}: ${trainingAccuracy[epoch]} / 100, ${evaluationAccuracy[epoch]} / 500`,
      );
  }
  // Regularization narrows the gap between the two with every seed; it gains in evaluation with most, not with all.
  return lines;
}
