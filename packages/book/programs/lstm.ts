/**
 * Long short-term memory (named in chapter 6): a neuron with a memory beside its output, and three gates that say how much is taken into
 * it, kept in it, and given out of it. What is kept is multiplied by a number that can be as good as 1, so that an error can go
 * back through many steps without vanishing.
 */
import { check } from "./check.ts";
import { addOuter, backwards, weightedInputs } from "./layer.ts";
import { Random } from "./random.ts";
import { sigmoid } from "./sigmoid.ts";

/** Rows of `input`, `recurrent` and `biases`: those of the gate that takes in, then of the one that keeps, of what is new, of the one that gives out. */
export interface Lstm {
  input: number[][];
  recurrent: number[][];
  biases: number[];
  /** One linear output, of what the units give at the end. */
  output: number[][];
  outputBiases: number[];
}

/** Where the gates that keep begin: σ(1) = 0.73 of a memory is left after a step. */
export function randomLstm(inputs: number, units: number, random: Random, keepBias = 1): Lstm {
  check(inputs >= 1 && units >= 1, `there must be inputs and units; received ${inputs} and ${units}`);
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.gaussian() / Math.sqrt(columns)));
  return {
    input: matrix(4 * units, inputs),
    recurrent: matrix(4 * units, units),
    biases: Array.from({ length: 4 * units }, (_, row) => (row >= units && row < 2 * units ? keepBias : 0)),
    output: matrix(1, units),
    outputBiases: [0],
  };
}

export function rowsOf({ input, recurrent, biases, output, outputBiases }: Lstm): number[][] {
  return [...input, ...recurrent, biases, ...output, outputBiases];
}

/** What the units are after a step: the four numbers of each, its memory and what it gives. */
export interface State {
  take: number[];
  keep: number[];
  fresh: number[];
  give: number[];
  memory: number[];
  out: number[];
}

export function nothing(units: number): State {
  const zeros = () => Array<number>(units).fill(0);
  return { take: zeros(), keep: zeros(), fresh: zeros(), give: zeros(), memory: zeros(), out: zeros() };
}

/** c = keep · c′ + take · fresh, and out = give · tanh c. */
export function step({ input, recurrent, biases }: Lstm, x: number[], before: State): State {
  check(x.length === input[0].length, `a step has ${input[0].length} inputs; received ${x.length}`);
  const units = before.out.length;
  const ofInput = weightedInputs(input, biases, x);
  const z = weightedInputs(recurrent, ofInput, before.out);
  const gate = (which: number) => z.slice(which * units, (which + 1) * units);
  const [take, keep, give] = [0, 1, 3].map((which) => gate(which).map(sigmoid));
  const fresh = gate(2).map(Math.tanh);
  const memory = keep.map((f, j) => f * before.memory[j] + take[j] * fresh[j]);
  return { take, keep, fresh, give, memory, out: give.map((o, j) => o * Math.tanh(memory[j])) };
}

/** All states of a sequence, the one before it first, and the linear output of the last. */
export function forward(net: Lstm, xs: number[][]): { states: State[]; answer: number } {
  check(xs.length > 0, "a sequence needs a step");
  const states = [nothing(net.output[0].length)];
  for (const x of xs) states.push(step(net, x, states[states.length - 1]));
  return { states, answer: weightedInputs(net.output, net.outputBiases, states[xs.length].out)[0] };
}

