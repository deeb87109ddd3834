/**
 * The definition of contrastive divergence, in float64 and plain loops: the oracle of the tests.
 *
 * For a mini-batch of m examples v⁺, with chains (v⁻, h⁻) that went k steps of Gibbs sampling,
 *
 *     ∂W = 1/m Σ (P(h|v⁺) v⁺ᵀ − P(h|v⁻) v⁻ᵀ),   ∂b = 1/m Σ (v⁺ − v⁻),   ∂c = 1/m Σ (P(h|v⁺) − P(h|v⁻))
 *     velocity ← μ velocity + η (∂ − λ w),       w ← w + velocity
 *
 * λ only for weights. Chance is that of the named streams, number for number as the kernels draw it.
 */
import { exp, normalQuantile } from "../arithmetic/index.ts";
import { disposeSymbol } from "../closable.ts";
import type { Dataset } from "../data/index.ts";
import { type Stream, stream } from "../random/index.ts";
import type { BoltzmannMachine } from "./machine.ts";
import { sigmoid } from "./numbers.ts";
import { type MachineParameterName, parameterNames } from "./parameters.ts";
import {
  type MachineEngine,
  type MachineRules,
  type MachineSession,
  type MachineState,
  type MachineStretch,
  paddedUnits,
  streams,
} from "./session.ts";

type Row = Float64Array;

/** Computes in float64, one example after another, by the formulas as they stand. */
export const referenceMachines: MachineEngine = {
  name: "reference",
  open: async (machine, data, rules) => new ReferenceMachineSession(machine, data, rules),
};

/** How a row of units is drawn: each word of its stream, whether it is used or not. */
export function drawRow(random: Stream, row: number, units: number, draw: (unit: number, word: number) => void): void {
  const width = paddedUnits(units);
  random.position = row * width;
  for (let unit = 0; unit < units; unit++) draw(unit, random.uint32());
}

/** A word as a uniform number of 24 bits. */
export function uniformOf(word: number): number {
  return (word >>> 8) / 0x1000000;
}

/** A word as a gaussian number. */
export function gaussianOf(word: number): number {
  return normalQuantile(((word >>> 9) + 0.5) / 0x800000);
}

export class ReferenceMachineSession implements MachineSession {
  readonly threads = 1;
  readonly #machine: BoltzmannMachine;
  readonly #data: Dataset;
  readonly #rules: MachineRules;
  readonly #values: Record<MachineParameterName, Row>;
  readonly #velocity: Record<MachineParameterName, Row>;
  readonly #activity: Row;
  #chains: Row[];

