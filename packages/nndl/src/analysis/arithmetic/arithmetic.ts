import { exp } from "../../arithmetic/index.ts";
import { integer, type Where } from "../../check.ts";
import type { CodeIn } from "../../error-codes.ts";
import { NndlError, show } from "../../errors.ts";
import { type ActivationName, activations } from "../../functions/index.ts";
import { activationOf, type LayerSpec, type LayerType, type Shape, sizeOf } from "../../layers/index.ts";
import { gruCell } from "../../layers/recurrent/gru.ts";
import { lstmCell } from "../../layers/recurrent/lstm.ts";
import { plainCell } from "../../layers/recurrent/recurrent.ts";
import { type Network, parameterName } from "../../network/index.ts";
import { layerOutputs } from "../layer-outputs.ts";
import {
  ofAdd,
  ofBatchNorm,
  ofDense,
  ofDropout,
  ofEmbedding,
  ofFlatten,
  ofResponseNorm,
  ofZeroPad,
} from "./of-rows.ts";
import { ofRecurrent } from "./of-steps.ts";
import { ofConvolution, ofGlobalAverage, ofPooledConvolution, ofPooling } from "./of-windows.ts";
import type { Found, Origin, Source } from "./origin.ts";

/** Which value of which layer. */
export interface ValuePlace {
  /** From 0. */
  readonly layer: number;
  /** Among the layer's values, in row-major order. */
  readonly index: number;
  /** For convolution and pooling in one layer: which place of the pooling window is explained; the one that is taken when absent. */
  readonly part?: number | undefined;
}

/** How one value of a layer is calculated. */
export interface Arithmetic {
  readonly layer: number;
  readonly index: number;
  readonly type: LayerType;
  /** Which step of a sequence it is of, for a layer that takes each by itself; its origin tells of that step's inputs. */
  readonly step?: number;
  /** Of what goes in: of one step, then. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly origin: Origin;
  /** The value before the activation, which the origin leads to. */
  readonly z: number;
  readonly activation: ActivationName;
  /** For softmax: value = numerator / denominator, e^{z − largest} over the sum of these for all of the layer's z. */
  readonly softmax?: {
    readonly largest: number;
    readonly numerator: number;
    readonly denominator: number;
    readonly count: number;
  };
  readonly value: number;
}

/**
 * How a network comes to one value of one of its layers, for one input, in float64: what is multiplied and added, what
 * is chosen from, what the activation makes of it. The z and the value are those of {@link layerOutputs}, to the bit.
 *
 * @param inputs as many numbers as the network has inputs
 * @throws NndlError "arithmetic.layer", "arithmetic.index", "arithmetic.part" for a place that is not there, "data.shape"
 *   for several inputs, and what layerOutputs throws for inputs that do not fit
 * @example
 * const { origin, z, value } = arithmeticOf(net, digits.test.input(0), { layer: 0, index: 5 });
 * if (origin.kind === "dense") origin.largest[0]; // { input: 210, weight: 1.3, value: 0.99, product: 1.29 }
 * @see chapter 1, equation 22; chapter 6, equation 125
 */
export function arithmeticOf(network: Network, inputs: Float32Array, place: ValuePlace): Arithmetic {
  const at = (name: CodeIn<"arithmetic">): Where => ({ code: `arithmetic.${name}`, what: `the arithmetic's ${name}` });
  const layer = integer(place.layer, at("layer"), { min: 0, max: network.layers.length - 1 });
  const { spec, seen: inputShape, times, output: outputShape, earlier } = network.layers[layer];
  const index = integer(place.index, at("index"), { min: 0, max: sizeOf(outputShape) - 1 });
  if (place.part !== undefined && spec.type !== "convPool2d")
    throw new NndlError("arithmetic.part", {
      received: show(place.part),
      expected: `layer ${layer}, ${spec.type}, has no pooling window after a convolution to choose from`,
      next: "Leave out the part.",
    });
  const outputs = layerOutputs(network, inputs);
  if (inputs.length !== network.inputSize)
    throw new NndlError("data.shape", {
      received: `${inputs.length / network.inputSize} examples`,
      expected: `arithmeticOf takes one input of ${network.inputSize} numbers`,
      next: "Ask for one example at a time.",
    });
  const size = sizeOf(outputShape) / times;
  const step = Math.floor(index / size);
  /** What belongs to the step, or all of it. */
  const part = (values: Float64Array) =>
    values.subarray((step * values.length) / times, ((step + 1) * values.length) / times);
  const into = (place: number) => part(place === 0 ? Float64Array.from(inputs) : outputs[place - 1].values);
  const { origin, z } = find(spec, {
    input: into(layer),
    ...(earlier === undefined ? {} : { earlier: { layer: earlier, input: into(earlier) } }),
    inputShape,
    outputShape: times === 1 ? outputShape : outputShape.slice(1),
    parameter: (name) => network.parameters.get(parameterName(layer, name))?.values ?? new Float32Array(0),
    index: index - step * size,
    part: place.part,
  });
  const activation = activationOf(spec);
  return {
    ...{ layer, index, type: spec.type, inputShape, outputShape, origin, z, activation },
    ...(times === 1 ? {} : { step }),
    ...(activation === "softmax" ? shareOf(part(outputs[layer].weighted), z) : { value: activated(activation, z) }),
  };
}

function find(spec: LayerSpec, source: Source): Found {
  switch (spec.type) {
    case "dense":
      return ofDense(source);
    case "conv2d":
      return ofConvolution(spec, source);
    case "convPool2d":
      return ofPooledConvolution(spec, source);
    case "maxPool2d":
      return ofPooling("max", spec, source);
    case "averagePool2d":
      return ofPooling("average", spec, source);
    case "l2Pool2d":
      return ofPooling("l2", spec, source);
    case "globalAveragePool2d":
      return ofGlobalAverage(source);
    case "flatten":
      return ofFlatten(source);
    case "zeroPad2d":
      return ofZeroPad(spec, source);
    case "dropout":
      return ofDropout(spec, source);
    case "batchNorm":
      return ofBatchNorm(spec, source);
    case "localResponseNorm":
      return ofResponseNorm(spec, source);
    case "add":
      return ofAdd(source);
    case "recurrent":
      return ofRecurrent(plainCell, spec, source);
    case "lstm":
      return ofRecurrent(lstmCell, spec, source);
    case "embedding":
      return ofEmbedding(spec, source);
    case "gru":
      return ofRecurrent(gruCell, spec, source);
  }
}

function activated(name: ActivationName, z: number): number {
  const a = new Float64Array(1);
  activations[name].value(Float64Array.of(z), a);
  return a[0];
}

/** A softmax's share: chapter 3, equation 78. */
function shareOf(all: Float64Array, z: number): Pick<Arithmetic, "softmax" | "value"> {
  let largest = Number.NEGATIVE_INFINITY;
  for (const each of all) largest = Math.max(largest, each);
  let denominator = 0;
  for (const each of all) denominator += exp(each - largest);
  const numerator = exp(z - largest);
  return { softmax: { largest, numerator, denominator, count: all.length }, value: numerator / denominator };
}
