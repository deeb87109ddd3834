/**
 * Backpropagation along a direction, in float64, by the layers' own definitions: products of the Hessian with vectors,
 * exact but for rounding. Pearlmutter's operator R{·} is applied to every line of forward and backward pass.
 *
 * @see Pearlmutter, "Fast exact multiplication by the Hessian", 1994; chapter 3, equation 105
 */
import { costs } from "../../functions/index.ts";
import { layerKind } from "../../layers/index.ts";
import { layerTangent } from "../../layers/tangents/index.ts";
import type { Network } from "../../network/index.ts";
import {
  activated,
  answersOf,
  type Batch,
  clearPadding,
  forward,
  type LayerState,
  outputErrors,
  outputOf,
  passOf,
  type ReferenceParameters,
  row,
} from "./pass.ts";
import { earlierOf, type Inputs, inputsOfLayers, Shortcuts } from "./shortcuts.ts";

/** Some examples of a mini-batch, with what every product needs: computed once, whatever the direction. */
export class Curvature {
  readonly #network: Network;
  readonly #parameters: ReferenceParameters;
  /** What goes into each layer. */
  readonly #inputs: Inputs;
  /** R{x} of the network's own input: none. */
  readonly #still: Float64Array;
  readonly #targets: Float64Array;
  readonly #batch: Batch;
  readonly #states: readonly LayerState[];
  /** δ of each layer, and ∂C/∂a of each but the last. */
  readonly #deltas: Float64Array[] = [];
  readonly #errors: Float64Array[] = [];

  constructor(
    network: Network,
    parameters: ReferenceParameters,
    input: Float64Array,
    targets: Float64Array,
    batch: Batch,
  ) {
    this.#network = network;
    this.#parameters = parameters;
    this.#targets = targets;
    this.#batch = batch;
    this.#states = forward(network, parameters, input, batch);
    this.#inputs = inputsOfLayers(input, this.#states);
    this.#still = new Float64Array(input.length);
    this.#goBack();
  }

  /** H·v, summed over the examples: how the gradient's sum changes where the parameters move along v. */
  times(direction: ReferenceParameters): ReferenceParameters {
    const tangents = this.#forwardAlong(direction);
    const result = zerosLike(this.#parameters);
    const { layers } = this.#network;
    const inputTangents = inputsOfLayers(this.#still, tangents);
    const shortcuts = new Shortcuts();
    let delta = this.#outputAlong(tangents[layers.length - 1].z);
    for (let l = layers.length - 1; ; l--) {
      const { spec, seen: shape } = layers[l];
      const input = this.#inputs[l];
      const inputErrorTangent = new Float64Array(input.length);
      layerTangent(spec.type).backward(spec, shape, {
        ...{ parameters: this.#parameters[l], direction: direction[l], input, inputErrorTangent },
        ...{ inputTangent: inputTangents[l], earlierTangent: earlierOf(layers[l], inputTangents) },
        ...{ delta: this.#deltas[l], deltaTangent: delta, gradientTangents: result[l] },
        earlierErrorTangent: shortcuts.leave(layers[l], this.#inputs),
        pass: passOf(this.#network, layers[l], this.#batch, this.#inputs),
      });
      shortcuts.join(layers[l], inputErrorTangent);
      if (l === 0) return result;
      delta = this.#throughActivation(l - 1, inputErrorTangent, tangents[l - 1].z);
    }
  }

  /** R{z} and R{a} of each layer. */
  #forwardAlong(direction: ReferenceParameters): readonly LayerState[] {
    const tangents: LayerState[] = [];
    const inputTangents = [this.#still];
    for (const layer of this.#network.layers) {
      const { index } = layer;
      const { z, a } = this.#states[index];
      const tangent = { z: new Float64Array(z.length), a: new Float64Array(a.length) };
      layerTangent(layer.spec.type).forward(layer.spec, layer.seen, {
        ...{ parameters: this.#parameters[index], direction: direction[index], zTangent: tangent.z },
        ...{ input: this.#inputs[index], inputTangent: inputTangents[index] },
        earlierTangent: earlierOf(layer, inputTangents),
        pass: passOf(this.#network, layer, this.#batch, this.#inputs),
      });
      // An activation's Jacobian is symmetric: forward and back it is multiplied with alike.
      activated(layer, [z, a, tangent.z, tangent.a], ({ derivative }, at) => derivative(...at));
      clearPadding(layer.output, this.#batch, tangent.a);
      tangents.push(tangent);
      inputTangents.push(tangent.a);
    }
    return tangents;
  }

  /** R{δ} of the last layer. */
  #outputAlong(zTangent: Float64Array): Float64Array {
    const { spec } = this.#network;
    const result = new Float64Array(zTangent.length);
    for (const { row: at, share } of answersOf(this.#network, this.#batch)) {
      const [output, y] = outputOf(this.#network, this.#states, this.#targets, at);
      const into = row(result, at, y.length);
      costs[spec.cost].curvature(output, y, row(zTangent, at, y.length), into);
      for (let j = 0; j < into.length; j++) into[j] *= share;
    }
    return result;
  }

  /** R{δ} of a layer, given R{∂C/∂a} and R{z}: R{∂C/∂a} f′ + ∂C/∂a f″ R{z}. */
  #throughActivation(l: number, errorTangent: Float64Array, zTangent: Float64Array): Float64Array {
    const layer = this.#network.layers[l];
    const { z, a } = this.#states[l];
    const [result, bent] = [new Float64Array(z.length), new Float64Array(z.length)];
    activated(layer, [z, a, errorTangent, result], ({ derivative }, at) => derivative(...at));
    activated(layer, [z, a, this.#errors[l], zTangent, bent], ({ curvature }, at) => curvature(...at));
    for (let i = 0; i < result.length; i++) result[i] += bent[i];
    clearPadding(layer.output, this.#batch, result);
    return result;
  }

  /** What plain backpropagation knows of each layer. */
  #goBack(): void {
    const { layers } = this.#network;
    let delta = outputErrors(this.#network, this.#states, this.#targets, this.#batch);
    const shortcuts = new Shortcuts();
    for (let l = layers.length - 1; ; l--) {
      this.#deltas[l] = delta;
      if (l === 0) return;
      const { spec: layer, seen: shape } = layers[l];
      const input = this.#inputs[l];
      const error = new Float64Array(input.length);
      layerKind(layer.type).backward(layer, shape, {
        ...{ parameters: this.#parameters[l], input, delta, inputError: error },
        gradients: zerosLike([this.#parameters[l]])[0],
        earlierError: shortcuts.leave(layers[l], this.#inputs),
        pass: passOf(this.#network, layers[l], this.#batch, this.#inputs),
      });
      shortcuts.join(layers[l], error);
      this.#errors[l - 1] = error;
      const { z, a } = this.#states[l - 1];
      const below = new Float64Array(error.length);
      activated(layers[l - 1], [z, a, error, below], ({ derivative }, at) => derivative(...at));
      clearPadding(layers[l - 1].output, this.#batch, below);
      delta = below;
    }
  }
}

/** As many zeros as there are parameters, layer by layer. */
export function zerosLike(parameters: ReferenceParameters): ReferenceParameters {
  return parameters.map((values) =>
    Object.fromEntries(Object.entries(values).map(([name, array]) => [name, new Float64Array(array.length)])),
  );
}
