import { disposeSymbol } from "../../closable.ts";
import type { Dataset, TargetKind } from "../../data/index.ts";
import {
  type Clipping,
  clips,
  type MiniBatchOptimizerSpec,
  optimizerOf,
  type Regularization,
} from "../../functions/index.ts";
import { type Carried, isTrained, layerKind } from "../../layers/index.ts";
import type { Network } from "../../network/index.ts";
import { largestOutput } from "../../network/largest-output.ts";
import { parameterName } from "../../network/parameter-name.ts";
import { carriedName, carriedSizes, carryingLayers, checkCarried, checkCarrying } from "../carried.ts";
import type {
  Engine,
  Evaluation,
  EvaluationOptions,
  GradientOptions,
  Gradients,
  LoadOptions,
  OutputErrors,
  ResidentData,
  Session,
  TrainingResult,
  TrainingStretch,
} from "../engine.ts";
import type { Frozen } from "../frozen.ts";
import {
  checkData,
  checkErrors,
  checkEvaluationOptions,
  checkExamples,
  checkGradientOptions,
  checkInputLengths,
  checkInputs,
  checkLoadOptions,
  checkOpening,
  checkOptimizerState,
  checkRefresh,
  checkStretch,
  closedSession,
  foreignData,
} from "../session-checks.ts";
import { inputsOf, lengthsOf, parametersOf, targetsOf } from "./arrays.ts";
import {
  type Batch,
  backward,
  exampleCosts,
  forward,
  type GradientPass,
  gradientPass,
  passOf,
  type ReferenceParameters,
  row,
  zerosLike,
} from "./pass.ts";
import { inputsOfLayers } from "./shortcuts.ts";

/**
 * The oracle: float64, one thread, no trick, each layer computed by its own readable definition.
 * Every other engine is tested against it; it is slow. Its exp, log and tanh are those of arithmetic/: same bits everywhere.
 */
export const referenceEngine: Engine = {
  name: "reference",
  async open(network, options) {
    const { miniBatchSize, frozen } = checkOpening(network, options);
    return new ReferenceSession(network, miniBatchSize, new Set(frozen));
  },
};

/** How many examples are evaluated at once: bounds the memory that a pass takes. */
const evaluationBatch = 256;

interface ReferenceResident {
  data: Dataset;
  readonly changing: boolean;
  readonly weights: Float32Array | undefined;
}

const noPenalty: Regularization = { l1: 0, l2: 0 };

class ReferenceSession implements Session {
  readonly engine = "reference";
  readonly threads = 1;
  readonly network: Network;
  readonly #largestMiniBatch: number;
  readonly #frozen: Frozen;
  #parameters: ReferenceParameters;
  readonly #optimizerState = new Map<string, Float64Array>();
  readonly #resident = new Set<ReferenceResident>();
  readonly #carried = new Map<string, Float64Array>();
  #closed = false;

  constructor(network: Network, largestMiniBatch: number, frozen: Frozen) {
    this.network = network;
    this.#frozen = frozen;
    this.#largestMiniBatch = largestMiniBatch;
    this.#parameters = parametersOf(network);
  }

  load<Kind extends TargetKind>(data: Dataset<Kind>, options?: LoadOptions): ResidentData<Kind> {
    this.#checkOpen();
    checkData(this.network, data);
    const resident = { data, ...checkLoadOptions(data, options) };
    this.#resident.add(resident);
    return resident;
  }

  refresh(resident: ResidentData, data: Dataset): void {
    this.#checkOpen();
    const own = this.#find(resident);
    checkRefresh(this.network, own.data, own.changing, data);
    own.data = data;
  }

  unload(resident: ResidentData): void {
    this.#checkOpen();
    this.#resident.delete(this.#find(resident));
  }

