/** One forward and one backward pass in float64, by the layers' own definitions and by nothing else. */
import { type Activation, activations, costs, type Output } from "../../functions/index.ts";
import {
  activationOf,
  type Carried,
  isSequence,
  layerKind,
  type Pass,
  type Shape,
  sizeOf,
  type Values,
} from "../../layers/index.ts";
import type { Network, PlacedLayer } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import type { Frozen } from "../frozen.ts";
import { earlierOf, type Inputs, inputsOfLayers, Shortcuts } from "./shortcuts.ts";

/** A layer's weighted inputs z and activations a for a mini-batch, one example after another. */
export interface LayerState {
  readonly z: Float64Array;
  readonly a: Float64Array;
}

/** The parameters of every layer, in float64. */
export type ReferenceParameters = readonly Values[];

/** Some examples that go through a network together. */
export interface Batch {
  readonly count: number;
  /** False when the network is only used. */
  readonly training: boolean;
  /** How many mini-batches of the run came before. */
  readonly step: number;
  /** Layers that compute as when the network is used, whatever it is used for. */
  readonly frozen?: Frozen | undefined;
  /** What each example's cost, and so its error, is multiplied by; 1 when absent. */
  readonly weights?: Float64Array | undefined;
  /** What layers carry on, by their index; they begin from nothing when absent. */
  readonly carried?: ReadonlyMap<number, Carried> | undefined;
  /** How many steps of each example's sequence count; all when absent. */
  readonly lengths?: Uint32Array | undefined;
}

/** What a layer may know of a mini-batch; its chance comes from the seed, its own place and the step. */
export function passOf(
  network: Network,
  layer: PlacedLayer,
  { count, training, step, frozen, lengths, carried }: Batch,
  inputs: Inputs,
): Pass {
  const { index } = layer;
  return {
    count: count * layer.times,
    lengths,
    carried: carried?.get(index),
    training: training && !frozen?.has(index),
    stream: (name) => stream(network.spec.seed, `${name}/layers.${index}`, step),
    earlier: earlierOf(layer, inputs),
  };
}

export function forward(
  network: Network,
  parameters: ReferenceParameters,
  input: Float64Array,
  batch: Batch,
): LayerState[] {
  const { count } = batch;
  const states: LayerState[] = [];
  const inputs = [input];
  for (const layer of network.layers) {
    const size = sizeOf(layer.output);
    const state = { z: new Float64Array(count * size), a: new Float64Array(count * size) };
    const pass = passOf(network, layer, batch, inputs);
    const own = inputs[layer.index];
    layerKind(layer.spec.type).forward(layer.spec, layer.seen, parameters[layer.index], own, state.z, pass);
    activated(layer, [state.z, state.a], ({ value }, [z, a]) => value(z, a));
    clearPadding(layer.output, batch, state.a);
    states.push(state);
    inputs.push(state.a);
  }
  return states;
}

/** From ∂C/∂z of the outputs: adds the gradients, summed over the mini-batch, to `gradients`; returns ∂C/∂input by example. */
export function backward(
  network: Network,
  parameters: ReferenceParameters,
  input: Float64Array,
  outputErrors: Float64Array,
  states: readonly LayerState[],
  gradients: ReferenceParameters,
  batch: Batch,
): Float64Array {
  const inputs = inputsOfLayers(input, states);
  const shortcuts = new Shortcuts();
  let delta = outputErrors;
  for (let l = network.layers.length - 1; ; l--) {
    const layer = network.layers[l];
    const errorBelow = new Float64Array(inputs[l].length);
    layerKind(layer.spec.type).backward(layer.spec, layer.seen, {
      parameters: parameters[l],
      input: inputs[l],
      delta,
      gradients: gradients[l],
      inputError: errorBelow,
      earlierError: shortcuts.leave(layer, inputs),
      pass: passOf(network, layer, batch, inputs),
    });
    shortcuts.join(layer, errorBelow);
    if (l === 0) return errorBelow;
    delta = throughActivation(network.layers[l - 1], states[l - 1], errorBelow);
    clearPadding(network.layers[l - 1].output, batch, delta);
  }
}

/** Everything about one mini-batch: each layer's state, each example's cost, and the gradients summed over them. */
export interface GradientPass {
  readonly input: Float64Array;
  readonly states: readonly LayerState[];
  readonly costs: readonly number[];
  readonly gradients: ReferenceParameters;
  /** ∂C/∂input of each example's own cost. */
  readonly inputErrors: Float64Array;
}

