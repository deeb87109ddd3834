import { parametersOf } from "../engines/reference/arrays.ts";
import { forward } from "../engines/reference/pass.ts";
import { checkInputs } from "../engines/session-checks.ts";
import type { ActivationName } from "../functions/index.ts";
import { activationOf, type LayerType, type Shape } from "../layers/index.ts";
import { checkNetwork, type Network } from "../network/index.ts";

/** What one layer says about one input, or about several, one after another. */
export interface LayerOutput {
  /** From 0. */
  readonly index: number;
  /** The kind of the layer. */
  readonly type: LayerType;
  /** The activation that it ends in. */
  readonly activation: ActivationName;
  /** Of one input's: [units], or channels × height × width; both arrays are in row-major order. */
  readonly shape: Shape;
  /** z, before the activation: the weighted inputs where the layer has weights. */
  readonly weighted: Float64Array;
  /** a, after it. */
  readonly values: Float64Array;
}

/**
 * What every layer of a network outputs for an input, or for several, in float64, by the layers' own definitions: for looking
 * at. Layers behave as in use: dropout drops nothing. Neither the network nor the input changes.
 *
 * zˡ = wˡ aˡ⁻¹ + bˡ and aˡ = σ(zˡ), for each layer l from the first; for a layer without weights z is what it makes of
 * its input.
 *
 * @param inputs as many numbers as the network has inputs, or several such inputs one after another
 * @throws NndlError "network.instance", "data.shape" for another number of inputs, "data.inputs" for one that is not finite
 * @example
 * layerOutputs(net, digits.test.input(0)).at(-1).values; // ten numbers, one for each digit
 * @see chapter 2, equations 23 to 25
 */
export function layerOutputs(network: Network, inputs: Float32Array): readonly LayerOutput[] {
  checkNetwork(network);
  const count = checkInputs(network, inputs);
  const states = forward(network, parametersOf(network), Float64Array.from(inputs), {
    count,
    training: false,
    step: 0,
  });
  return network.layers.map(({ index, spec, output }) => {
    const { z, a } = states[index]!;
    return { index, type: spec.type, activation: activationOf(spec), shape: output, weighted: z, values: a };
  });
}
