/** One forward and one backward pass in float64, by the layers' own definitions and by nothing else. */
import { type Activation, activations, costs, type Output } from "../../functions/index.ts";
import { activationOf, layerKind, type Pass, sizeOf, type Values } from "../../layers/index.ts";
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
}

/** What a layer may know of a mini-batch; its chance comes from the seed, its own place and the step. */
export function passOf(
  network: Network,
  layer: PlacedLayer,
  { count, training, step, frozen }: Batch,
  inputs: Inputs,
): Pass {
  const { index } = layer;
  return {
    count,
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
    layerKind(layer.spec.type).forward(layer.spec, layer.input, parameters[layer.index], own, state.z, pass);
    activated(layer, [state.z, state.a], ({ value }, [z, a]) => value(z, a));
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
    layerKind(layer.spec.type).backward(layer.spec, layer.input, {
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

/** The cost of each example of a mini-batch. */
export function exampleCosts(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  { count, weights }: Pick<Batch, "count" | "weights">,
): number[] {
  return Array.from({ length: count }, (_, i) => {
    const [output, y] = outputOf(network, states, targets, i);
    return costs[network.spec.cost].value(output, y) * (weights?.[i] ?? 1);
  });
}

function outputErrors(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  { count, weights }: Batch,
): Float64Array {
  const delta = new Float64Array(targets.length);
  for (let i = 0; i < count; i++) {
    const [output, y] = outputOf(network, states, targets, i);
    const error = row(delta, i, y.length);
    costs[network.spec.cost].outputError(output, y, error);
    if (weights !== undefined) for (let j = 0; j < error.length; j++) error[j] *= weights[i];
  }
  return delta;
}

/** The output of one example, and its targets. */
export function outputOf(
  network: Network,
  states: readonly LayerState[],
  targets: Float64Array,
  example: number,
): [Output, Float64Array] {
  const { z, a } = states[states.length - 1];
  const size = network.outputSize;
  const activation = activations[activationOf(network.layers[network.layers.length - 1].spec)];
  return [{ activation, z: row(z, example, size), a: row(a, example, size) }, row(targets, example, size)];
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
  { spec, output }: PlacedLayer,
  arrays: Arrays,
  visit: (activation: Activation, rows: Rows<Arrays>) => void,
): void {
  const activation = activations[activationOf(spec)];
  const size = activation.elementwise ? arrays[0].length : sizeOf(output);
  for (let from = 0; from < arrays[0].length; from += size)
    visit(activation, arrays.map((values) => values.subarray(from, from + size)) as Rows<Arrays>);
}

export function row(values: Float64Array, index: number, size: number): Float64Array {
  return values.subarray(index * size, (index + 1) * size);
}