/** Forward and backward, with the examples' costs. */
export function gradientPass(
  network: Network,
  parameters: ReferenceParameters,
  input: Float64Array,
  targets: Float64Array,
  batch: Batch,
): GradientPass {
  const states = forward(network, parameters, input, batch);
  const gradients = zerosLike(parameters);
  const errors = outputErrors(network, states, targets, batch);
  const inputErrors = backward(network, parameters, input, errors, states, gradients, batch);
  return { input, states, gradients, inputErrors, costs: exampleCosts(network, states, targets, batch) };
}

/** Room for the gradients of parameters. */
export function zerosLike(parameters: ReferenceParameters): ReferenceParameters {
  return parameters.map((values) =>
    Object.fromEntries(Object.entries(values).map(([name, array]) => [name, new Float64Array(array.length)])),
  );
}

/** One output that is compared with targets: an example's, or that of one step of its sequence. */
interface Answer {
  readonly example: number;
  /** Which row of outputs it is. */
  readonly row: number;
  /** What its cost counts in that of the mini-batch: the example's weight, divided among the steps that count. */
  readonly share: number;
}

/** All outputs that count, example by example, step by step. */
export function answersOf(network: Network, { count, weights, lengths }: Batch | Compared): readonly Answer[] {
  const { output } = network;
  const steps = isSequence(output) ? output[0] : 1;
  return Array.from({ length: count }, (_, example) => {
    const length = steps === 1 ? 1 : (lengths?.[example] ?? steps);
    const share = (weights?.[example] ?? 1) / length;
    return Array.from({ length }, (_, step): Answer => ({ example, row: example * steps + step, share }));
  }).flat();
}

type Compared = Pick<Batch, "count" | "weights" | "lengths">;

/** The cost of each example of a mini-batch: of a sequence of outputs, the mean over its steps. */
export function exampleCosts(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  batch: Compared,
): number[] {
  const sums = new Array<number>(batch.count).fill(0);
  for (const { example, row, share } of answersOf(network, batch)) {
    const [output, y] = outputOf(network, states, targets, row);
    sums[example] += costs[network.spec.cost].value(output, y) * share;
  }
  return sums;
}

/** δ of the last layer. */
export function outputErrors(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  batch: Batch,
): Float64Array {
  const delta = new Float64Array(targets.length);
  for (const { row: at, share } of answersOf(network, batch)) {
    const [output, y] = outputOf(network, states, targets, at);
    const error = row(delta, at, y.length);
    costs[network.spec.cost].outputError(output, y, error);
    for (let j = 0; j < error.length; j++) error[j] *= share;
  }
  return delta;
}

/** One row of outputs, and its targets. */
export function outputOf(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  index: number,
): [Output, Float64Array] {
  const { z, a } = states[states.length - 1];
  const width = isSequence(network.output) ? network.output[1] : network.outputSize;
  const activation = activations[activationOf(network.layers[network.layers.length - 1].spec)];
  return [{ activation, z: row(z, index, width), a: row(a, index, width) }, row(targets, index, width)];
}

function throughActivation(layer: PlacedLayer, { z, a }: LayerState, errorA: Float64Array) {
  const delta = new Float64Array(errorA.length);
  activated(layer, [z, a, errorA, delta], ({ derivative }, at) => derivative(...at));
  return delta;
}

/** One example's part of each of some arrays, or several examples'. */
type Rows<Arrays extends readonly Float64Array[]> = { readonly [I in keyof Arrays]: Float64Array };

/** A layer's activation on each example's part of some arrays; on all of them at once, if it takes each number by itself. */
export function activated<const Arrays extends readonly Float64Array[]>(
  { spec, output, times }: PlacedLayer,
  arrays: Arrays,
  visit: (activation: Activation, rows: Rows<Arrays>) => void,
): void {
  const activation = activations[activationOf(spec)];
  const size = activation.elementwise ? arrays[0].length : sizeOf(output) / times;
  for (let from = 0; from < arrays[0].length; from += size)
    visit(activation, arrays.map((values) => values.subarray(from, from + size)) as Rows<Arrays>);
}

/** Makes 0 of what belongs to steps past the end of a sequence. */
export function clearPadding(shape: Shape, { lengths }: Pick<Batch, "lengths">, values: Float64Array): void {
  if (lengths === undefined || !isSequence(shape)) return;
  const [steps, features] = shape;
  lengths.forEach((length, i) => {
    values.fill(0, (i * steps + length) * features, (i + 1) * steps * features);
  });
}

export function row(values: Float64Array, index: number, size: number): Float64Array {
  return values.subarray(index * size, (index + 1) * size);
}
