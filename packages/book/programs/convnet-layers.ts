/** The layers of chapter 6's network: convolution with max-pooling, fully connected with dropout, and softmax. */
import { check } from "./check.ts";
import { argmax } from "./examples.ts";
import { backwards, weightedInputs } from "./layer.ts";
import type { Random } from "./random.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

/** f, and its slope f'. */
export const activations = {
  sigmoid: { f: sigmoid, slope: sigmoidPrime },
  tanh: { f: Math.tanh, slope: (z: number) => 1 - Math.tanh(z) ** 2 },
  relu: { f: (z: number) => Math.max(0, z), slope: (z: number) => (z > 0 ? 1 : 0) },
  linear: { f: (z: number) => z, slope: () => 1 },
};
export type Activation = keyof typeof activations;

/** One row of weights and one bias for each neuron, or for each feature map, whose neurons share them. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  weights: number[][];
  biases: number[];
  /** Its output; it remembers what `backward` will need. */
  forward(input: number[], training: boolean): number[];
  /** From ∂C/∂output to ∂C/∂input; adds the gradient of its weights and biases to what is there already. */
  backward(error: number[], nablaW: number[][], nablaB: number[]): number[];
}

/** network3's start: w N(0, 1/n_out), b N(0, 1). (Chapter 3 argues for 1/n_in; its author calls this a mistake.) */
function startOf(rows: number, columns: number, nOut: number, random: Random): Pick<Layer, "weights" | "biases"> {
  const gaussians = (n: number, scale: number) => Array.from({ length: n }, () => scale * random.gaussian());
  const weights = Array.from({ length: rows }, () => gaussians(columns, 1 / Math.sqrt(nOut)));
  return { weights, biases: gaussians(rows, 1) };
}

/** For each place of a window on a stack of maps, row by row: the numbers of the neurons that it covers. */
function places([maps, height, width]: number[], [h, w]: number[], [down, across]: number[]): number[][] {
  const found: number[][] = [];
  for (let y = 0; y + h <= height; y += down)
    for (let x = 0; x + w <= width; x += across) {
      const covered: number[] = [];
      for (let map = 0; map < maps; map++)
        for (let m = 0; m < h; m++) for (let l = 0; l < w; l++) covered.push((map * height + y + m) * width + x + l);
      found.push(covered);
    }
  return found;
}

export class ConvPoolLayer implements Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  weights: number[][];
  biases: number[];
  #fields: number[][];
  #windows: number[][];
  #seen = { input: [] as number[], winners: [] as number[], z: [] as number[] };

  /** Filters are [maps, channels, height, width], images [channels, height, width], pools [height, width]. */
  constructor(filters: number[], image: number[], pool: number[], random: Random, activation: Activation = "sigmoid") {
    const [[maps, channels, h, w], [depth, height, width]] = [filters, image];
    check(channels === depth && h <= height && w <= width, `filters of ${channels}×${h}×${w} do not fit ${image}`);
    this.#fields = places(image, [h, w], [1, 1]);
    this.#windows = places([1, height - h + 1, width - w + 1], pool, pool);
    check(this.#windows.length > 0, `a pool of ${pool} does not fit ${height - h + 1}×${width - w + 1} neurons`);
    [this.inputs, this.outputs, this.activation] = [depth * height * width, maps * this.#windows.length, activation];
    const nOut = (maps * h * w) / (pool[0] * pool[1]);
    ({ weights: this.weights, biases: this.biases } = startOf(maps, channels * h * w, nOut, random));
  }

  /** Equation (125): every neuron of a map weighs its own receptive field by the same weights; the largest goes on. */
  forward(input: number[]): number[] {
    const [winners, z]: [number[], number[]] = [[], []];
    this.weights.forEach((row, map) => {
      const sums = this.#fields.map((field) => field.reduce((sum, place, k) => sum + row[k] * input[place], 0));
      for (const window of this.#windows) {
        const winner = window[argmax(window.map((position) => sums[position]))];
        winners.push(winner);
        z.push(sums[winner] + this.biases[map]);
      }
    });
    this.#seen = { input, winners, z };
    return z.map(activations[this.activation].f);
  }

  /** BP1–BP4 for such layers: an error goes to the winner of its window alone, and what a map shares adds up. */
  backward(error: number[], nablaW: number[][], nablaB: number[]): number[] {
    const { input, winners, z } = this.#seen;
    const below = input.map(() => 0);
    error.forEach((slope, i) => {
      const delta = slope * activations[this.activation].slope(z[i]);
      const map = Math.floor(i / this.#windows.length);
      nablaB[map] += delta;
      this.#fields[winners[i]].forEach((place, k) => {
        nablaW[map][k] += delta * input[place];
        below[place] += delta * this.weights[map][k];
      });
    });
    return below;
  }
}

export class FullyConnectedLayer implements Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  readonly pDropout: number;
  weights: number[][];
  biases: number[];
  /** Dropout: which inputs take part (1) in this step of training, drawn anew for every example. */
  mask: () => number[];
  #seen = { a: [] as number[], share: [] as number[], z: [] as number[] };

  constructor(nIn: number, nOut: number, random: Random, activation: Activation = "sigmoid", pDropout = 0) {
    check(pDropout >= 0 && pDropout < 1, `pDropout must be from 0 up to, not including, 1; received ${pDropout}`);
    [this.inputs, this.outputs, this.activation, this.pDropout] = [nIn, nOut, activation, pDropout];
    ({ weights: this.weights, biases: this.biases } = startOf(nOut, nIn, nOut, random));
    this.mask = () => Array.from({ length: nIn }, () => (random.uniform() < pDropout ? 0 : 1));
  }

  /** In training an input is there or not; in use all are there, each with the share 1 − p that it had on average. */
  forward(input: number[], training: boolean): number[] {
    const share = training && this.pDropout > 0 ? this.mask() : input.map(() => 1 - this.pDropout);
    const a = input.map((value, k) => value * share[k]);
    const z = weightedInputs(this.weights, this.biases, a);
    this.#seen = { a, share, z };
    return z.map(activations[this.activation].f);
  }

  backward(error: number[], nablaW: number[][], nablaB: number[]): number[] {
    const { a, share, z } = this.#seen;
    const delta = error.map((slope, j) => slope * activations[this.activation].slope(z[j]));
    delta.forEach((deltaJ, j) => {
      nablaB[j] += deltaJ;
      a.forEach((aK, k) => {
        nablaW[j][k] += deltaJ * aK;
      });
    });
    return backwards(this.weights, delta).map((slope, k) => slope * share[k]);
  }
}

/** Outputs for the softmax, all weights 0 at first: it gives z itself, for cost and error are simplest in terms of z. */
export class SoftmaxLayer extends FullyConnectedLayer {
  constructor(nIn: number, nOut: number, random: Random, pDropout = 0) {
    super(nIn, nOut, random, "linear", pDropout);
    this.weights = this.weights.map((row) => row.map(() => 0));
    this.biases = this.biases.map(() => 0);
  }
}
