/**
 * Backpropagation by its four equations (chapter 2), one function each, for neurons of any kind.
 *
 * The book writes them for σ. Nothing in them needs σ: wherever σ' stands, put the derivative of whatever function the
 * neuron in question uses (two exercises: one odd neuron; only linear neurons). So here every neuron brings its own.
 */
import { check, checkSizes } from "./check.ts";
import type { Gradient } from "./layer.ts";
import { Random } from "./random.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

/** What a neuron does with its z, and how steeply. */
export interface Neuron {
  f: (z: number) => number;
  prime: (z: number) => number;
}

export const sigmoidUnit: Neuron = { f: sigmoid, prime: sigmoidPrime };
export const linearUnit: Neuron = { f: (z) => z, prime: () => 1 };

/** weights[l][j][k] goes to neuron j of layer l + 1 from neuron k of layer l; neurons[l][j] is that neuron. */
export interface Net {
  weights: number[][][];
  biases: number[][];
  neurons: Neuron[][];
}

/** A network of the given sizes, every neuron the same kind, weights and biases from N(0, 1). */
export function randomNet(sizes: number[], random: Random, neuron: Neuron = sigmoidUnit): Net {
  checkSizes(sizes);
  const biases = sizes.slice(1).map((to) => Array.from({ length: to }, () => random.gaussian()));
  return {
    biases,
    weights: biases.map((layer, l) => layer.map(() => Array.from({ length: sizes[l] }, () => random.gaussian()))),
    neurons: biases.map((layer) => layer.map(() => neuron)),
  };
}

/** Everything that one pass forward computes: zs[l] and activations[l + 1] belong to the same neurons. */
export interface Forward {
  zs: number[][];
  activations: number[][];
}

/** Equation (25), layer by layer: z = wa + b, then every neuron's own function of its z. */
export function feedforward({ weights, biases, neurons }: Net, x: number[]): Forward {
  check(x.length === weights[0][0].length, `the network has ${weights[0][0].length} inputs; received ${x.length}`);
  const zs: number[][] = [];
  const activations = [x];
  for (let l = 0; l < weights.length; l++) {
    zs.push(weights[l].map((row, j) => row.reduce((sum, w, k) => sum + w * activations[l][k], biases[l][j])));
    activations.push(zs[l].map((z, j) => neurons[l][j].f(z)));
  }
  return { zs, activations };
}

/** The quadratic cost of one example, C = ½‖y − a‖² (equation 27). */
export function quadraticCost(a: number[], y: number[]): number {
  return a.reduce((sum, aj, j) => sum + (y[j] - aj) ** 2, 0) / 2;
}

/** ∇ₐC of that cost: a − y. */
export function quadraticCostDerivative(a: number[], y: number[]): number[] {
  return a.map((aj, j) => aj - y[j]);
}

/** The Hadamard product s ⊙ t: number by number, so (1, 2) ⊙ (3, 4) = (3, 8) (equation 28). */
export function hadamard(s: number[], t: number[]): number[] {
  return s.map((sj, j) => sj * t[j]);
}

/** BP1: the output error, δᴸ = ∇ₐC ⊙ σ'(zᴸ). How much the cost cares, times how much the neuron still moves. */
export function bp1(costDerivative: number[], outputSlopes: number[]): number[] {
  return hadamard(costDerivative, outputSlopes);
}

/** BP2: the error one layer down, δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ'(zˡ). Blame travels back over the same weights. */
export function bp2(weightsAbove: number[][], deltaAbove: number[], slopes: number[]): number[] {
  const blame = slopes.map((_, k) => deltaAbove.reduce((sum, error, j) => sum + weightsAbove[j][k] * error, 0));
  return hadamard(blame, slopes);
}

/** BP3: ∂C/∂bˡⱼ = δˡⱼ. */
export function bp3(delta: number[]): number[] {
  return [...delta];
}

/** BP4: ∂C/∂wˡⱼₖ = aₖ δⱼ, activation in times error out: a weight from a quiet neuron learns slowly. */
export function bp4(activationsIn: number[], delta: number[]): number[][] {
  return delta.map((error) => activationsIn.map((a) => a * error));
}

/** The whole algorithm: forward, output error, errors backwards, gradient. The cost is quadratic unless given. */
export function backprop(net: Net, x: number[], y: number[], costDerivative = quadraticCostDerivative): Gradient {
  const { zs, activations } = feedforward(net, x);
  const slopes = zs.map((layer, l) => layer.map((z, j) => net.neurons[l][j].prime(z)));
  const last = zs.length - 1;
  const deltas: number[][] = [];
  deltas[last] = bp1(costDerivative(activations[last + 1], y), slopes[last]);
  for (let l = last - 1; l >= 0; l--) deltas[l] = bp2(net.weights[l + 1], deltas[l + 1], slopes[l]);
  return { nablaB: deltas.map(bp3), nablaW: deltas.map((delta, l) => bp4(activations[l], delta)) };
}

/** What the gradient is for: every weight and bias a step against its own slope (equations 16 and 17). */
export function descend({ weights, biases, neurons }: Net, { nablaB, nablaW }: Gradient, eta: number): Net {
  check(Number.isFinite(eta), `the learning rate must be a number; received ${eta}`);
  return {
    weights: weights.map((layer, l) => layer.map((row, j) => row.map((w, k) => w - eta * nablaW[l][j][k]))),
    biases: biases.map((layer, l) => layer.map((b, j) => b - eta * nablaB[l][j])),
    neurons,
  };
}

export function demo(): string[] {
  const net = randomNet([2, 3, 1], new Random(2));
  const [x, y] = [[0.5, -1], [1]];
  const show = (values: number[]) => values.map((value) => value.toFixed(5).padStart(8)).join(" ");
  const lines: string[] = [];
  const report = (kind: string) => {
    const { nablaB, nablaW } = backprop(net, x, y);
    lines.push(`${kind}: output ${feedforward(net, x).activations[2][0].toFixed(5)}, wanted ${y[0]}`);
    nablaB.forEach((slopes, l) => {
      lines.push(`  layer ${l + 1}: dC/db ${show(slopes)}   dC/dw ${show(nablaW[l].flat())}`);
    });
  };
  report("sigmoid neurons");
  net.neurons[0][0] = { f: Math.tanh, prime: (z) => 1 - Math.tanh(z) ** 2 };
  report("one of them tanh");
  net.neurons = net.neurons.map((layer) => layer.map(() => linearUnit));
  report("all linear");
  return lines;
}