/** The cost ½(answer − y)², its gradient, and ‖∂C/∂memory‖ after each step: what is left of the error that far back. */
export function throughTime(net: Lstm, xs: number[][], y: number) {
  const { states: all, answer } = forward(net, xs);
  const units = net.output[0].length;
  const nabla = structuredClone(net);
  for (const row of rowsOf(nabla)) row.fill(0);
  const error = answer - y;
  addOuter(nabla.output, [error], all[xs.length].out);
  nabla.outputBiases[0] = error;
  let outError = backwards(net.output, [error]);
  let memoryError = Array<number>(units).fill(0);
  const lengths: number[] = [];
  for (let t = xs.length; t >= 1; t--) {
    const [{ take, keep, fresh, give, memory }, before] = [all[t], all[t - 1]];
    const squashed = memory.map(Math.tanh);
    const reaching = memoryError.map((e, j) => e + outError[j] * give[j] * (1 - squashed[j] ** 2));
    lengths.unshift(Math.hypot(...reaching));
    const delta = [
      ...take.map((i, j) => reaching[j] * fresh[j] * i * (1 - i)),
      ...keep.map((f, j) => reaching[j] * before.memory[j] * f * (1 - f)),
      ...fresh.map((g, j) => reaching[j] * take[j] * (1 - g * g)),
      ...give.map((o, j) => outError[j] * squashed[j] * o * (1 - o)),
    ];
    addOuter(nabla.input, delta, xs[t - 1]);
    addOuter(nabla.recurrent, delta, before.out);
    addOuter([nabla.biases], [1], delta);
    outError = backwards(net.recurrent, delta);
    memoryError = reaching.map((e, j) => e * keep[j]);
  }
  return { cost: error ** 2 / 2, nabla, lengths };
}

export type Sequence = [xs: number[][], y: number];

/** The adding problem: of all numbers two are marked, and their sum is asked for. Always to answer 1 costs 1/12. */
export function adding(count: number, steps: number, random: Random): Sequence[] {
  check(steps >= 2, `two numbers need two steps; received ${steps}`);
  return Array.from({ length: count }, (): Sequence => {
    const half = Math.floor(steps / 2);
    const marked = [Math.floor(random.uniform() * half), half + Math.floor(random.uniform() * (steps - half))];
    const xs = Array.from({ length: steps }, (_, t) => [random.uniform(), marked.includes(t) ? 1 : 0]);
    return [xs, marked.reduce((sum, t) => sum + xs[t][0], 0)];
  });
}

/** A step of gradient descent after each sequence, with momentum. */
export function train(net: Lstm, sequences: Sequence[], eta: number, mu = 0.9): void {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  const speeds = rowsOf(net).map((row) => row.map(() => 0));
  for (const [xs, y] of sequences) {
    const slopes = rowsOf(throughTime(net, xs, y).nabla);
    rowsOf(net).forEach((row, j) => {
      for (let k = 0; k < row.length; k++) row[k] += speeds[j][k] = mu * speeds[j][k] - eta * slopes[j][k];
    });
  }
}

export function meanCost(net: Lstm, sequences: Sequence[]): number {
  return sequences.reduce((sum, [xs, y]) => sum + (forward(net, xs).answer - y) ** 2 / 2, 0) / sequences.length;
}

export function demo(): string[] {
  const random = new Random(1);
  const show = (lengths: number[]) => [0, 3, 6, 11].map((back) => (lengths[11 - back] / lengths[11]).toExponential(1));
  const long = adding(1, 12, random)[0];
  const lines = ["The error at the memory, of that at the last step, where it has come back 0, 3, 6 and 11 steps:"];
  for (const bias of [0, 1, 5]) {
    const { lengths } = throughTime(randomLstm(2, 8, random, bias), ...long);
    lines.push(`  gates that keep begin at ${sigmoid(bias).toFixed(3)}: ${show(lengths).join("  ")}`);
  }
  const [net, test] = [randomLstm(2, 8, random), adding(200, 12, random)];
  lines.push("To add two marked numbers of 12, the mean cost of 200 others (always to answer 1 costs 0.083):");
  for (let learned = 0; learned <= 2500; learned += 500) {
    if (learned > 0) train(net, adding(500, 12, random), 0.03);
    lines.push(`  after ${String(learned).padStart(4)} sequences: ${meanCost(net, test).toFixed(4)}`);
  }
  lines.push(`  and now the error goes back like this: ${show(throughTime(net, ...long).lengths).join("  ")}`);
  return lines;
}
