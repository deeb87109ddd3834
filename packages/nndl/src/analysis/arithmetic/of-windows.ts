/** Where the values of convolutional and pooling layers come from. */
import { integer } from "../../check.ts";
import { correlationOf } from "../../layers/convolution.ts";
import type { Correlation } from "../../layers/correlation.ts";
import { type Pair, placeWindows, type Windows } from "../../layers/geometry.ts";
import type { Conv2dSpec, ConvPool2dSpec, Shape } from "../../layers/index.ts";
import type { PoolSpec } from "../../layers/pool-layer.ts";
import { type PoolingName, poolings } from "../../layers/pooling.ts";
import { type Found, type PooledWindow, placeOf, type Source, type WindowProducts } from "./origin.ts";

export function ofConvolution(spec: Conv2dSpec, source: Source): Found {
  const [filter, row, column] = placeOf(source.index, source.outputShape);
  const window = productsAt(correlationOf(spec, source.inputShape), source, filter, row, column);
  const bias = source.parameter("biases")[filter];
  return { origin: { kind: "convolution", window, bias }, z: window.sum + bias };
}

export function ofPooledConvolution(spec: ConvPool2dSpec, source: Source): Found {
  const correlation = correlationOf(spec, source.inputShape);
  const maps: Shape = [spec.filters, ...correlation.windows.output];
  const windows = placeWindows(maps, spec.window, spec.windowStride);
  const [filter, row, column] = placeOf(source.index, source.outputShape);
  const productsOfPart = (part: number) => {
    const [y, x] = rowAndColumn(windows, row, column, part);
    return productsAt(correlation, source, filter, y, x);
  };
  const size = spec.window[0] * spec.window[1];
  const sums = Float64Array.from({ length: size }, (_, part) => productsOfPart(part).sum);
  const pool = pooled(spec.pool, windows, [filter, row, column], sums);
  const part = integer(
    source.part ?? pool.taken ?? 0,
    { code: "arithmetic.part", what: "the part of the pooling window" },
    { min: 0, max: size - 1 },
  );
  const bias = source.parameter("biases")[filter];
  return {
    origin: { kind: "pooled convolution", pool, part, window: productsOfPart(part), bias },
    z: pool.result + bias,
  };
}

export function ofPooling(pooling: PoolingName, spec: PoolSpec<string>, source: Source): Found {
  const { input, inputShape, outputShape, index } = source;
  const windows = placeWindows(inputShape, spec.window, spec.stride);
  const [channel, row, column] = placeOf(index, outputShape);
  const values = Float64Array.from({ length: spec.window[0] * spec.window[1] }, (_, part) => {
    const [y, x] = rowAndColumn(windows, row, column, part);
    return input[(channel * windows.height + y) * windows.width + x];
  });
  const pool = pooled(pooling, windows, [channel, row, column], values);
  return { origin: { kind: "pooling", pool }, z: pool.result };
}

/** The window is the whole channel. */
export function ofGlobalAverage({ input, inputShape, index: channel }: Source): Found {
  const [, height, width] = inputShape;
  const values = input.slice(channel * height * width, (channel + 1) * height * width);
  let result = 0;
  for (const value of values) result += value / values.length;
  const pool: PooledWindow = { pooling: "average", channel, top: 0, left: 0, extent: [height, width], values, result };
  return { origin: { kind: "pooling", pool }, z: result };
}

/** The row and the column of one of a window's values, in raster order. */
function rowAndColumn({ extent, stride }: Windows, row: number, column: number, part: number): Pair {
  return [row * stride[0] + Math.floor(part / extent[1]), column * stride[1] + (part % extent[1])];
}

function pooled(
  pooling: PoolingName,
  { extent, stride }: Windows,
  [channel, row, column]: readonly [number, number, number],
  values: Float64Array,
): PooledWindow {
  const result = poolings[pooling].value(values);
  const taken = pooling === "max" ? values.indexOf(result) : -1;
  const where = { channel, top: row * stride[0], left: column * stride[1], extent };
  return { pooling, ...where, values, result, ...(taken < 0 ? {} : { taken }) };
}

/** Σ w_{f,c,l,m} · input_{c, sj+l, sk+m}: chapter 6, equation 125, one product after another. */
function productsAt(
  { windows, channels: all, filters, groups }: Correlation,
  { input, parameter }: Source,
  filter: number,
  row: number,
  column: number,
): WindowProducts {
  const { height, width, extent, stride } = windows;
  const channels = all / groups;
  const firstChannel = Math.floor(filter / (filters / groups)) * channels;
  const [top, left] = [row * stride[0] - windows.top, column * stride[1] - windows.left];
  const area = extent[0] * extent[1];
  const weights = Float64Array.from(
    parameter("weights").subarray(filter * channels * area, (filter + 1) * channels * area),
  );
  const inside = Uint8Array.from({ length: area }, (_, tap) => {
    const [y, x] = [top + Math.floor(tap / extent[1]), left + (tap % extent[1])];
    return y >= 0 && y < height && x >= 0 && x < width ? 1 : 0;
  });
  const [inputs, products] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  const sums = new Float64Array(channels);
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    const [channel, tap] = [Math.floor(at / area), at % area];
    if (inside[tap] === 0) continue;
    const [y, x] = [top + Math.floor(tap / extent[1]), left + (tap % extent[1])];
    inputs[at] = input[((firstChannel + channel) * height + y) * width + x];
    products[at] = weights[at] * inputs[at];
    sums[channel] += products[at];
    sum += products[at];
  }
  return { firstChannel, channels, top, left, extent, inputs, weights, products, inside, sums, sum };
}