  train(stretch: TrainingStretch): TrainingResult {
    const data = this.#find(stretch.data);
    checkStretch(stretch, this.#largestMiniBatch);
    if (stretch.carry) checkCarrying(this.network);
    let steps = 0;
    let clipped = 0;
    let costSum = stretch.costBefore ?? 0;
    for (let from = stretch.from; from < stretch.to; from += stretch.miniBatchSize) {
      const batch = stretch.order.subarray(from, Math.min(from + stretch.miniBatchSize, stretch.to));
      const step = stretch.stepsBefore + steps;
      const carried = stretch.carry ? this.#carriedBy(batch.length) : undefined;
      const pass = this.#gradientPass(data, batch, true, step, carried);
      const layer = failingLayerOf(pass);
      if (layer !== undefined) return { steps, failure: { step, layer } };
      keep(carried);
      for (const value of pass.costs) costSum += value;
      steps++;
      if (this.#update(stretch, pass.gradients, batch.length, step + 1)) clipped++;
      this.#settle(pass, { count: batch.length, training: true, step });
    }
    return {
      steps,
      ...(clips(stretch.optimizer) ? { clipped } : {}),
      ...(stretch.measureCost ? { costSum } : {}),
    };
  }

  evaluate<Kind extends TargetKind>(resident: ResidentData<Kind>, options?: EvaluationOptions): Evaluation<Kind>;
  evaluate(resident: ResidentData, options?: EvaluationOptions): Evaluation {
    const data = this.#own(resident);
    const { carry } = checkEvaluationOptions(options);
    if (carry) checkCarrying(this.network);
    const carried = carry ? nothingCarried(this.network) : undefined;
    const atOnce = carry ? 1 : evaluationBatch;
    let cost = 0;
    let correct = 0;
    for (let from = 0; from < data.count; from += atOnce) {
      const count = Math.min(atOnce, data.count - from);
      const examples = Uint32Array.from({ length: count }, (_, i) => from + i);
      const batch = { ...inUse(count), lengths: lengthsOf(data, examples), carried };
      const states = forward(this.network, this.#parameters, inputsOf(data, examples), batch);
      for (const value of exampleCosts(this.network, states, targetsOf(this.network, data, examples), batch))
        cost += value;
      if (data.targets.kind === "classes") correct += this.#rightIn(data, examples, states[states.length - 1].a);
      keep(carried);
    }
    const mean = { count: data.answerCount, cost: cost / data.count };
    return data.targets.kind === "classes" ? { ...mean, correct } : mean;
  }

  predict(inputs: Float32Array, given?: Uint32Array): Float32Array {
    this.#checkOpen();
    const count = checkInputs(this.network, inputs);
    const batch = { ...inUse(count), lengths: checkInputLengths(this.network, count, given) };
    const states = forward(this.network, this.#parameters, Float64Array.from(inputs), batch);
    return Float32Array.from(states[states.length - 1].a);
  }

  gradients(resident: ResidentData, examples: Uint32Array, options?: GradientOptions): Gradients {
    const data = this.#find(resident);
    const { training, step, inputs: wanted } = checkGradientOptions(options);
    checkExamples(examples, data.data.count);
    const total = examples.length;
    const sums = new Map<string, Float64Array>();
    const inputs = new Float32Array(wanted ? total * this.network.inputSize : 0);
    let cost = 0;
    for (let piece = 0, from = 0; from < total; piece++, from += this.#largestMiniBatch) {
      const batch = examples.subarray(from, from + this.#largestMiniBatch);
      const pass = this.#gradientPass(data, batch, training, step + piece);
      for (const value of pass.costs) cost += value;
      if (wanted)
        inputs.set(
          pass.inputErrors.map((g) => g / total),
          from * this.network.inputSize,
        );
      this.#forEachTrained((name, layer, key) => {
        const sum = sums.get(key);
        const gradient = pass.gradients[layer][name];
        sums.set(key, sum === undefined ? gradient : sum.map((value, i) => value + gradient[i]));
      });
    }
    return {
      cost: cost / total,
      parameters: new Map([...sums].map(([key, sum]) => [key, Float32Array.from(sum, (g) => g / total)])),
      inputs,
    };
  }

  inputGradients(inputs: Float32Array, errors: OutputErrors): Float32Array {
    this.#checkOpen();
    const count = checkInputs(this.network, inputs);
    const { inputSize } = this.network;
    const gradients = new Float32Array(inputs.length);
    for (let from = 0; from < count; from += this.#largestMiniBatch) {
      const batch = inUse(Math.min(this.#largestMiniBatch, count - from));
      const own = Float64Array.from(inputs.subarray(from * inputSize, (from + batch.count) * inputSize));
      const states = forward(this.network, this.#parameters, own, batch);
      const { z } = states[states.length - 1];
      const delta = Float64Array.from(checkErrors(errors(Float32Array.from(z), from), z.length));
      const unwanted = zerosLike(this.#parameters);
      gradients.set(backward(this.network, this.#parameters, own, delta, states, unwanted, batch), from * inputSize);
    }
    return gradients;
  }

  download(): void {
    this.#checkOpen();
    this.#forEachParameter((name, layer, key) => {
      this.network.parameters.get(key)?.values.set(this.#parameters[layer][name]);
    });
  }

  upload(): void {
    this.#checkOpen();
    this.#parameters = parametersOf(this.network);
  }

  downloadOptimizer(optimizer: MiniBatchOptimizerSpec): Map<string, Float32Array> {
    this.#checkOpen();
    const result = new Map<string, Float32Array>();
    this.#forEachTrained((_, __, key) => {
      for (const name of optimizerOf(optimizer).stateNames)
        result.set(`${name}/${key}`, Float32Array.from(this.#state(optimizer, name, key)));
    });
    return result;
  }

  uploadOptimizer(optimizer: MiniBatchOptimizerSpec, state: ReadonlyMap<string, Float32Array>): void {
    this.#checkOpen();
    checkOptimizerState(this.network, optimizer, state, this.#frozen);
    this.#forEachTrained((_, __, key) => {
      for (const name of optimizerOf(optimizer).stateNames) {
        const given = state.get(`${name}/${key}`);
        if (given === undefined) this.#state(optimizer, name, key).fill(0);
        else this.#state(optimizer, name, key).set(given);
      }
    });
  }

  close(): void {
    this.#closed = true;
  }

  [disposeSymbol](): void {
    this.close();
  }

  /** How many of some examples' labels have the largest of their outputs. */
  #rightIn(data: Dataset, examples: Uint32Array, outputs: Float64Array): number {
    const width = this.network.outputSize / data.labelsEach;
    let correct = 0;
    examples.forEach((example, i) => {
      data.labels(example).forEach((label, t) => {
        if (largestOutput(row(outputs, i * data.labelsEach + t, width)) === label) correct++;
      });
    });
    return correct;
  }

  #gradientPass(
    { data, weights }: ReferenceResident,
    examples: Uint32Array,
    training: boolean,
    step: number,
    carried?: ReadonlyMap<number, Carried>,
  ): GradientPass {
    const targets = targetsOf(this.network, data, examples);
    const ofExamples = weights && Float64Array.from(examples, (example) => weights[example]);
    const lengths = lengthsOf(data, examples);
    const batch = {
      count: examples.length,
      training,
      step,
      frozen: this.#frozen,
      weights: ofExamples,
      lengths,
      carried,
    };
    return gradientPass(this.network, this.#parameters, inputsOf(data, examples), targets, batch);
  }

  /** What so many rows begin with, and room for what they leave. */
  #carriedBy(rows: number): ReadonlyMap<number, Carried> {
    return new Map(
      carryingLayers(this.network).map(({ index, sizes }) => {
        const before = Object.fromEntries(
          Object.entries(sizes).map(([name, size]) => [
            name,
            this.#carriedOf(name, index, size).subarray(0, rows * size),
          ]),
        );
        const after = Object.fromEntries(Object.entries(before).map(([name, values]) => [name, values.slice()]));
        return [index, { before, after }] as const;
      }),
    );
  }

  #carriedOf(name: string, layer: number, size: number): Float64Array {
    const key = carriedName(name, layer);
    const values = this.#carried.get(key) ?? new Float64Array(this.#largestMiniBatch * size);
    this.#carried.set(key, values);
    return values;
  }

  downloadCarried(): Map<string, Float32Array> {
    this.#checkOpen();
    const found = carriedSizes(this.network);
    return new Map(
      [...found].map(([key, { name, layer, size }]) => [key, Float32Array.from(this.#carriedOf(name, layer, size))]),
    );
  }

  uploadCarried(carried: ReadonlyMap<string, Float32Array>): void {
    this.#checkOpen();
    checkCarried(this.network, this.#largestMiniBatch, carried);
    for (const [key, { name, layer, size }] of carriedSizes(this.network)) {
      const given = carried.get(key);
      if (given === undefined) this.#carriedOf(name, layer, size).fill(0);
      else this.#carriedOf(name, layer, size).set(given);
    }
  }

  /** Lets layers change what no gradient does, each from what it saw in this step. */
  #settle({ input, states }: GradientPass, batch: Batch): void {
    const inputs = inputsOfLayers(input, states);
    for (const layer of this.network.layers) {
      const { index, spec } = layer;
      if (this.#frozen.has(index)) continue;
      const pass = passOf(this.network, layer, batch, inputs);
      layerKind(spec.type).settle?.(spec, layer.seen, this.#parameters[index], inputs[index], pass);
    }
  }

  /** Tells whether something was clipped. */
  #update(stretch: TrainingStretch, gradients: ReferenceParameters, count: number, updateNumber: number): boolean {
    const { optimizer, learningRate, regularization, trainingCount } = stretch;
    const definition = optimizerOf(optimizer);
    const penalties = { l1: regularization.l1 / trainingCount, l2: regularization.l2 / trainingCount };
    const means = new Map<string, Float64Array>();
    this.#forEachTrained((name, layer, key) => {
      means.set(
        key,
        gradients[layer][name].map((sum) => sum / count),
      );
    });
    const isClipped = clip(optimizer, [...means.values()]);
    this.#forEachTrained((name, layer, key, regularized) => {
      definition.update(
        optimizer,
        { learningRate, penalties: regularized ? penalties : noPenalty, updateNumber },
        this.#parameters[layer][name],
        means.get(key) as Float64Array,
        definition.stateNames.map((stateName) => this.#state(optimizer, stateName, key)),
      );
    });
    return isClipped;
  }

  /** Optimizers do not share their arrays, though some names are the same. */
  #state({ type }: MiniBatchOptimizerSpec, name: string, key: string): Float64Array {
    const size = this.network.parameters.get(key)?.values.length ?? 0;
    const state = this.#optimizerState.get(`${type}/${name}/${key}`) ?? new Float64Array(size);
    this.#optimizerState.set(`${type}/${name}/${key}`, state);
    return state;
  }

  #forEachParameter(visit: (name: string, layer: number, key: string) => void): void {
    for (const { index, parameters } of this.network.layers)
      for (const { name } of parameters) visit(name, index, parameterName(index, name));
  }

  #forEachTrained(visit: (name: string, layer: number, key: string, regularized: boolean) => void): void {
    for (const { index, parameters } of this.network.layers)
      for (const { name, regularized } of this.#frozen.has(index) ? [] : parameters.filter(isTrained))
        visit(name, index, parameterName(index, name), regularized);
  }

  #own(resident: ResidentData): Dataset {
    return this.#find(resident).data;
  }

  #find(resident: ResidentData): ReferenceResident {
    this.#checkOpen();
    for (const own of this.#resident) if (own === resident) return own;
    throw foreignData();
  }

  #checkOpen(): void {
    if (this.#closed) throw closedSession();
  }
}

/** What one row begins with that has read nothing yet, and room for what it leaves. */
function nothingCarried(network: Network): ReadonlyMap<number, Carried> {
  return new Map(
    carryingLayers(network).map(({ index, sizes }) => {
      const zeros = () =>
        Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float64Array(size)]));
      return [index, { before: zeros(), after: zeros() }] as const;
    }),
  );
}

