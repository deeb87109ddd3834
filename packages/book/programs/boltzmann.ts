/**
 * A restricted Boltzmann machine (named in chapter 6): visible neurons that hold an example, hidden ones that hold what is
 * behind it, and no outputs. It learns to make examples like those that it has seen, by contrastive divergence.
 */
import { check } from "./check.ts";
import { Random } from "./random.ts";
import { sigmoid } from "./sigmoid.ts";

/** weights[j][i] joins hidden neuron j and visible neuron i, in both directions. */
export interface Machine {
  weights: number[][];
  visibleBiases: number[];
  hiddenBiases: number[];
}

/** What chance is drawn from: numbers from 0 to 1. */
export interface Chance {
  uniform(): number;
}

export function randomMachine(visible: number, hidden: number, random: Random): Machine {
  check(visible >= 1 && hidden >= 1, `a machine needs neurons on both sides; received ${visible} and ${hidden}`);
  return {
    weights: Array.from({ length: hidden }, () => Array.from({ length: visible }, () => 0.1 * random.gaussian())),
    visibleBiases: Array<number>(visible).fill(0),
    hiddenBiases: Array<number>(hidden).fill(0),
  };
}

/** c_j + Σ w_ji v_i: what comes to each hidden neuron. */
function hiddenInputs({ weights, visibleBiases, hiddenBiases }: Machine, v: number[]): number[] {
  check(v.length === visibleBiases.length, `there are ${visibleBiases.length} visible neurons; received ${v.length}`);
  return hiddenBiases.map((bias, j) => weights[j].reduce((sum, w, i) => sum + w * v[i], bias));
}

/** How probable it is that each hidden neuron is 1, given the visible ones. */
export function hiddenMeans(machine: Machine, v: number[]): number[] {
  return hiddenInputs(machine, v).map(sigmoid);
}

/** And the other way round. */
export function visibleMeans({ weights, visibleBiases }: Machine, h: number[]): number[] {
  return visibleBiases.map((bias, i) => sigmoid(h.reduce((sum, state, j) => sum + weights[j][i] * state, bias)));
}

/** 0 or 1 for each, as probable as it is. */
export function draw(means: number[], chance: Chance): number[] {
  return means.map((p) => (chance.uniform() < p ? 1 : 0));
}

/** Chance for an example's neurons: the hidden ones before any sweep (0), and then both sides in each sweep. */
export type Draws = (side: "hidden" | "visible", sweep: number) => Chance;

/**
 * One step of contrastive divergence on a mini-batch. What hidden and visible neurons do together when an example is shown is
 * strengthened; what they do together after k sweeps on their own, in the machine's fantasy, is weakened.
 */
export function step(machine: Machine, batch: number[][], eta: number, k: number, drawsOf: (n: number) => Draws): void {
  const seen = batch.map((v, n) => {
    const draws = drawsOf(n);
    const up = hiddenMeans(machine, v);
    let h = draw(up, draws("hidden", 0));
    let fantasy = v;
    for (let sweep = 1; sweep <= k; sweep++) {
      fantasy = draw(visibleMeans(machine, h), draws("visible", sweep));
      if (sweep < k) h = draw(hiddenMeans(machine, fantasy), draws("hidden", sweep));
    }
    return { v, up, fantasy, down: hiddenMeans(machine, fantasy) };
  });
  const rate = eta / batch.length;
  for (const { v, up, fantasy, down } of seen) {
    machine.weights.forEach((row, j) => {
      for (let i = 0; i < row.length; i++) row[i] += rate * (up[j] * v[i] - down[j] * fantasy[i]);
      machine.hiddenBiases[j] += rate * (up[j] - down[j]);
    });
    for (let i = 0; i < v.length; i++) machine.visibleBiases[i] += rate * (v[i] - fantasy[i]);
  }
}

/** Goes through the examples again and again, in an order of chance. */
export function train(machine: Machine, data: number[][], epochs: number, size: number, eta: number, random: Random) {
  check(eta > 0 && eta < 100, `the learning rate must be a number above 0; received ${eta}`);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.permutation(data.length).map((n) => data[n]);
    for (let at = 0; at < data.length; at += size)
      step(machine, order.slice(at, at + size), eta, 1, () => () => random);
  }
}

/** Lets the machine go back and forth from a state of chance, and shows where it comes. */
export function dream(machine: Machine, sweeps: number, random: Random): number[] {
  let v = draw(Array<number>(machine.visibleBiases.length).fill(0.5), random);
  for (let sweep = 0; sweep < sweeps; sweep++)
    v = draw(visibleMeans(machine, draw(hiddenMeans(machine, v), random)), random);
  return v;
}

/** −ln of how probable a state of the visible neurons is, but for a number that all states have in common. */
export function freeEnergy(machine: Machine, v: number[]): number {
  const visible = v.reduce((sum, state, i) => sum + state * machine.visibleBiases[i], 0);
  return hiddenInputs(machine, v).reduce((energy, z) => energy - Math.log(1 + Math.exp(z)), -visible);
}

/** That number: the logarithm of a sum over all states. Nine neurons have 512; 784 have more than there are atoms. */
export function logPartition(machine: Machine): number {
  const units = machine.visibleBiases.length;
  check(units <= 20, `${units} neurons have 2^${units} states, too many to go through`);
  let sum = 0;
  for (let n = 0; n < 2 ** units; n++)
    sum += Math.exp(
      -freeEnergy(
        machine,
        Array.from({ length: units }, (_, i) => (n >> i) & 1),
      ),
    );
  return Math.log(sum);
}

/** The mean logarithm of how probable the machine holds the examples. */
export function logLikelihood(machine: Machine, examples: number[][]): number {
  const total = examples.reduce((sum, v) => sum - freeEnergy(machine, v), 0);
  return total / examples.length - logPartition(machine);
}

/** Bars and stripes: 3 × 3 pixels, in which each row is of one colour, or each column. There are 14. */
export function barsAndStripes(): number[][] {
  const patterns = Array.from({ length: 8 }, (_, n) => [0, 1, 2].map((i) => (n >> i) & 1));
  const rows = patterns.map((p) => p.flatMap((pixel) => [pixel, pixel, pixel]));
  const columns = patterns.slice(1, -1).map((p) => [...p, ...p, ...p]);
  return [...rows, ...columns];
}

export function demo(): string[] {
  const random = new Random(4);
  const examples = barsAndStripes();
  const machine = randomMachine(9, 12, random);
  const likelihood = () => `${logLikelihood(machine, examples).toFixed(2)} (at best −ln 14 = −2.64)`;
  const lines = ["14 pictures of 3 × 3 pixels: bars and stripes", `log-likelihood before: ${likelihood()}`];
  train(machine, examples, 3000, 7, 0.2, random);
  lines.push(`after 3,000 epochs: ${likelihood()}`, "eight dreams:");
  const dreams = Array.from({ length: 8 }, () => dream(machine, 200, random));
  const pixels = (v: number[], row: number) => [0, 1, 2].map((k) => (v[3 * row + k] === 1 ? "##" : "··")).join("");
  for (const row of [0, 1, 2]) lines.push(dreams.map((v) => pixels(v, row)).join("   "));
  const known = dreams.filter((v) => examples.some((each) => each.join() === v.join()));
  return [...lines, `${known.length} of these eight are bars or stripes; of all 512 pictures 14 are`];
}