  constructor(machine: BoltzmannMachine, data: Dataset, rules: MachineRules) {
    const { seed, hidden } = machine.spec;
    this.#machine = machine;
    this.#data = data;
    this.#rules = rules;
    const each = (make: (name: MachineParameterName) => Row) =>
      Object.fromEntries(parameterNames.map((name) => [name, make(name)])) as Record<MachineParameterName, Row>;
    this.#values = each((name) => Float64Array.from(machine[name]));
    this.#velocity = each((name) => new Float64Array(machine[name].length));
    this.#activity = new Float64Array(hidden).fill(rules.sparsity?.target ?? 0);
    const first = stream(seed, streams.chains).mask(rules.miniBatchSize * hidden, 0.5);
    this.#chains = Array.from({ length: rules.miniBatchSize }, (_, i) =>
      Float64Array.from(first.subarray(i * hidden, (i + 1) * hidden)),
    );
  }

  train({ order, from, to, stepsBefore, learningRate, gibbsSteps }: MachineStretch): void {
    const { miniBatchSize } = this.#rules;
    for (let start = from, step = stepsBefore; start < to; start += miniBatchSize, step++) {
      const examples = order.subarray(start, Math.min(to, start + miniBatchSize));
      this.#update(this.#gradient([...examples], step, gibbsSteps), learningRate);
    }
  }

  /** The change that a mini-batch asks for, summed over its examples and divided by their number. */
  #gradient(examples: readonly number[], step: number, gibbsSteps: number): Record<MachineParameterName, Row> {
    const { visible, hidden } = this.#machine.spec;
    const { persistent, sparsity } = this.#rules;
    const gradient = {
      weights: new Float64Array(hidden * visible),
      visibleBiases: new Float64Array(visible),
      hiddenBiases: new Float64Array(hidden),
    };
    const add = (v: Row, h: Row, sign: number) => {
      for (let j = 0; j < hidden; j++) {
        gradient.hiddenBiases[j] += sign * h[j];
        for (let i = 0; i < visible; i++) gradient.weights[j * visible + i] += sign * h[j] * v[i];
      }
      for (let i = 0; i < visible; i++) gradient.visibleBiases[i] += sign * v[i];
    };
    const active = new Float64Array(hidden);
    examples.forEach((example, row) => {
      const data = this.#example(example, step, row);
      const up = this.#hiddenMeans(data);
      up.forEach((p, j) => {
        active[j] += p / examples.length;
      });
      add(data, up, 1);
      let h = persistent ? this.#chains[row] : this.#drawHidden(up, 0, step, row);
      let v = data;
      let means = up;
      for (let sweep = 1; sweep <= gibbsSteps; sweep++) {
        v = this.#visible(h, sweep, step, row);
        means = this.#hiddenMeans(v);
        h = this.#drawHidden(means, sweep, step, row);
      }
      if (persistent) this.#chains[row] = h;
      add(v, means, -1);
    });
    for (const name of parameterNames)
      for (let i = 0; i < gradient[name].length; i++) gradient[name][i] /= examples.length;
    if (sparsity !== undefined)
      for (let j = 0; j < hidden; j++) {
        this.#activity[j] = sparsity.decay * this.#activity[j] + (1 - sparsity.decay) * active[j];
        gradient.hiddenBiases[j] -= sparsity.cost * (this.#activity[j] - sparsity.target);
      }
    return gradient;
  }

  #update(gradient: Record<MachineParameterName, Row>, learningRate: number): void {
    const { momentum, weightDecay } = this.#rules;
    for (const name of parameterNames) {
      const [values, velocity, slope] = [this.#values[name], this.#velocity[name], gradient[name]];
      const decay = name === "weights" ? weightDecay : 0;
      for (let i = 0; i < values.length; i++) {
        velocity[i] = momentum * velocity[i] + learningRate * (slope[i] - decay * values[i]);
        values[i] += velocity[i];
      }
    }
  }

  #example(example: number, step: number, row: number): Row {
    const { seed, visible, classes } = this.#machine.spec;
    const given = Float64Array.from(this.#data.input(example));
    if (this.#rules.examples === "given") return given;
    const random = stream(seed, streams.examples, step);
    drawRow(random, row, visible, (i, word) => {
      if (i < visible - classes) given[i] = uniformOf(word) < given[i] ? 1 : 0;
    });
    return given;
  }

  #hiddenMeans(v: Row): Row {
    const { visible, hidden } = this.#machine.spec;
    const { weights, hiddenBiases } = this.#values;
    return Float64Array.from({ length: hidden }, (_, j) => {
      let z = hiddenBiases[j];
      for (let i = 0; i < visible; i++) z += weights[j * visible + i] * v[i];
      return sigmoid(z);
    });
  }

  #drawHidden(means: Row, sweep: number, step: number, row: number): Row {
    const { seed, hidden } = this.#machine.spec;
    const states = new Float64Array(hidden);
    drawRow(stream(seed, streams.hidden(sweep), step), row, hidden, (j, word) => {
      states[j] = uniformOf(word) < means[j] ? 1 : 0;
    });
    return states;
  }

  #visible(h: Row, sweep: number, step: number, row: number): Row {
    const { seed, visible, hidden, units, classes } = this.#machine.spec;
    const { weights, visibleBiases } = this.#values;
    const z = Float64Array.from(visibleBiases);
    for (let j = 0; j < hidden; j++) for (let i = 0; i < visible; i++) z[i] += h[j] * weights[j * visible + i];
    const means = visibleMeans(z, units, classes);
    if (this.#rules.chains === "means") return means;
    return drawVisibleRow(means, stream(seed, streams.visible(sweep), step), row, units, classes);
  }

  download(): void {
    for (const name of parameterNames) this.#machine[name].set(this.#values[name]);
  }

  state(): MachineState {
    const state = new Map<string, Float32Array>();
    if (this.#rules.momentum > 0)
      for (const name of parameterNames) state.set(`velocity/${name}`, Float32Array.from(this.#velocity[name]));
    if (this.#rules.sparsity !== undefined) state.set("activity", Float32Array.from(this.#activity));
    if (this.#rules.persistent) state.set("chains", Float32Array.from(this.#chains.flatMap((h) => [...h])));
    return state;
  }

  setState(state: MachineState): void {
    const { hidden } = this.#machine.spec;
    for (const name of parameterNames) {
      const velocity = state.get(`velocity/${name}`);
      if (velocity !== undefined) this.#velocity[name].set(velocity);
    }
    const [activity, chains] = [state.get("activity"), state.get("chains")];
    if (activity !== undefined) this.#activity.set(activity);
    if (chains !== undefined)
      this.#chains = this.#chains.map((_, i) => Float64Array.from(chains.subarray(i * hidden, (i + 1) * hidden)));
  }

  close(): void {}

  [disposeSymbol](): void {}
}

/** The means of visible units that z comes to; the last `classes` ones share a softmax. */
export function visibleMeans(z: Row, units: "binary" | "gaussian", classes: number): Row {
  const free = z.length - classes;
  const means = z.map((value, i) => (i < free && units === "binary" ? sigmoid(value) : value));
  if (classes === 0) return means;
  const largest = Math.max(...z.subarray(free));
  let sum = 0;
  for (let i = free; i < z.length; i++) sum += exp(z[i] - largest);
  for (let i = free; i < z.length; i++) means[i] = exp(z[i] - largest) / sum;
  return means;
}

/** States drawn from the means of visible units. */
export function drawVisibleRow(
  means: Row,
  random: Stream,
  row: number,
  units: "binary" | "gaussian",
  classes: number,
): Row {
  const free = means.length - classes;
  const states = means.slice();
  drawRow(random, row, means.length, (i, word) => {
    if (i < free) states[i] = units === "gaussian" ? means[i] + gaussianOf(word) : uniformOf(word) < means[i] ? 1 : 0;
    else if (i === free) {
      let [chosen, below] = [free, means[free]];
      while (chosen < means.length - 1 && uniformOf(word) >= below) below += means[++chosen];
      states.fill(0, free);
      states[chosen] = 1;
    }
  });
  return states;
}