/** Lets the next mini-batch begin with what this one left. */
function keep(carried: ReadonlyMap<number, Carried> | undefined): void {
  for (const { before, after } of carried?.values() ?? [])
    for (const [name, values] of Object.entries(after)) before[name].set(values);
}

/** Clips mean gradients in place; tells whether something had to be. */
function clip({ clipNorm, clipValue }: Clipping, gradients: readonly Float64Array[]): boolean {
  let isClipped = false;
  if (clipValue !== undefined)
    for (const gradient of gradients)
      gradient.forEach((g, i) => {
        gradient[i] = Math.max(-clipValue, Math.min(clipValue, g));
        if (gradient[i] !== g) isClipped = true;
      });
  if (clipNorm === undefined) return isClipped;
  let squares = 0;
  for (const gradient of gradients) for (const g of gradient) squares += g * g;
  const norm = Math.sqrt(squares);
  if (!(norm > clipNorm)) return isClipped;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= clipNorm / norm;
  return true;
}

/** Examples that the network is used on, not trained on. */
function inUse(count: number): Batch {
  return { count, training: false, step: 0 };
}

/** Where a pass went wrong whose output, or the cost of it, is not finite: its first layer that is not, or the last. */
function failingLayerOf({ states, costs }: GradientPass): number | undefined {
  const last = states.length - 1;
  if (states[last].z.every(Number.isFinite) && costs.every(Number.isFinite)) return undefined;
  const first = states.findIndex(({ z }) => !z.every(Number.isFinite));
  return first < 0 ? last : first;
}
