/** Where the values of dense layers come from, and those of layers that take every value by itself. */
import { powerOf } from "../../arithmetic/index.ts";
import {
  type BatchNormSpec,
  type DropoutSpec,
  type EmbeddingSpec,
  type LocalResponseNormSpec,
  sizeOf,
  type ZeroPad2dSpec,
} from "../../layers/index.ts";
import { type Found, placeOf, type Source, type Term } from "./origin.ts";

/** How many of a dense layer's products are listed one by one. */
const mostTerms = 8;

export function ofDense({ input, parameter, index }: Source): Found {
  const weights = parameter("weights").subarray(index * input.length, (index + 1) * input.length);
  const bias = parameter("biases")[index];
  const products = input.map((value, k) => weights[k] * value);
  let sum = 0;
  for (const product of products) sum += product;
  const largest = largestOf(products, mostTerms).map(
    (k): Term => ({ input: k, weight: weights[k], value: input[k], product: products[k] }),
  );
  const listed = new Set(largest.map((term) => term.input));
  let rest = 0;
  products.forEach((product, k) => {
    if (!listed.has(k)) rest += product;
  });
  const others = { count: products.length - listed.size, sum: rest };
  return { origin: { kind: "dense", products, largest, others, sum, bias }, z: sum + bias };
}

/** The indices of the numbers of the largest magnitude, largest first; of equal ones the first. */
function largestOf(values: Float64Array, most: number): number[] {
  const found: number[] = [];
  for (let k = 0; k < values.length; k++) {
    const magnitude = Math.abs(values[k]);
    if (found.length === most && !(magnitude > Math.abs(values[found[most - 1]]))) continue;
    const before = found.findIndex((other) => magnitude > Math.abs(values[other]));
    found.splice(before < 0 ? found.length : before, 0, k);
    found.length = Math.min(found.length, most);
  }
  return found;
}

export function ofFlatten({ input, index }: Source): Found {
  return { origin: { kind: "moved", input: index, value: input[index] }, z: input[index] };
}

export function ofEmbedding({ size }: EmbeddingSpec, { input, parameter, index }: Source): Found {
  const row = Math.round(input[0]);
  const value = parameter("weights")[row * size + index];
  return { origin: { kind: "looked up", row, column: index, value }, z: value };
}

export function ofZeroPad({ padding: [top, , , left] }: ZeroPad2dSpec, source: Source): Found {
  const [, height, width] = source.inputShape;
  const [channel, row, column] = placeOf(source.index, source.outputShape);
  const [y, x] = [row - top, column - left];
  if (y < 0 || y >= height || x < 0 || x >= width) return { origin: { kind: "moved", value: 0 }, z: 0 };
  return ofFlatten({ ...source, index: (channel * height + y) * width + x });
}

export function ofAdd({ input, earlier, index }: Source): Found {
  const { layer, input: other } = earlier as NonNullable<Source["earlier"]>;
  const [value, added] = [input[index], other[index]];
  return { origin: { kind: "added", input: index, value, earlier: layer, added }, z: value + added };
}

/** As in use: nothing is dropped. */
export function ofDropout({ rate, form }: DropoutSpec, { input, index }: Source): Found {
  const factor = form === "book" ? Math.fround(1 - rate) : 1;
  const value = input[index];
  return { origin: { kind: "scaled", input: index, value, factor }, z: factor * value };
}

export function ofBatchNorm({ epsilon }: BatchNormSpec, { input, inputShape, parameter, index }: Source): Found {
  const [channel] = placeOf(index, inputShape);
  const of = (name: string) => parameter(name)[channel];
  const [mean, variance, scale, shift] = [of("mean"), of("variance"), of("scale"), of("shift")];
  const value = input[index];
  return {
    origin: { kind: "normalized", input: index, value, channel, mean, variance, epsilon, scale, shift },
    z: (scale * (value - mean)) / Math.sqrt(variance + epsilon) + shift,
  };
}

export function ofResponseNorm(spec: LocalResponseNormSpec, { input, inputShape, index }: Source): Found {
  const { size, alpha, beta, bias } = spec;
  const channels = inputShape[0];
  const places = sizeOf(inputShape) / channels;
  const channel = Math.floor(index / places);
  const before = channel - Math.floor(size / 2);
  const firstChannel = Math.max(before, 0);
  const neighbours = Float64Array.from(
    { length: Math.min(before + size, channels) - firstChannel },
    (_, i) => input[index + (firstChannel + i - channel) * places],
  );
  let divisor = bias;
  for (const neighbour of neighbours) divisor += alpha * neighbour * neighbour;
  const value = input[index];
  return {
    origin: { kind: "divided", input: index, value, firstChannel, neighbours, alpha, beta, bias, divisor },
    z: value * powerOf(divisor, -beta),
  };
}
